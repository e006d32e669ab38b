import { type UnzipFileInfo, unzipSync } from 'fflate';
import type { z } from 'zod';
import type { Tenant } from '../tenant/tenant.ts';
import { isOfDomain } from './domains.ts';
import { type Manifest, manifest } from './manifest.ts';

/** What an app package holds. */
export interface AppPackage {
  manifest: Manifest;
  /** PNG, base64. */
  colorIcon: string;
  outlineIcon: string;
}

export type CheckedPackage = { ok: true; content: AppPackage } | { ok: false; reasons: string[] };

/** Bytes that one file of a package may have, and how many files: a package is small, whatever its zip says. */
const largest = 2 * 2 ** 20;
const mostFiles = 60;
/** Pixels, both ways. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons */
const iconSizes = { color: 192, outline: 32 } as const;

const refused = (...reasons: string[]): CheckedPackage => ({ ok: false, reasons });

/**
 * Reads an app package as Teams' admin centre does before it takes it: the zip, the manifest, the icons, and whether this tenant
 * knows the bot and the app registration that it names.
 * @param bytes of the zip
 * @param before what is in the catalogue by upload: this has to be the same app, and newer
 */
export function checkPackage(
  tenant: Tenant,
  bytes: Uint8Array,
  before?: Pick<Manifest, 'id' | 'version'>,
): CheckedPackage {
  const files = unzipped(bytes);
  if (typeof files === 'string') return refused(files);
  const text = files['manifest.json'];
  if (!text) return refused('manifest.json is not in the package. It has to be at the top, in no folder.');
  const json = parsed(text);
  if (json === undefined) return refused('manifest.json is not JSON.');
  const open = openPlaceholders(text);
  if (open.length > 0) return refused(`manifest.json: these placeholders have no value: ${open.join(', ')}.`);
  const read = manifest.safeParse(json);
  if (!read.success) return refused(...read.error.issues.map(reasonOf));
  const icons = { color: files[read.data.icons.color], outline: files[read.data.icons.outline] };
  const reasons = [
    ...iconReasons('color', read.data, icons.color),
    ...iconReasons('outline', read.data, icons.outline),
    ...domainReasons(read.data),
    ...tenantReasons(tenant, read.data),
    ...(before ? updateReasons(read.data, before) : []),
  ];
  if (reasons.length > 0 || !icons.color || !icons.outline) return refused(...reasons);
  return {
    ok: true,
    content: { manifest: read.data, colorIcon: base64(icons.color), outlineIcon: base64(icons.outline) },
  };
}

/** Its files, or why they cannot be had. */
function unzipped(bytes: Uint8Array): Record<string, Uint8Array> | string {
  let count = 0;
  const fits = ({ originalSize, name }: UnzipFileInfo) => {
    if (++count > mostFiles || originalSize > largest) throw new Error('too large');
    return !name.endsWith('/');
  };
  try {
    return unzipSync(bytes, { filter: fits });
  } catch (error) {
    return (error as Error).message === 'too large'
      ? 'The package holds more than an app package may: 60 files of 2 MB.'
      : 'The file is not a zip, or it is damaged.';
  }
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

const openPlaceholders = (text: Uint8Array) => [
  ...new Set([...new TextDecoder().decode(text).matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '')),
];

const reasonOf = ({ path, message }: z.core.$ZodIssue) =>
  `manifest.json, ${path.join('.') || 'as a whole'}: ${message}.`;

function iconReasons(kind: keyof typeof iconSizes, { icons }: Manifest, bytes: Uint8Array | undefined): string[] {
  const name = icons[kind];
  if (!bytes) return [`${name} is not in the package, though the manifest names it as the ${kind} icon.`];
  const size = pngSize(bytes);
  const wanted = iconSizes[kind];
  if (!size) return [`${name} is not a PNG.`];
  return size.width === wanted && size.height === wanted
    ? []
    : [`${name} has ${size.width} × ${size.height} pixels; the ${kind} icon has ${wanted} × ${wanted}.`];
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** From the header that every PNG begins with. https://www.w3.org/TR/png-3/#11IHDR */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  if (bytes.length < 24 || pngStart.some((byte, i) => bytes[i] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** What is shown in a frame has to be on a domain that the manifest names. */
const domainReasons = ({ staticTabs, configurableTabs, validDomains }: Manifest) =>
  [...staticTabs.flatMap((tab) => tab.contentUrl ?? []), ...configurableTabs.map((tab) => tab.configurationUrl)]
    .map((address) => new URL(address).host)
    .filter((host, i, all) => all.indexOf(host) === i && !validDomains.some((domain) => isOfDomain(host, domain)))
    .map((host) => `${host} shows a tab and is not among validDomains.`);

function tenantReasons({ aide, tables }: Tenant, { bots: [bot], webApplicationInfo }: Manifest): string[] {
  return [
    ...(bot.botId === aide.botId ? [] : [`No bot of this organisation has the id ${bot.botId}.`]),
    ...(webApplicationInfo && !tables.apps.has(webApplicationInfo.id)
      ? [`No app registration of this organisation has the id ${webApplicationInfo.id}.`]
      : []),
    ...(webApplicationInfo &&
    tables.apps.has(webApplicationInfo.id) &&
    webApplicationInfo.resource !== aide.identifierUri
      ? [`webApplicationInfo.resource is not the Application ID URI of the registration, ${aide.identifierUri}.`]
      : []),
  ];
}

function updateReasons({ id, version }: Manifest, before: Pick<Manifest, 'id' | 'version'>): string[] {
  if (id !== before.id) return [`The package is of another app (${id}). Remove ${before.id} first.`];
  return isNewer(version, before.version)
    ? []
    : [`Version ${version} is not newer than ${before.version}, which the organisation has.`];
}

export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = a?.findIndex((part, i) => part !== b?.[i]) ?? -1;
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
