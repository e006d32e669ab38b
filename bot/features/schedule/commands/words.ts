import { plainWords } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';

/** Words that say nothing about which meeting is meant. */
const empty = new Set(
  `a about accept again all an and appointment appointments arrange as at book call called calls cancel can change could decline
  delete do drop event events find for from get give has have hey i in invitation invitations invite invites is it its let lets
  make me meet meeting meetings move my next no of off on one our please postpone push reject remove reschedule s schedule set
  shift slot some sync tentative tentatively that the their this time titled to up us want we when which will with would yes you`.split(
    /\s+/,
  ),
);

/** What the sentence says about a meeting besides verbs, times and people: "the budget meeting" → budget. */
export const topicOf = (sentence: Sentence): string[] =>
  plainWords(`${sentence.title ?? ''} ${sentence.rest}`).filter((word) => !empty.has(word));
