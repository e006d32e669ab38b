import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { outlookManifest, outlookManifestOf } from '../../scripts/outlook-manifest.mjs';
import { manifest, read, root } from './filled.ts';
import { readPng } from './png.ts';

const values = { ...parseEnv(read('env/.env.sandbox')), AIDE_DOMAIN: 'aide.contoso.com' };

interface Xml {
  [name: string]: Xml[] & Xml & string;
}
const parsed = (text: string): Xml =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false }).parse(text);
const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));

describe('the Outlook add-in’s manifests', () => {
  const xml = outlookManifestOf(root, 'sandbox', values);
  const app = () => parsed(xml).OfficeApp!;
  const newest = () => app().VersionOverrides!.VersionOverrides!;

  it('are read by Microsoft’s own tool, which finds in the XML what the manifest says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aide-outlook-'));
    const file = join(folder, 'aide.xml');
    writeFileSync(file, xml);
    const { version, name, description, developer, extensions } = manifest();
    const info = await OfficeAddinManifest.readManifestFile(file);
    rmSync(folder, { recursive: true });
    assert.deepEqual(
      {
        id: info.id,
        version: info.version,
        displayName: info.displayName,
        description: info.description,
        providerName: info.providerName,
        officeAppType: info.officeAppType,
        hosts: info.hosts,
        permissions: info.permissions,
        page: info.defaultSettings?.sourceLocation,
      },
      {
        id: extensions[0].alternates[0].hide.customOfficeAddin.officeAddinId,
        version: `${version}.0`,
        displayName: name.short,
        description: description.short,
        providerName: developer.name,
        officeAppType: 'MailApp',
        hosts: ['Mailbox'],
        permissions: 'ReadWriteItem',
        page: undefined,
      },
    );
  });

  it('are made of the same source, the same bytes each time', () => {
    assert.equal(outlookManifestOf(root, 'sandbox', values), xml);
    assert.equal(XMLValidator.validate(xml), true);
  });

  it('stand in the order that the schema of Office wants', () => {
    // https://learn.microsoft.com/office/dev/add-ins/develop/xml-manifest-overview
    const order = [
      ...['Id', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl'],
      ...['HighResolutionIconUrl', 'SupportUrl', 'AppDomains', 'Hosts', 'Requirements', 'FormSettings', 'Permissions'],
      ...['Rule', 'VersionOverrides'],
    ];
    assert.deepEqual(
      Object.keys(app()).filter((name) => !name.startsWith('@')),
      order,
    );
    assert.deepEqual(
      Object.keys(app().VersionOverrides!).filter((name) => !name.startsWith('@')),
      ['Requirements', 'Hosts', 'Resources', 'VersionOverrides'],
    );
  });

  it('name each other, so that nobody sees the button twice', () => {
    assert.equal(app().Id, manifest().extensions[0].alternates[0].hide.customOfficeAddin.officeAddinId);
    assert.notEqual(app().Id, manifest().id);
  });

  it('ask for no newer Outlook than phones and on-premises servers are', () => {
    assert.equal(app().Requirements!.Sets!.Set!['@MinVersion'], '1.5');
    assert.equal(app().Requirements!.Sets!.Set!['@Name'], 'Mailbox');
  });

  it('have the buttons where one reads and writes, on phones where one reads, and a pane that can be pinned', () => {
    const { DesktopFormFactor: desktop, MobileFormFactor: mobile } = newest().Hosts!.Host!;
    assert.deepEqual(
      list(desktop!.ExtensionPoint).map((p) => p['@xsi:type']),
      ['MessageReadCommandSurface', 'MessageComposeCommandSurface'],
    );
    const [read, compose] = list(desktop!.ExtensionPoint).map((p) => p.OfficeTab!.Group!.Control!);
    assert.equal(read!.Action!.SupportsPinning, 'true');
    assert.equal(compose!.Action!.SupportsPinning, undefined);
    assert.equal(mobile!.ExtensionPoint!['@xsi:type'], 'MobileMessageReadCommandSurface');
    assert.equal(list(mobile!.ExtensionPoint!.Group!.Control!.Icon!['bt:Image']).length, 9);
    // The older overrides know neither phones nor pins.
    const older = xml.slice(0, xml.indexOf('VersionOverridesV1_1'));
    assert.doesNotMatch(older, /Mobile|SupportsPinning/);
  });

  it('use resources that are there, ids of at most 32 characters, and addresses of our own domain by https', () => {
    for (const overrides of [app().VersionOverrides!, newest()]) {
      const text = JSON.stringify(overrides, (key, value) => (key === 'VersionOverrides' ? undefined : value));
      const ids = Object.values(overrides.Resources!).flatMap((kind) =>
        Object.values(kind as unknown as Xml).flatMap((all) =>
          list(all).map((one) => String((one as unknown as Xml)['@id'])),
        ),
      );
      assert.equal(new Set(ids).size, ids.length);
      for (const id of ids) assert.ok(id.length <= 32, id);
      for (const [, id] of text.matchAll(/"@resid":"([^"]+)"/g)) assert.ok(ids.includes(id ?? ''), id);
    }
    for (const [, address] of xml.matchAll(/DefaultValue="(https?:[^"]+)"/g))
      assert.match(address ?? '', /^https:\/\/aide\.contoso\.com\//);
  });

  it('have each icon in the size that they say', () => {
    const icons: { size: number; scale?: number; url: string }[] = [];
    JSON.stringify(manifest().extensions, (key, value) => {
      if (key === 'icons') icons.push(...value);
      return value;
    });
    assert.ok(icons.length > 10);
    for (const { size, scale = 1, url } of icons) {
      const name = url.slice(url.lastIndexOf('/') + 1);
      const { width, height } = readPng(readFileSync(join(root, 'outlook-addin/public/icons', name)));
      assert.deepEqual([width, height], [size * scale, size * scale], url);
    }
  });

  it('write whatever is in a name as text', () => {
    const named = { ...manifest(), name: { short: `A<b> & "c" 'd'` } };
    const text = outlookManifest(named, manifest().extensions[0]);
    assert.equal(XMLValidator.validate(text), true);
    assert.doesNotMatch(text, /<b>/);
  });
});
