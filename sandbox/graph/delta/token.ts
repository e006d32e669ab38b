import { type GraphCall, GraphFailure } from '../area.ts';
import { openState, sealState } from '../skiptoken.ts';
import type { Workload } from '../workloads.ts';

/** What a client carries from page to page, and from round to round. */
export interface Position {
  /** Of the journal that the numbers belong to. */
  epoch: string;
  /** In a deltaLink: changes up to this one are known. */
  known?: number;
  /** In a nextLink: the round, and how many of its references are told. */
  round?: string;
  offset?: number;
  /** The options of the first call, which hold for all that follow. */
  options: string;
}

interface Sealed extends Position {
  /** Whose it is: nobody else can go on with it. */
  owner: string;
  /** Milliseconds since 1970, by the tenant's clock. */
  madeAt: number;
}

/**
 * Days that a token is good. Exchange promises none and forgets them when it needs the room; clients have to be ready for it
 * whenever it comes. https://learn.microsoft.com/graph/delta-query-overview#token-duration
 */
const days: Partial<Record<Workload, number>> = { directory: 7 };
const usualDays = 30;

/** The call without the token that a function may have been given: it belongs to the same resource. */
const here = (call: GraphCall): GraphCall => ({ ...call, url: call.url.replace(/\(token=.*\)(?=\?|$)/i, '') });

const ownerOf = ({ token, user }: GraphCall): string => `${token.oid ?? token.appid} ${user?.id ?? ''}`;

export const sealPosition = (call: GraphCall, position: Position): string =>
  sealState(here(call), {
    ...position,
    owner: ownerOf(call),
    madeAt: call.tenant.clock.now().getTime(),
  } satisfies Sealed);

/** @throws GraphFailure 410 for a token that is made up, too old, somebody else's or of another resource */
export function openPosition(call: GraphCall, token: string): Position {
  const sealed = openState<Sealed>(here(call), token);
  const age = call.tenant.clock.now().getTime() - (sealed?.madeAt ?? 0);
  const isGood = sealed?.owner === ownerOf(call) && age <= (days[call.workload] ?? usualDays) * 86_400_000;
  if (!isGood) throw resync(call);
  const { epoch = '', known, round, offset, options = '' } = sealed;
  return { epoch, known, round, offset, options };
}

/** The address of a round's first call. */
export const addressOf = (call: GraphCall): string => `${call.tenant.origin}/v1.0${here(call).url.split('?')[0] ?? ''}`;

/**
 * What a client is told that has to begin anew.
 * https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset,
 * https://learn.microsoft.com/graph/api/driveitem-delta#response-1
 */
export function resync(call: GraphCall): GraphFailure {
  if (call.workload === 'drive')
    return new GraphFailure(
      410,
      'resyncRequired',
      'Resync required. Replace any local items with the server’s version (including deletes) if you are sure that the service was up to date with your local changes when you last sync’d.',
      { location: addressOf(call) },
      'resyncChangesApplyDifferences',
    );
  return new GraphFailure(
    410,
    'syncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    call.workload === 'directory' ? { location: `${addressOf(call)}?$deltatoken=` } : {},
  );
}
