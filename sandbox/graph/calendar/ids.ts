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

// Where the id has the date of an occurrence, as year (4 hex digits), month and day (2 each); zeros in that of the series.
const [dateFrom, dateTo] = [32, 40];

/** The id of one occurrence in place of its series'. @param date ISO 8601 */
export function iCalUIdOn(iCalUId: string, date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const hex = (value: number, length: number) => value.toString(16).toUpperCase().padStart(length, '0');
  return iCalUId.slice(0, dateFrom) + hex(year, 4) + hex(month, 2) + hex(day, 2) + iCalUId.slice(dateTo);
}

/** The id that all of a series have in common; Graph's `uid`. */
export const seriesUIdOf = (iCalUId: string): string => `${iCalUId.slice(0, dateFrom)}00000000${iCalUId.slice(dateTo)}`;

/** The date (ISO 8601) of an occurrence's id; undefined for anything else. */
export function dateOfICalUId(iCalUId: string): string | undefined {
  const [, year, month, day] = /^(....)(..)(..)$/.exec(iCalUId.slice(dateFrom, dateTo)) ?? [];
  if (!year || !month || !day || year === '0000') return undefined;
  const number = (hex: string, length: number) => String(Number.parseInt(hex, 16)).padStart(length, '0');
  return `${number(year, 4)}-${number(month, 2)}-${number(day, 2)}`;
}

/** Ticks of 100 ns from the year 1 to 1970. */
const ticksTo1970 = 621_355_968_000_000_000n;
const mark = Buffer.from([0x01, 0x51, 0x00, 0x08]);

/** An occurrence's id: its master's, and the date behind it, in ticks as Exchange has it. @param date ISO 8601 */
export function occurrenceId(masterId: string, date: string): string {
  const ticks = Buffer.alloc(8);
  ticks.writeBigUInt64BE(BigInt(Date.parse(`${date}T00:00:00Z`)) * 10_000n + ticksTo1970);
  return `${masterId.slice(0, -1)}${urlSafe(Buffer.concat([mark, ticks]))}=`;
}

/** Which occurrence an id names; undefined when it is no occurrence's id. */
export function readOccurrenceId(id: string): { masterId: string; date: string } | undefined {
  const [, master, tail = ''] = /^(.+)([\w-]{16})=$/.exec(id) ?? [];
  const bytes = Buffer.from(tail, 'base64url');
  if (!master || !bytes.subarray(0, 4).equals(mark)) return undefined;
  const ms = Number((bytes.readBigUInt64BE(4) - ticksTo1970) / 10_000n);
  // Later than Exchange's calendar goes, there are dates of five digits, and then none.
  if (Math.abs(ms) > 1e14) return undefined;
  const named = { masterId: `${master}=`, date: new Date(ms).toISOString().slice(0, 10) };
  return occurrenceId(named.masterId, named.date) === id ? named : undefined;
}

/** What cancelledOccurrences and occurrenceId hold: https://learn.microsoft.com/graph/api/resources/event */
export const occurrenceName = (masterId: string, date: string): string => `OID.${masterId}.${date}`;

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
