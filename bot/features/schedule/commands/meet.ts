import { says, sure } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { meet } from '../meet.ts';
import { peopleScopes } from '../scopes.ts';
import { type MeetWish, whenOf } from '../wish.ts';

const order =
  "find|schedule|book|arrange|set ?up|plan|organi[sz]e|make|need|get|put|want|have|let'?s|can|reserve|block";
const noun =
  'meetings?|meet|calls?|times?|slots?|appointments?|syncs?|chats?|catch[- ]?up|1:1|one on one|review|lunch|coffee|minutes|talk|stand[- ]?ups?|check[- ]?ins?|one[- ]on[- ]ones?';
/** What one has with somebody. */
const company = 'meetings?|calls?|chats?|syncs?|catch[- ]?ups?|1:1s?|one[- ]on[- ]ones?|lunch|coffee|check[- ]?ins?';
const ofCompany = new RegExp(`(?<![\\p{L}\\p{N}])(?:${company})(?![\\p{L}\\p{N}])`, 'iu');
const others = 'cancel|move|reschedule|accept|decline|postpone|delete|next|what|show|agenda';

/** Understood: an order and what it is about ("book a meeting"), or "meet" with somebody or at some time. */
function readMeet(sentence: Sentence): { score: number; request: MeetWish } | undefined {
  const withPeople = sentence.people.length > 0;
  const withLength = sentence.duration !== undefined;
  const withTime = sentence.spans.length > 0;
  const meeting = says(sentence, noun);
  const free = withPeople && says(sentence, 'free|available|availability');
  if (says(sentence, others)) return undefined;
  const ordered =
    says(sentence, order) &&
    (meeting || withLength || (withPeople && says(sentence, 'schedule|book|arrange|set ?up|plan|reserve')));
  const plain = (meeting || withLength) && withPeople;
  const alone = says(sentence, 'block|reserve') && (withLength || withTime);
  if (!ordered && !plain && !free && !alone) return undefined;
  const { text, people, duration, title, room, bufferMinutes, soonest, hours } = sentence;
  const when = whenOf(sentence.spans, duration, sentence.weekdays);
  const partOfDay = hours && { from: hours.from ?? '00:00', to: hours.to ?? '23:59' };
  return {
    score: sure(0.72, ordered, meeting, withPeople, withLength, withTime),
    request: {
      sentence: text,
      people: people.map(({ name, role }) => ({ name, role })),
      ...(alone && !withPeople ? { alone: true } : {}),
      ...(duration === undefined ? {} : { duration: Math.min(480, Math.max(15, Math.round(duration))) }),
      when: when && { ...when, ...(partOfDay && !when.partOfDay ? { partOfDay } : {}) },
      subject: title?.slice(0, 255),
      room,
      buffer: bufferMinutes,
      ...(soonest ? { soonest } : {}),
    },
  };
}

export const meetCommand: Command<MeetWish> = {
  name: 'schedule.meet',
  title: 'Find a time and book a meeting',
  examples: [
    'find 30 minutes with Alex tomorrow about the budget',
    'find 30 minutes with Megan and Alex tomorrow afternoon about the budget',
    'schedule a meeting with Megan on Friday',
    'book a call with Alex next Tuesday 3pm',
    'set up a meeting with Megan next week',
    'arrange a meeting with Diego tomorrow morning',
    'find an hour with Megan and Alex next week in a room for 8',
  ],
  menu: { title: 'find a time', description: 'Find a time that suits everybody, and book the meeting' },
  scopes: peopleScopes,
  read: readMeet,
  // What is blocked for oneself, and an event, may be without anybody; a meeting never is.
  lacks: ({ people, alone }, sentence) =>
    people.length === 0 && !alone && says(sentence, company) ? { joint: 'with', after: ofCompany } : undefined,
  run: meet,
};
