// The add-in-only manifest (XML) for Outlook on Mac and on phones, which do not read the unified one. Made from the same source, so
// that both say the same: npm run package writes it beside the app package.
// https://learn.microsoft.com/office/dev/add-ins/develop/unified-manifest-overview#client-and-platform-support
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill, valuesOf } from './environments.mjs';
import { el, writeXml } from './xml.mjs';

/** @typedef {import('./xml.mjs').Element} Element */
/** @typedef {{ size: number, url: string, scale?: number }} Icon */
/** @typedef {{ id: string, label: string, icons: Icon[], supertip?: { title: string, description: string }, actionId: string }} Button */
/** @typedef {{ id: string, label: string, controls: Button[] }} Group */
/** @typedef {{ contexts: string[], requirements?: { formFactors?: string[] }, tabs: { groups?: Group[], customMobileRibbonGroups?: Group[] }[] }} Ribbon */
/** @typedef {{ id: string, pinnable?: boolean }} Action */
/** @typedef {{ requirements: { capabilities: { name: string, minVersion: string }[] }, runtimes: { code: { page: string }, actions: Action[] }[], ribbons: Ribbon[], alternates: { hide: { customOfficeAddin: { officeAddinId: string } } }[] }} Extension */
/** @typedef {{ version: string, developer: { name: string, websiteUrl: string }, name: { short: string }, description: { short: string }, validDomains: string[] }} Manifest */

const namespaces = {
  office: 'http://schemas.microsoft.com/office/appforoffice/1.1',
  basic: 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
  mail: 'http://schemas.microsoft.com/office/mailappversionoverrides',
};
const surfaces = {
  mailRead: 'MessageReadCommandSurface',
  mailCompose: 'MessageComposeCommandSurface',
  mobile: 'MobileMessageReadCommandSurface',
};

/** @param {string} name @param {string} value */
const valued = (name, value) => el(name, { DefaultValue: value });

/**
 * Texts and addresses stand in one place and are named by id; the same value has one id.
 * @returns {{ id(kind: string, value: string): string, element(): Element }}
 */
function createResources() {
  /** @type {Record<string, Map<string, string>>} */
  const kinds = { Images: new Map(), Urls: new Map(), ShortStrings: new Map(), LongStrings: new Map() };
  const tags = /** @type {Record<string, string>} */ ({ Images: 'bt:Image', Urls: 'bt:Url' });
  return {
    id(kind, value) {
      const known = kinds[kind];
      if (!known) throw new Error(`no resources of the kind ${kind}`);
      // Ids have at most 32 characters.
      const id = known.get(value) ?? `${kind}.${known.size + 1}`;
      known.set(value, id);
      return id;
    },
    element: () =>
      el(
        'Resources',
        {},
        ...Object.entries(kinds)
          .filter(([, values]) => values.size > 0)
          .map(([kind, values]) =>
            el(
              `bt:${kind}`,
              {},
              ...[...values].map(([value, id]) => el(tags[kind] ?? 'bt:String', { id, DefaultValue: value })),
            ),
          ),
      ),
  };
}

/**
 * What an Outlook of one version reads: buttons by place.
 * @param {Extension} extension @param {'1.0' | '1.1'} version @param {Element[]} nested
 */
