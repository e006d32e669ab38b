import { createHash, randomUUID } from 'node:crypto';
import type { ItemRow } from './model.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding: 16 bytes are 26 letters. */
function base32(bytes: Buffer): string {
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(buffer >> bits) & 31];
    }
  }
  return bits > 0 ? out + alphabet[(buffer << (5 - bits)) & 31] : out;
}

const guidBytes = (guid: string) => Buffer.from(guid.replaceAll('-', ''), 'hex');

/** 'b!' and the ids of site collection, web and list, as SharePoint makes it. @param siteId 'host,collection,web' */
export function driveId(siteId: string, listId: string): string {
  const [, collection = '', web = ''] = siteId.split(',');
  return `b!${Buffer.concat([collection, web, listId].map(guidBytes)).toString('base64url')}`;
}

/** '01', six letters of the drive, 26 of the item. @param guid a new item's; the seed gives its own */
export function itemId(drive: string, guid: string = randomUUID()): string {
  const volume = base32(createHash('sha256').update(drive).digest()).slice(0, 6);
  return `01${volume}${base32(guidBytes(guid))}`;
}

/** The item's unique id, as eTags and addresses show it: made of its id, in braces. */
export function uniqueId(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const eTagOf = (item: ItemRow): string => `"{${uniqueId(item.id)}},${item.version}"`;
export const cTagOf = (item: ItemRow): string => `"c:{${uniqueId(item.id)}},${item.contentVersion}"`;

/** The list item behind a driveItem is known by a number. */
export const listItemId = (item: ItemRow): string =>
  String(1 + (createHash('sha256').update(item.id).digest().readUInt32LE(0) % 9_000_000));
