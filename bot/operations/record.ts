import { createHash } from 'node:crypto';
import type { Proposal, Receipt, UndoKind } from '@aide/contracts/operations';
import type { Action, Person } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Records, Storage } from '../storage/storage.ts';

/** One operation as it lies in Tables. What people wrote is sealed; the rest is what the machine needs. */
export interface OperationRecord {
  id: string;
  action: string;
  /** SHA-256 of action and input: the same id with another input is another request. */
  inputHash: string;
  state: Operation['state'];
  createdAt: string;
  updatedAt: string;
  undoKind: UndoKind;
  /** Who is performing (or undoing) it now, until when (wall time, ms). After that it may be taken over. */
  lease?: { owner: string; until: number };
  /** How often it was begun. */
  attempts: number;
  sealedInput: string;
  sealedProposal?: string;
  sealedReceipt?: string;
  sealedProblem?: string;
  /** What the action keeps for the time after a crash. */
  sealedMemory?: string;
}

export interface Stored {
  record: OperationRecord;
  etag: string;
}

export type Problem = NonNullable<Operation['problem']>;

/** The ledger's table: partition = person, row = operation id; and an index of the newest first. */
export interface OperationRecords {
  get(person: Person, id: string): Promise<Stored | undefined>;
  /** undefined: somebody else was first. */
  insert(person: Person, record: OperationRecord): Promise<Stored | undefined>;
  /** undefined: somebody else has changed it since it was read. */
  replace(person: Person, stored: Stored, change: Partial<OperationRecord>): Promise<Stored | undefined>;
  newest(person: Person, top: number): Promise<OperationRecord[]>;
  /** Notes that the operation was done about this. Again, it changes nothing. */
  noteAbout(person: Person, record: OperationRecord, what: string): Promise<void>;
  /** Those done about this, newest first. */
  about(person: Person, what: string, top: number): Promise<OperationRecord[]>;
  seal(person: Person, id: string, value: unknown): string;
  unseal<T>(person: Person, id: string, sealed: string): T;
}

export function createOperationRecords(storage: Storage, cipher: Cipher): OperationRecords {
  const operations = storage.records('operations');
  const index = storage.records('recent');
  const things = storage.records('operationsabout');
  const about = (person: Person, id: string) => `operation:${partitionOf(person)}.${id}`;
  const recordsOf = async (person: Person, ids: string[]) => {
    const found = await Promise.all(ids.map((id) => getRecord(operations, person, id)));
    return found.filter((r) => r !== undefined);
  };
  return {
    async get(person, id) {
      const found = await operations.get<OperationRecord>(partitionOf(person), id);
      return found && { record: found.value, etag: found.etag };
    },
    async insert(person, record) {
      // The index goes first: an entry without its operation is passed over, an operation without entry would be lost to sight.
      await index.put(partitionOf(person), newestFirst(record.createdAt, record.id), record.id);
      const etag = await operations.insert(partitionOf(person), record.id, record);
      return etag === undefined ? undefined : { record, etag };
    },
    async replace(person, stored, change) {
      const record = { ...stored.record, ...change, updatedAt: new Date().toISOString() };
      const etag = await operations.replace(partitionOf(person), record.id, record, stored.etag);
      return etag === undefined ? undefined : { record, etag };
    },
    async newest(person, top) {
      const entries = await index.list<string>(partitionOf(person), { top });
      return recordsOf(
        person,
        entries.map((entry) => entry.value),
      );
    },
    async noteAbout(person, { id, createdAt }, what) {
      await things.put(partitionAbout(person, what), newestFirst(createdAt, id), id);
    },
    async about(person, what, top) {
      const entries = await things.list<string>(partitionAbout(person, what), { top });
      return recordsOf(
        person,
        entries.map((entry) => entry.value),
      );
    },
    seal: (person, id, value) => cipher.seal(JSON.stringify(value), about(person, id)),
    unseal: <T>(person: Person, id: string, sealed: string) => JSON.parse(cipher.open(sealed, about(person, id))) as T,
  };
}

/** What the person sees of it. */
export function viewOf(
  records: OperationRecords,
  person: Person,
  record: OperationRecord,
  // biome-ignore lint/suspicious/noExplicitAny: an action of any shape
  action: Pick<Action<any, any>, 'undo' | 'progress'> | undefined,
): Operation {
  const open = <T>(sealed: string | undefined) =>
    sealed === undefined ? undefined : records.unseal<T>(person, record.id, sealed);
  const progress =
    record.state === 'attempting' ? action?.progress?.(open<unknown>(record.sealedMemory) ?? undefined) : undefined;
  return {
    id: record.id,
    action: record.action,
    state: record.state,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    undoKind: record.undoKind,
    proposal: open<Proposal>(record.sealedProposal),
    receipt: open<Receipt>(record.sealedReceipt),
    problem: open<Problem>(record.sealedProblem),
    ...(progress ? { progress } : {}),
    canUndo: action?.undo !== undefined && record.state === 'done' && record.undoKind !== 'none',
  };
}

// biome-ignore lint/suspicious/noExplicitAny: any action has a name
export function hashOf(action: Action<any, any>, input: unknown): string {
  return createHash('sha256')
    .update(`${action.name}\n${canonical(input)}`)
    .digest('hex');
}

/** JSON with sorted keys: the same content gives the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

const partitionOf = (person: Person) => `${person.tenantId}.${person.userId}`;
/** A hash: the table does not say what it was about. */
const partitionAbout = (person: Person, what: string) =>
  `${partitionOf(person)}.${createHash('sha256').update(what).digest('hex')}`;
const getRecord = async (table: Records, person: Person, id: string) =>
  (await table.get<OperationRecord>(partitionOf(person), id))?.value;
/** Tables list in ascending order of the row key only. */
const newestFirst = (at: string, id: string) => `${String(9_999_999_999_999 - Date.parse(at)).padStart(13, '0')}.${id}`;
