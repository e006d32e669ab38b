import type { Row } from '../../tenant/store.ts';
import type { GraphCall } from '../area.ts';
import {
  type ChangeType,
  type DeltaItem,
  differences,
  everything,
  type Feed,
  knownOf,
  nowOf,
  removed,
} from './feed.ts';
import type { Journal } from './journal.ts';
import { newRound, type Round, roundOf } from './rounds.ts';
import { type Position, resync } from './token.ts';

type Resource = Record<string, unknown>;

/** One client's following of a resource. */
export interface Following<T extends Row> {
  call: GraphCall;
  feed: Feed<T>;
  journal: Journal;
  /** Which kinds of changes the client wants to hear of. */
  wanted(type: ChangeType): boolean;
}

export interface Place {
  round: Round;
  /** References of the round that were told. */
  offset: number;
}

export interface Page extends Place {
  items: Resource[];
  /** All is told: the next round begins where this one ends. */
  isLast: boolean;
}

/** @param isLatest nothing is told of what is there now */
export function begin<T extends Row>({ feed, journal, wanted }: Following<T>, isLatest: boolean): Place {
  // What a mailbox always has is made when it is first asked for: that is not a change that comes after.
  const references = everything(feed);
  const isTold = !isLatest && wanted('created');
  return { round: newRound({ until: journal.last, references: isTold ? references : [] }), offset: 0 };
}

/** @throws GraphFailure 410 when the round is not remembered any more */
export function goOn<T extends Row>(following: Following<T>, { known = 0, round: id, offset = 0 }: Position): Place {
  if (id === undefined) return { round: changesAfter(following, known), offset: 0 };
  const round = roundOf(following.call.tenant, id);
  if (!round) throw resync(following.call);
  return { round, offset };
}

/** A round of what has changed after a change. @throws GraphFailure 410 when nobody remembers that far back */
function changesAfter<T extends Row>({ call, feed, journal, wanted }: Following<T>, since: number): Round {
  const changes = journal.since<T>(since);
  if (!changes) throw resync(call);
  return newRound({ since, until: journal.last, references: differences(feed, changes, wanted) });
}

/** @param size items at most */
export function pageFrom<T extends Row>(following: Following<T>, from: Place, size: number): Page {
  const items: Resource[] = [];
  let { round, offset } = from;
  for (;;) {
    const show = renderer(following, round);
    for (; offset < round.references.length && items.length < size; offset++) {
      const shown = show(offset);
      if (shown) items.push(shown);
    }
    if (offset < round.references.length) return { items, round, offset, isLast: false };
    if (round.until === following.journal.last) return { items, round, offset, isLast: true };
    // Something has changed since the round began; that belongs to it as well.
    round = changesAfter(following, round.until);
    offset = 0;
  }
}

/** Renders a round's references as things stand now. What has gone in the meantime is told as gone to those who know it. */
function renderer<T extends Row>({ call, feed, journal, wanted }: Following<T>, { since, references }: Round) {
  const changes = since === undefined ? undefined : journal.since<T>(since);
  if (since !== undefined && !changes) throw resync(call);
  const rows = new Map<string, Map<string, DeltaItem>>();
  const itemsOf = (id: string) => {
    const known = rows.get(id);
    if (known) return known;
    const past = changes?.get(id);
    const row = nowOf(feed, id, past);
    const items = new Map((row ? feed.items(row, past) : []).map((item) => [item.id, item]));
    rows.set(id, items);
    return items;
  };
  return (at: number): Resource | undefined => {
    const { row, item: id } = references[at]!;
    const item = itemsOf(row).get(id);
    if (item) return item.body();
    const before = changes && knownOf(feed, changes, row);
    // Nobody was told of what is new and gone already.
    if (!before || !wanted('deleted') || !feed.items(before).some((known) => known.id === id)) return undefined;
    return feed.gone?.(id, before) ?? removed(id);
  };
}
