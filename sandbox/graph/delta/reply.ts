import type { Row } from '../../tenant/store.ts';
import type { GraphCall, GraphReply } from '../area.ts';
import { parseQuery } from '../query.ts';
import type { Feed } from './feed.ts';
import { journalOf } from './journal.ts';
import { begin, goOn, pageFrom } from './page.ts';
import { keepRound } from './rounds.ts';
import { addressOf, openPosition, resync, sealPosition } from './token.ts';

export interface DeltaOptions {
  /** Items on a page when nobody asks (default 10), and at most (default 1000). */
  pageSize?: number;
  maxPageSize?: number;
  /** @odata.context, behind '$metadata#'. Default: a collection of the type. */
  context?: string;
  /** What a token that was not given out stands for, as an option of the first call; undefined = nothing. */
  startsFrom?(token: string): string | undefined;
}

/** How the links of a service carry the token. https://learn.microsoft.com/graph/api/driveitem-delta */
const links = {
  odata: { next: '$skiptoken', delta: '$deltatoken' },
  drive: { next: 'token', delta: 'token' },
};

/**
 * Answers a delta query: first all there is, by pages; then, at each deltaLink, what is new, changed or gone since. What changes
 * while a client pages is told before the round ends. Options of the first call hold for all that follow.
 * @param follow what is followed, of a call with the options of the first one
 * @throws GraphFailure 410 for a token that is good no more
 * @see https://learn.microsoft.com/graph/delta-query-overview
 */
export function deltaReply<T extends Row>(
  asked: GraphCall,
  follow: (call: GraphCall) => Feed<T>,
  options: DeltaOptions = {},
): GraphReply {
  const token = tokenOf(asked);
  const isLatest = token?.toLowerCase() === 'latest';
  const start = token === undefined || isLatest ? '' : options.startsFrom?.(token);
  const position = start === undefined && token !== undefined ? openPosition(asked, token) : undefined;
  const kept = position?.options ?? [optionsOf(asked), start].filter(Boolean).join('&');
  const call = { ...asked, ...parseQuery(kept, asked, asked.headers) };
  const feed = follow(call);
  const journal = journalOf(call.tenant, feed.name);
  if (position && position.epoch !== journal.epoch) throw resync(asked);

  const following = { call, feed, journal, wanted: wantedTypes(call) };
  const size = sizeOf(call, options);
  const page = pageFrom(following, position ? goOn(following, position) : begin(following, isLatest), size);
  if (!page.isLast) keepRound(call.tenant, page.round);
  const { next, delta } = links[call.workload === 'drive' ? 'drive' : 'odata'];
  const link = (name: string, state: object) =>
    `${addressOf(call)}?${name}=${sealPosition(call, { epoch: journal.epoch, options: kept, ...state })}`;
  return {
    headers: applied(asked, size),
    body: {
      '@odata.context': `${call.tenant.origin}/v1.0/$metadata#${options.context ?? `Collection(${call.type?.name})`}`,
      ...(page.isLast
        ? { '@odata.deltaLink': link(delta, { known: page.round.until }) }
        : { '@odata.nextLink': link(next, { round: page.round.id, offset: page.offset }) }),
      value: page.items,
    },
  };
}

/** Undefined, as when it is empty: the caller begins anew. */
const tokenOf = ({ workload, query, params, plain }: GraphCall): string | undefined =>
  (workload === 'drive' ? (params.token ?? plain.token) : (query.deltatoken ?? query.skiptoken)) || undefined;

/** What the first call asks for besides a token. */
const optionsOf = ({ url }: GraphCall): string =>
  (url.split('?')[1] ?? '')
    .split('&')
    .filter((pair) => pair && !/^((\$|%24)(skip|delta))?token=/i.test(pair))
    .join('&');

/** https://learn.microsoft.com/graph/api/message-delta#query-parameters */
function wantedTypes({ plain }: GraphCall): (type: string) => boolean {
  const asked = plain.changetype?.toLowerCase();
  return (type) => asked === undefined || asked === type;
}

const preferredSize = ({ prefer }: GraphCall): number | undefined => {
  const size = Number(prefer['odata.maxpagesize']);
  return Number.isInteger(size) && size > 0 ? size : undefined;
};

const sizeOf = (call: GraphCall, { pageSize = 10, maxPageSize = 1000 }: DeltaOptions): number =>
  Math.min(preferredSize(call) ?? (call.query.top || pageSize), maxPageSize);

function applied(call: GraphCall, size: number): Record<string, string> {
  const names = [
    ...(preferredSize(call) === undefined ? [] : [`odata.maxpagesize=${size}`]),
    ...(call.workload === 'directory' && call.prefer.return === 'minimal' ? ['return=minimal'] : []),
  ];
  return names.length > 0 ? { 'preference-applied': names.join(', ') } : {};
}
