import type { Person } from '../features/feature.ts';
import type { Storage } from '../storage/storage.ts';

export type AuditEvent = 'proposed' | 'attempting' | 'done' | 'failed' | 'unknown' | 'undoing' | 'undone';

/** One line of the audit log: who did what, when, with which answer of Graph. Never what it was about. */
export interface AuditEntry {
  at: string;
  person: Person;
  surface: string;
  action: string;
  operation: string;
  event: AuditEvent;
  requestId: string;
  /** `request-id` headers of the Graph calls made for it. */
  graphRequestIds?: string[];
  /** Error code, for failed and unknown. */
  code?: string;
}

export interface Audit {
  write(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** Oldest first. */
  read(person: Person): Promise<AuditEntry[]>;
}

/** The audit log in Tables: a partition per person, rows in the order they were written; rows are only ever added. */
export function createAudit(storage: Storage): Audit {
  const records = storage.records('audit');
  const partitionOf = (person: Person) => `${person.tenantId}.${person.userId}`;
  return {
    async write(entry) {
      const at = new Date().toISOString();
      await records.insert(partitionOf(entry.person), `${at}.${entry.operation}.${entry.event}`, { at, ...entry });
    },
    async read(person) {
      return (await records.list<AuditEntry>(partitionOf(person))).map((r) => r.value);
    },
  };
}
