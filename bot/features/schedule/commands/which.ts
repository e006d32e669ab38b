import type { Order } from '../../../language/orders.ts';
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
 * before; so was the day in "I am ill on Friday. Cancel all my meetings".
 */
export function whichOfOrder({ order, context }: Order): Which {
  const which = whichOf(order);
  if (!context) return which;
  const ahead = context.spans.filter(({ end }) => end > context.now);
  const window = which.window ?? windowOf(ahead);
  const before = whichOf(context, ahead);
  const refers = /(?<![\p{L}])(?:ones?|those|these|them|it|that)(?![\p{L}])/iu.test(order.rest);
  const told = which.topic.length > 0 || which.people.length > 0;
  const about = refers && !told ? { people: before.people, topic: before.topic, words: before.words } : {};
  return { ...which, ...about, ...(window ? { window } : {}) };
}
