import { createHash } from 'node:crypto';

const hash = (text: string) => createHash('sha256').update(text).digest();

/**
 * An Exchange item id, immutable, the same for the same mailbox and key, in the URL-safe alphabet of Graph.
 * https://learn.microsoft.com/graph/outlook-immutable-id
 */
export function exchangeId(mailboxId: string, key: string): string {
  const mailbox = hash(`mailbox ${mailboxId}`);
  const item = hash(`${mailboxId} ${key}`);
  const bytes = Buffer.concat([Buffer.from([0, 0, 0x32, 0x61]), mailbox.subarray(0, 27), item, item.subarray(0, 20)]);
  return `AAMkA${urlSafe(bytes).slice(0, 114)}=`;
}

/** Goes with `version`: another version has another key. */
export const changeKey = (id: string, version: number): string =>
  Buffer.concat([hash(id).subarray(0, 16), hash(`${id} ${version}`).subarray(0, 6)])
    .toString('base64')
    .slice(0, 28)
    .concat('==');

export const etagOf = (id: string, version: number): string => `W/"${changeKey(id, version)}"`;

/** The global object id of a meeting, as hex (MS-OXOCAL 2.2.1.27): the same in all copies. */
export const iCalUIdOf = (key: string): string =>
  `040000008200E00074C5B7101A82E00800000000${'0'.repeat(32)}10000000${hash(`meeting ${key}`).toString('hex').slice(0, 32)}`.toUpperCase();

export interface TeamsLink {
  joinUrl: string;
  conferenceId: string;
  tollNumber: string;
}

/** What Teams gives a meeting: the link names the thread, the tenant and the organizer. */
export function teamsMeeting(iCalUId: string, tenantId: string, organizerId: string): TeamsLink {
  const key = hash(`teams ${iCalUId}`);
  const thread = Buffer.from(key.toString('hex').slice(0, 36)).toString('base64');
  const context = `{"Tid":"${tenantId}","Oid":"${organizerId}"}`;
  return {
    joinUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${lowerEscapes(context)}`,
    conferenceId: String(100_000_000 + (key.readUInt32BE(0) % 900_000_000)),
    tollNumber: '+1 425 555 0123',
  };
}

const urlSafe = (bytes: Buffer) =>
  bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const lowerEscapes = (text: string) => encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase());
