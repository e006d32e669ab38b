import { randomUUID } from 'node:crypto';
import type { Store } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Reference } from './feed.ts';

/** What is told from page to page until a deltaLink ends it. */
export interface Round {
  id: string;
  /** Changes after this one are told; undefined = all that is there is. */
  since?: number;
  /** Changes up to this one were considered. */
  until: number;
  references: Reference[];
}

/** References that are kept for pages to come; beyond it the rounds go that nobody has asked of for the longest time. */
const room = 1_000_000;

interface Kept {
  rounds: Map<string, Round>;
  size: number;
}
const kept = new WeakMap<Store, Kept>();

function roundsOf(tenant: Tenant): Kept {
  const known = kept.get(tenant.store);
  if (known) return known;
  const fresh: Kept = { rounds: new Map(), size: 0 };
  kept.set(tenant.store, fresh);
  tenant.onReset(() => {
    fresh.rounds.clear();
    fresh.size = 0;
  });
  return fresh;
}

/**
 * Keeps a round for the pages after the first. Exchange has a cache of the kind, and forgets what is too much for it:
 * https://learn.microsoft.com/graph/delta-query-overview#token-duration
 */
export function keepRound(tenant: Tenant, round: Round): void {
  const all = roundsOf(tenant);
  if (all.rounds.delete(round.id)) all.size -= round.references.length;
  all.rounds.set(round.id, round);
  all.size += round.references.length;
  for (const [id, oldest] of all.rounds) {
    if (all.size <= room || id === round.id) break;
    all.rounds.delete(id);
    all.size -= oldest.references.length;
  }
}

/** A round that was kept; undefined when it is forgotten. */
export function roundOf(tenant: Tenant, id: string): Round | undefined {
  const { rounds } = roundsOf(tenant);
  const found = rounds.get(id);
  if (found) {
    rounds.delete(id);
    rounds.set(id, found);
  }
  return found;
}

export const newRound = (round: Omit<Round, 'id'>): Round => ({ id: randomUUID().slice(0, 8), ...round });
