import type { z } from 'zod';
import type { Person } from '../features/feature.ts';

/**
 * What a card is about, kept in Azure Tables while the person decides, so that a button carries only an id: it works after a
 * restart, on every server, and nobody else's card can be used. Encrypted at rest.
 */
export interface Drafts {
  /** @returns the draft's id, usable as an operation id. Drafts live seven days. */
  put(value: unknown): Promise<string>;
  /** The draft, checked; undefined when it expired or is another person's. */
  get<T extends z.ZodType>(id: string, schema: T): Promise<z.output<T> | undefined>;
}

/** Drafts of one person. */
export type DraftsOf = (person: Person) => Drafts;