function overrides(extension, version, nested = []) {
  const resources = createResources();
  const newest = version === '1.1';
  const pageOf = (/** @type {string} */ actionId) => {
    const runtime = extension.runtimes.find(({ actions }) => actions.some(({ id }) => id === actionId));
    if (!runtime) throw new Error(`no runtime has the action ${actionId}`);
    return { page: runtime.code.page, pinnable: runtime.actions.find(({ id }) => id === actionId)?.pinnable };
  };
  const image = (/** @type {Icon} */ { size, url, scale }) =>
    el('bt:Image', {
      size: String(size),
      ...(scale ? { scale: String(scale) } : {}),
      resid: resources.id('Images', url),
    });
  const control = (/** @type {Button} */ { id, label, icons, supertip, actionId }, /** @type {boolean} */ mobile) => {
    const { page, pinnable } = pageOf(actionId);
    return el(
      'Control',
      { 'xsi:type': mobile ? 'MobileButton' : 'Button', id },
      el('Label', { resid: resources.id('ShortStrings', label) }),
      ...(supertip && !mobile
        ? [
            el(
              'Supertip',
              {},
              el('Title', { resid: resources.id('ShortStrings', supertip.title) }),
              el('Description', { resid: resources.id('LongStrings', supertip.description) }),
            ),
          ]
        : []),
      el('Icon', mobile ? { 'xsi:type': 'bt:MobileIconList' } : {}, ...icons.map(image)),
      el(
        'Action',
        { 'xsi:type': 'ShowTaskpane' },
        el('SourceLocation', { resid: resources.id('Urls', page) }),
        ...(pinnable && newest && !mobile ? [el('SupportsPinning', {}, 'true')] : []),
      ),
    );
  };
  const group = (/** @type {Group} */ { id, label, controls }, /** @type {boolean} */ mobile) =>
    el(
      'Group',
      { id },
      el('Label', { resid: resources.id('ShortStrings', label) }),
      ...controls.map((button) => control(button, mobile)),
    );
  const isMobile = (/** @type {Ribbon} */ { requirements }) => requirements?.formFactors?.includes('mobile') === true;
  const desktop = extension.ribbons.filter((ribbon) => !isMobile(ribbon));
  const phones = newest ? extension.ribbons.filter(isMobile) : [];
  const points = desktop.flatMap(({ contexts, tabs }) =>
    contexts.map((context) =>
      el(
        'ExtensionPoint',
        { 'xsi:type': surfaces[/** @type {keyof typeof surfaces} */ (context)] },
        el('OfficeTab', { id: 'TabDefault' }, ...tabs.flatMap(({ groups = [] }) => groups.map((g) => group(g, false)))),
      ),
    ),
  );
  const mobilePoints = phones.map(({ tabs }) =>
    el(
      'ExtensionPoint',
      { 'xsi:type': surfaces.mobile },
      ...tabs.flatMap(({ customMobileRibbonGroups = [] }) => customMobileRibbonGroups.map((g) => group(g, true))),
    ),
  );
  const host = el(
    'Host',
    { 'xsi:type': 'MailHost' },
    el('DesktopFormFactor', {}, ...points),
    ...(mobilePoints.length > 0 ? [el('MobileFormFactor', {}, ...mobilePoints)] : []),
  );
  const [{ name, minVersion } = { name: 'Mailbox', minVersion: '1.5' }] = extension.requirements.capabilities;
  return el(
    'VersionOverrides',
    {
      xmlns: newest ? `${namespaces.mail}/1.1` : namespaces.mail,
      'xsi:type': newest ? 'VersionOverridesV1_1' : 'VersionOverridesV1_0',
    },
    el('Requirements', {}, el('bt:Sets', { DefaultMinVersion: minVersion }, el('bt:Set', { Name: name }))),
    el('Hosts', {}, host),
    resources.element(),
    ...nested,
  );
}

/**
 * The manifest as text. The order of the elements is the schema's.
 * https://learn.microsoft.com/javascript/api/manifest/officeapp
 * @param {Manifest} manifest @param {Extension} extension both with their placeholders filled
 */
export function outlookManifest(manifest, extension) {
  const [runtime] = extension.runtimes;
  const [button] = extension.ribbons[0]?.tabs[0]?.groups?.[0]?.controls ?? [];
  const [alternate] = extension.alternates;
  if (!runtime || !button || !alternate)
    throw new Error('the extension has no pane, no button, or no add-in that it replaces');
  const icon = (/** @type {number} */ size) => button.icons.find((i) => i.size === size)?.url ?? '';
  const [{ name, minVersion } = { name: 'Mailbox', minVersion: '1.5' }] = extension.requirements.capabilities;
  const pane = el(
    'Form',
    { 'xsi:type': 'ItemRead' },
    el('DesktopSettings', {}, valued('SourceLocation', runtime.code.page), el('RequestedHeight', {}, '450')),
  );
  const app = el(
    'OfficeApp',
    {
      xmlns: namespaces.office,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:bt': namespaces.basic,
      'xmlns:mailappor': `${namespaces.mail}/1.0`,
      'xsi:type': 'MailApp',
    },
    el('Id', {}, alternate.hide.customOfficeAddin.officeAddinId),
    el('Version', {}, `${manifest.version}.0`),
    el('ProviderName', {}, manifest.developer.name),
    el('DefaultLocale', {}, 'en-US'),
    valued('DisplayName', manifest.name.short),
    valued('Description', manifest.description.short),
    valued('IconUrl', icon(32)),
    valued('HighResolutionIconUrl', icon(80)),
    valued('SupportUrl', manifest.developer.websiteUrl),
    el(
      'AppDomains',
      {},
      ...manifest.validDomains.slice(0, 1).map((domain) => el('AppDomain', {}, `https://${domain}`)),
    ),
    el('Hosts', {}, el('Host', { Name: 'Mailbox' })),
    el('Requirements', {}, el('Sets', {}, el('Set', { Name: name, MinVersion: minVersion }))),
    el('FormSettings', {}, pane),
    el('Permissions', {}, 'ReadWriteItem'),
    el(
      'Rule',
      { 'xsi:type': 'RuleCollection', Mode: 'Or' },
      el('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Read' }),
      el('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Edit' }),
    ),
    overrides(extension, '1.0', [overrides(extension, '1.1')]),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(app)}\n`;
}

/**
 * The XML of an environment, from appPackage/manifest.json.
 * @param {string} root @param {string} name @param {NodeJS.Dict<string>} [values]
 * @throws {Error} when a placeholder has no value, or the manifest has no add-in
 */
export function outlookManifestOf(root, name, values = valuesOf(root, name)) {
  const manifest = JSON.parse(fill(readFileSync(join(root, 'appPackage/manifest.json'), 'utf8'), values));
  const [extension] = manifest.extensions ?? [];
  if (!extension) throw new Error('the manifest has no extension for Outlook');
  return outlookManifest(manifest, extension);
}
