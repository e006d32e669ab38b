import type { PersonDetails } from '@aide/contracts/people';
import type { Graph } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { organisationScope, presenceScope, readScopes } from './scopes.ts';

/** Graph with everything that was consented to, so that all of it goes in one round trip. */
export interface Reach {
  graph: Graph;
  presence: boolean;
  organisation: boolean;
  /** What is left out, and said to be. */
  missing: PersonDetails['missing'];
}

export async function reachOf(ctx: Context): Promise<Reach> {
  const [presence, organisation] = await Promise.all([
    ctx.consented([presenceScope]),
    ctx.consented([organisationScope]),
  ]);
  const scopes = [...readScopes, ...(presence ? [presenceScope] : []), ...(organisation ? [organisationScope] : [])];
  return {
    graph: ctx.graphWith(scopes),
    presence,
    organisation,
    missing: [...(presence ? [] : (['presence'] as const)), ...(organisation ? [] : (['organisation'] as const))],
  };
}
