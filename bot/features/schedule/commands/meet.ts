import { says, sure } from '../../../chat/words.ts';
import { masked } from '../../../language/quotes.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { meet } from '../meet.ts';
import { peopleScopes } from '../scopes.ts';
import { type MeetWish, whenOf } from '../wish.ts';

const order =
  "find|schedule|book|arrange|set ?up|plan|organi[sz]e|make|need|get|put|want|have|let'?s|can|reserve|block|create|add|new";
const noun =
  'meetings?|meet|events?|calls?|times?|slots?|appointments?|syncs?|chats?|catch[- ]?up|1:1|one on one|review|lunch|coffee|minutes|talk|stand[- ]?ups?|check[- ]?ins?|one[- ]on[- ]ones?|workshops?|sessions?';
/** What one has with somebody. */
const company = 'meetings?|calls?|chats?|syncs?|catch[- ]?ups?|1:1s?|one[- ]on[- ]ones?|lunch|coffee|check[- ]?ins?';
const event = 'events?|appointments?|workshops?|sessions?';
const ofCompany = new RegExp(`(?<![\\p{L}\\p{N}])(?:${company}|${event})(?![\\p{L}\\p{N}])`, 'iu');
const booking =
  'find|schedule|book|arrange|set ?up|plan|organi[sz]e|make|reserve|block|create|add|put|new|free|available|availability';
const ofMine =
  /(?<![\p{L}\p{N}])(?:my|our)\s+(?:\p{L}+\s+){0,3}(?:meetings?|calls?|1:1s?|syncs?|appointments?|events?)(?![\p{L}\p{N}])/iu;
const others = 'cancel|move|reschedule|accept|decline|postpone|delete|next|what|show|agenda|how many';
/** No order: "don't book anything", "should I schedule …?" */
const denied =
  /(?<![\p{L}])(?:don['’]?t|do not|never|should (?:i|we)|shall (?:i|we)|did (?:i|we|you))\s+(?:already\s+|ever\s+)?(?:schedule|book|arrange|set up|plan|organi[sz]e|create|add|put|reserve|block)(?![\p{L}])/iu;

/** Understood: an order and what it is about ("book a meeting"), or "meet" with somebody or at some time. */
function readMeet(sentence: Sentence): { score: number; request: MeetWish } | undefined {
  const withPeople = sentence.people.length > 0;
  const withLength = sentence.duration !== undefined;
  const withTime = sentence.spans.length > 0;
  const meeting = says(sentence, noun);
  const free = withPeople && says(sentence, 'free|available|availability');
  // "Can we do my meeting with Nia earlier?" speaks of one that is there.
  if (!says(sentence, booking) && ofMine.test(masked(sentence.text))) return undefined;
  if (says(sentence, others) || denied.test(masked(sentence.text))) return undefined;
  const ordered =
    says(sentence, order) &&
    (meeting || withLength || (withPeople && says(sentence, 'schedule|book|arrange|set ?up|plan|reserve')));
  const plain = (meeting || withLength) && withPeople;
  // An event with a name is one's own, unless somebody is named; a meeting never is.
  const own = says(sentence, event) && !says(sentence, company) && sentence.title !== undefined && ordered;
  const alone = (says(sentence, 'block|reserve') || own) && (withLength || withTime);
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
  // What is blocked for oneself is without anybody; an event may be, when nobody was spoken of; a meeting never is.
  lacks: ({ people }, sentence) =>
    people.length === 0 && says(sentence, `${company}|${event}`) ? { joint: 'with', after: ofCompany } : undefined,
  run: meet,
};
