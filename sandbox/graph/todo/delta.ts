import { type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { contextOf } from '../context.ts';
import { openState, sealState } from '../skiptoken.ts';
import { changesOf } from './changes.ts';
import { todoTables } from './model.ts';

/** What a client carries from one page, and from one round, to the next. */
interface State {
  /** Changes up to this one are known. */
  known: number;
  /** Of what was deleted before this change, nothing needs to be said. */
  deletedSince: number;
  epoch: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  /** Options of the first call: they hold for the whole round. */
  size: number;
  expand: string[];
}

interface Changing {
  id: string;
  change: number;
}

/** Items on a page when nobody asks. */
const pageSize = 10;
/**
 * How long a token is good. Exchange promises no time: it forgets tokens when it needs the room. Clients have to be ready
 * for it whenever they come. https://learn.microsoft.com/graph/delta-query-overview#token-duration
 */
const tokenDays = 30;

/**
 * Answers a delta query: what is new, changed or deleted since the token's round, in the order of the changes, by pages.
 * @param rows all that are there now
 * @param parentId what was deleted belongs to it
 * @param render with the relations that the round's first call asked for
 * @throws GraphFailure 410 syncStateNotFound for a token that is unknown, too old or from before a reset
 */
export function deltaReply<T extends Changing>(
  call: GraphCall,
  rows: T[],
  parentId: string,
  render: (row: T, expand: string[]) => Record<string, unknown>,
): GraphReply {
  const state = stateOf(call);
  const { tombstones } = todoTables(call.tenant);
  const since = Math.max(state.known, state.deletedSince);
  const news: Changing[] = [
    ...rows.filter((row) => row.change > state.known),
    ...tombstones.by('parent', parentId).filter((grave) => grave.change > since),
  ].sort((a, b) => a.change - b.change);
  const page = news.slice(0, state.size);
  const isLast = page.length === news.length;
  const known = isLast ? changesOf(call.tenant).count : page.at(-1)!.change;
  const next = sealState(call, { ...state, known, madeAt: call.tenant.clock.now().getTime() } satisfies State);
  const live = new Map(rows.map((row) => [row.id, row]));
  return {
    body: {
      '@odata.context': contextOf(call, true),
      ...(isLast ? { '@odata.deltaLink': linkOf(call, '$deltatoken', next) } : {}),
      ...(isLast ? {} : { '@odata.nextLink': linkOf(call, '$skiptoken', next) }),
      value: page.map(({ id }) => {
        const row = live.get(id);
        return row ? render(row, state.expand) : { id, '@removed': { reason: 'deleted' } };
      }),
    },
  };
}

const linkOf = ({ tenant, url }: GraphCall, option: string, token: string) =>
  `${tenant.origin}/v1.0${url.split('?')[0]}?${option}=${token}`;

function stateOf(call: GraphCall): State {
  const { deltatoken, skiptoken, top, expand = [] } = call.query;
  const { count, epoch } = changesOf(call.tenant);
  const now = call.tenant.clock.now().getTime();
  const token = deltatoken ?? skiptoken;
  if (token === undefined) {
    const preferred = Number(call.prefer['odata.maxpagesize']);
    const size = top || (Number.isInteger(preferred) && preferred > 0 ? preferred : pageSize);
    return { known: 0, deletedSince: count, epoch, madeAt: now, size: Math.min(size, 1000), expand };
  }
  const { known = 0, deletedSince = 0, madeAt = 0, size = pageSize, ...rest } = openState<State>(call, token) ?? {};
  if (rest.epoch !== epoch || now - madeAt > tokenDays * 86_400_000)
    throw new GraphFailure(
      410,
      'syncStateNotFound',
      'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    );
  return { known, deletedSince, epoch, madeAt, size, expand: rest.expand ?? [] };
}
