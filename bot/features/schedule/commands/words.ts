import { plainWords } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';

/** What a meeting can be called by, whatever it is about. A regular expression without borders. */
export const meetingNoun =
  'meetings?|appointments?|calls?|events?|invitations?|invites?|syncs?|sessions?|calendar entr(?:y|ies)|1:1s?|one[- ]on[- ]ones?|catch[- ]?ups?|stand[- ]?ups?';

/** Words that say nothing about which meeting is meant. */
const empty = new Set(
  `a about accept add again ahead all also an and any anymore appointment appointments are arrange as at attendee attendees back be
  been book both bring by call called calls cancel can change clear could d day days decided decline delay delete do don done drop
  duration each earlier earliest entries entry event events every everything extend final find first for forward free from future get
  give guest guests half has have hey hour hours i im in include instead invitation invitations invite invites is it its just last
  later latest length lengthen let lets ll long longer m make maybe me meet meeting meetings minute minutes more move must my name need
  needs next no now of off on one ones only our out participant participants people person please postpone postponed push pushed moved delayed rescheduled shifted brought put re reject
  remaining remove rename replace reschedule rest s schedule scheduled scrap session sessions set shift shorten shorter should slot
  some something start starting starts swap switch sync t take tentative tentatively than that the their them then these they this
  those time times title titled to today too two up upcoming us ve want was we when which will with would yes you your
  conflict wrong many lot busy same second third fourth fifth sixth so he she him her they been am going got not`.split(
    /\s+/,
  ),
);

/** All words that may be of a meeting's name, in their order. */
export const wordsOf = (sentence: Sentence): string[] =>
  plainWords(`${sentence.title ?? ''} ${sentence.rest.replace(place, ' ')}`);

/** "from my calendar" says where a meeting is, and not what it is about. */
const place =
  /(?:(?<![\p{L}])(?:from|in|on|off|of|out of|to) )?(?<![\p{L}])(?:my|our) (?:calendar|diary|schedule|agenda|day)(?![\p{L}])/giu;

/** What the sentence says about a meeting besides verbs, times and people: "the budget meeting" → budget. */
export const topicOf = (sentence: Sentence): string[] =>
  wordsOf(sentence).filter((word, i, all) => !isEmpty(word) && !isCount(word, all[i - 1]));

/** "the next 2 meetings": so many, and no name. */
const isCount = (word: string, before = ''): boolean =>
  /^\d{1,2}$/u.test(word) && /^(?:next|first|last|upcoming)$/u.test(before);

export const isEmpty = (word: string): boolean => empty.has(word);
