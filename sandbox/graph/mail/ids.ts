import { createHash, randomBytes } from 'node:crypto';
import { exchangeId } from '../calendar/ids.ts';

const hash = (text: string) => createHash('sha256').update(text).digest();
const urlSafe = (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/**
 * The id that stays when a message moves, and the one that does not. Both are accepted in a path; which one is answered, the
 * Prefer header says. https://learn.microsoft.com/graph/outlook-immutable-id
 */
export const immutableId = (mailboxId: string, key: string): string =>
  `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${urlSafe(hash(`immutable ${mailboxId} ${key}`)).slice(0, 26)}AA==`;
export const movingId = (mailboxId: string, key: string, moves: number): string =>
  exchangeId(mailboxId, `message ${key} ${moves}`);

export const folderId = (mailboxId: string, name: string): string =>
  `AQMkA${urlSafe(Buffer.concat([hash(`mailbox ${mailboxId}`), hash(`${mailboxId} folder ${name}`)])).slice(0, 70)}AAAA==`;

/** The thread as one mailbox names it. */
export const conversationId = (mailboxId: string, thread: string): string =>
  `AAQkA${urlSafe(Buffer.concat([hash(`mailbox ${mailboxId}`).subarray(0, 24), hash(`thread ${thread}`)])).slice(0, 60)}=`;

export const attachmentId = (messageId: string, key: string): string =>
  `${messageId.replace(/=+$/, '')}AAABEgAQA${urlSafe(hash(`${messageId} ${key}`)).slice(0, 22)}=`;

export const newInternetMessageId = (domain: string, key?: string): string =>
  `<${(key === undefined ? randomBytes(16) : hash(key).subarray(0, 16)).toString('hex').toUpperCase()}@mail.${domain}>`;

/** 0x01, five bytes of the time in units of 26 ms, sixteen bytes that name the thread. */
export function firstIndex(thread: string, at: Date): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(at.getTime() + 11_644_473_600_000) * 10_000n);
  return Buffer.concat([Buffer.from([1]), time.subarray(1, 6), hash(`thread ${thread}`).subarray(0, 16)]).toString(
    'base64',
  );
}

/** The index of an answer: its parent's, and five bytes more. */
export const nextIndex = (parent: string, key: string): string =>
  Buffer.concat([Buffer.from(parent, 'base64'), hash(`answer ${key}`).subarray(0, 5)]).toString('base64');
