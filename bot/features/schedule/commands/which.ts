import type { Order } from '../../../language/orders.ts';
import { lastNamed } from '../../../language/pronouns.ts';
import { selectionOf } from '../../../language/selection.ts';
import type { Sentence } from '../../../language/sentence.ts';
import { windowOf } from '../wish.ts';
import type { Which } from './find-meeting.ts';
import { topicOf, wordsOf } from './words.ts';

/** What tells which meeting is meant; `spans`: the times that do. */
export function whichOf(sentence: Sentence, spans = sentence.spans): Which {
  const window = windowOf(spans);
  return {
    ...(window ? { window } : {}),
    people: sentence.people.map((p) => p.name),
    topic: topicOf(sentence),
    words: wordsOf(sentence),
    selection: selectionOf(sentence.rest),
  };
}

/**
 * Which meetings an order is about. "We don't need any more budget meetings. Cancel all future ones": what the ones are, was said
 * before; so was the day in "I am ill on Friday. Cancel all my meetings", and who "our next meeting" is with.
 * @param spans the times in the order that tell it
 */
export function whichOfOrder({ order, context }: Order, spans = order.spans): Which {
  const which = whichOf(order, spans);
  if (!context) return which;
  const ahead = context.spans.filter(({ end }) => end > context.now);
  const before = whichOf(context, ahead);
  const isRef = (words: string) => new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, 'iu').test(order.rest);
  const told = which.topic.length > 0 || which.people.length > 0;
  const about = isRef('ones?|those|these|them|it|that') && !told;
  // "Our meeting" is with whoever was spoken of.
  const ours = isRef('our|together') && which.people.length === 0;
  // "I'd rather meet Nia on Monday. Move our next meeting there": Monday is not when that one is.
  const isNext = ours && which.selection?.pick === 'next';
  const window = which.window ?? (isNext ? undefined : windowOf(ahead));
  const named = before.people.length > 0 ? before.people : listed(lastNamed(context.text));
  return {
    ...which,
    ...(about ? { topic: before.topic, words: before.words } : {}),
    ...(about || ours ? { people: about ? before.people : named } : {}),
    // "The first meeting on Friday is not needed. Cancel it": the first.
    ...(about && isRef('it|that') && which.selection?.pick === 'one' ? { selection: before.selection } : {}),
    ...(window ? { window } : {}),
  };
}

const listed = (names: string | undefined): string[] =>
  names === undefined ? [] : names.split(/\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)/iu).filter(Boolean);
