import { AideError } from '../errors.ts';
import type { Person } from '../features/feature.ts';
import type { OperationRecord, OperationRecords, Stored } from './record.ts';

/** The right to work on one operation, renewed until it is given back with the outcome. */
export interface Lease {
  /** Adds to the record while the work goes on. Throws when the lease was lost: then the work must not go on. */
  write(change: Partial<OperationRecord>): Promise<void>;
  /** Writes the outcome and gives the lease back, unless the change holds another one. undefined: it was lost, somebody else decides now. */
  end(change: Partial<OperationRecord>): Promise<Stored | undefined>;
}

const lost = {
  userMessage: 'Another Aide has taken this over.',
  remedy: 'Look at your recent operations.',
};

export interface LeaseTools {
  records: OperationRecords;
  /** Wall time in ms. */
  wall: () => number;
  /** How long an attempt is left alone (ms). It is renewed while the process lives, so only a dead one runs out. */
  leaseTime: number;
}

/**
 * Replaces a record whose lease is, or with this change becomes, this owner's. An answer of the storage that was lost on its way leaves a write
 * behind that nobody knows of (the SDK repeats it, and is refused because of itself): the record is the owner's all the same.
 * @returns undefined when it is somebody else's
 */
export async function replaceAsOwner(
  records: OperationRecords,
  person: Person,
  stored: Stored,
  owner: string,
  change: Partial<OperationRecord>,
): Promise<Stored | undefined> {
  const replaced = await records.replace(person, stored, change);
  if (replaced) return replaced;
  const found = await records.get(person, stored.record.id);
  return found?.record.lease?.owner === owner ? records.replace(person, found, change) : undefined;
}

/** Renews the lease of a record that this process has just taken. */
export function holdLease({ records, wall, leaseTime }: LeaseTools, person: Person, taken: Stored): Lease {
  let current: Stored | undefined = taken;
  const owner = taken.record.lease?.owner ?? '';
  const replace = (stored: Stored, change: Partial<OperationRecord>) =>
    replaceAsOwner(records, person, stored, owner, change);
  // Renewals and the end never run side by side: each needs the other's ETag.
  let turn: Promise<void> = Promise.resolve();
  const renew = async () => {
    current = current && (await replace(current, { lease: { owner, until: wall() + leaseTime } }));
  };
  const timer = setInterval(() => {
    turn = turn.then(renew).catch(() => undefined);
  }, leaseTime / 3);
  timer.unref();
  const write = async (change: Partial<OperationRecord>) => {
    current = current && (await replace(current, change));
    if (!current) throw new AideError('in_progress', lost);
  };
  return {
    write(change) {
      const written = turn.then(() => write(change));
      turn = written.catch(() => undefined);
      return written;
    },
    async end(change) {
      clearInterval(timer);
      await turn;
      return current && replace(current, { lease: undefined, ...change });
    },
  };
}
