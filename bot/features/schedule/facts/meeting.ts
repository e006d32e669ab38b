import type { Meeting } from '@aide/contracts/schedule';
import type { DateTime } from 'luxon';
import { names as listed } from '../../../chat/names.ts';
import { line } from '../../../chat/parts.ts';
import { type Reader, readerOf, when, written } from '../../../chat/when.ts';
import { findPeople } from '../../../chat/who.ts';
import { plainWords } from '../../../chat/words.ts';
import { isName } from '../../../language/pronouns.ts';
import type { Statement } from '../../../language/statements.ts';
import type { Fact } from '../../chat.ts';
import { readMeetings } from '../agenda.ts';
import { isNamed, othersIn } from '../commands/find-meeting.ts';
import { peopleScopes } from '../scopes.ts';
import { windowOf } from '../wish.ts';

/** A meeting that was, or will be. */
interface Asked {
  people: string[];
  /** Words of its subject. */
  topic: string[];
  /** ISO 8601; `until` absent: what has begun by now. */
  window: { start: string; end?: string };
  /** As it was said, for the answer. */
  since: string;
}

const who = `(?<who>.{2,120}?)`;
const meetings =
  '(?:meetings?|calls?|appointments?|events?|catch-?ups?|syncs?|1:1s?|one[- ]on[- ]ones?|sessions?|chats?)';
const any = '(?:any|an?|some|another|the|my|our|one)?(?: other| upcoming| future| more| new)?';
const named = `(?: (?:called|titled|named|entitled|about|on|regarding|with the (?:title|name|subject))(?: the)? (?<title>.{2,160}?))?`;
const booked =
  '(?: (?:scheduled|booked|planned|set up|arranged|coming up|lined up|in the diary|(?:in|on) (?:my|the) (?:calendar|diary|schedule|agenda)))*';

/** What has been: "I have met with Nia". */
const hasBeen = [
  new RegExp(
    `^I (?:have |had |did |do )?(?:met|seen|saw|spoken|spoke|talked|caught up|sat down|chatted|touched base|(?<present>meet|see|speak|talk|catch up))(?: up)?(?: with| to)? ${who}$`,
    'iu',
  ),
  new RegExp(`^I (?:have had|had|have been in|was in|attended) ${any} ?${meetings} with ${who}${named}$`, 'iu'),
  new RegExp(`^${who} and I (?:have |had )?(?:met|spoken|talked|caught up)$`, 'iu'),
];
/** What will be, or is there: "I have a meeting with Nia". */
const willBe = [
  new RegExp(
    `^I (?:do |did |have |have got |had |got |am |am having |will )*(?:schedul(?:e|ed)|book(?:ed)?|planned|plan|set up|arranged?|have|having|had|got)?(?: got)? ?${any} ?(?:${meetings}|anything)${booked}(?: with ${who})?${booked}${named}${booked}$`,
    'iu',
  ),
  new RegExp(
    `^there (?:is|are|will be|was|were|has been|have been) ${any} ?(?:${meetings}|anything)${booked}(?: with ${who})?${booked}${named}${booked}$`,
    'iu',
  ),
  new RegExp(
    `^${any} ?${meetings}(?: with ${who})?${named} (?:exists?|is there|(?:is |are )?(?:scheduled|booked|planned)|is (?:in|on) my (?:calendar|diary|schedule|agenda))$`,
    'iu',
  ),
  new RegExp(
    `^(?:${any} ?${meetings}|anything) (?:is |are )?(?:scheduled|booked|planned|set up|arranged)(?: (?:in|on) (?:my|the) (?:calendar|diary|schedule|agenda))?(?: with ${who})?${named}$`,
    'iu',
  ),
  new RegExp(`^I (?:am |will be |will )?(?:meet|meeting|seeing|see)(?: up)?(?: with)? ${who}$`, 'iu'),
];

export const meetingFact: Fact<Asked> = {
  name: 'schedule.meeting',
  title: 'whether you met somebody, or have a meeting',
  examples: [
    'I have met with Megan in the past 2 days',
    'I have any meetings scheduled with Alex in the next 4 days',
    'I have a meeting with Alex tomorrow',
    'I am meeting with Megan this week',
    'there is a meeting called "Budget" next week',
    'I have any meetings tomorrow afternoon',
  ],
  scopes: peopleScopes,
  read(statement) {
    const over = isOver(statement);
    const been = matched(hasBeen, statement.pastless);
    // "Do I meet Nia tomorrow?" is no meeting that was.
    const past = been?.present && isAhead(statement) && !over ? undefined : been;
    const found = past ?? matched(willBe, over ? statement.pastless : statement.timeless);
    if (!found) return undefined;
    const people = found.who ? peopleIn(found.who) : [];
    if (found.who && !(people.length > 0 && people.every(isName))) return undefined;
    const { title } = statement.sentence;
    const topic = found.title ? plainWords(title ?? found.title) : [];
    const window = past || over ? windowPast(statement) : windowAhead(statement);
    const times = statement.sentence.spans.map(({ text }) => text).join(' ');
    const thing = `my meeting${found.who ? ` with ${found.who}` : ''}${found.title ? ` called "${title ?? found.title}"` : ''} ${times}`;
    return { score: 0.9, names: people, thing: thing.trim(), request: { people, topic, ...window } };
  },
  async check(ctx, { people, topic, window, since }) {
    const found = await findPeople(ctx, people);
    // A name that nobody in the directory has may be that of a guest: the calendar's own names tell.
    if ('unclear' in found && found.unclear.several) return { unclear: found.unclear };
    const contacts = 'people' in found ? found.people : [];
    const [reader, now] = await Promise.all([ctx.profile(), ctx.now()]);
    const end = window.end ?? now.toUTC().toISO()!;
    const all = await readMeetings(ctx, { start: window.start, end });
    const addresses = contacts.map(({ address }) => address.toLowerCase());
    const fitting = all.filter(
      (meeting) =>
        isHeld(meeting) &&
        // What is going on has been begun: they have met.
        (window.end !== undefined || Date.parse(meeting.start) < now.toMillis()) &&
        addresses.every((address) => isThere(meeting, address)) &&
        (contacts.length > 0 ||
          people.every((name) => othersIn(meeting, reader.mail.toLowerCase()).some((one) => isNamed(one, name)))) &&
        isAbout(meeting, topic),
    );
    const whom = contacts.length > 0 ? contacts.map(({ displayName }) => displayName) : people;
    const over = window.end === undefined;
    return {
      count: fitting.length,
      because: told(over ? fitting.at(-1) : fitting[0], fitting.length, { whom, topic, since, over, reader }),
    };
  },
};

const matched = (patterns: RegExp[], words: string) =>
  patterns.map((pattern) => pattern.exec(words)?.groups).find((groups) => groups !== undefined);

/** "last week", "since Monday": the time itself tells that it is over. */
const isOver = ({ past, sentence }: Statement): boolean =>
  past !== undefined &&
  (sentence.spans.length === 0 ||
    (/^(?:in |over |during |within |from |the )*(?:past|last|previous|yesterday|since|this (?:week|month|year)|recently|lately)/iu.test(
      past.words,
    ) &&
      !isAhead({ sentence })));
/** "tomorrow", "in the next 4 days". */
const isAhead = ({ sentence: { spans, now } }: Pick<Statement, 'sentence'>): boolean =>
  spans.some(
    ({ start, end, text }) =>
      end > now && (start >= now || /(?:next|coming|rest|later)/iu.test(text)) && !/^since/iu.test(text),
  );

/** Without a word of when, people mean lately, and what they can still remember. */
const lately = { days: 90 };

function windowPast({ past, sentence: { now } }: Statement): Pick<Asked, 'window' | 'since'> {
  const start = past?.since ?? now.startOf('day').minus(lately);
  return {
    window: { start: utc(start), ...(past?.until && past.until < now ? { end: utc(past.until) } : {}) },
    since: dayOf(start),
  };
}

/** Without a word of when: the two months that are ahead. */
function windowAhead({ sentence }: Statement): Pick<Asked, 'window' | 'since'> {
  const { now, spans } = sentence;
  const said = windowOf(spans);
  const window = said ?? { start: utc(now), end: utc(now.plus({ days: 60 })) };
  return { window, since: spans.map(({ text }) => text).join(' ') || 'in the next 60 days' };
}

const utc = (time: DateTime) => time.toUTC().toISO()!;
const dayOf = (time: DateTime) => written(utc(time), 'day', readerOf(time));

const peopleIn = (words: string): string[] =>
  words
    .split(/\s*(?:,\s*and\b|,|&|\band\b|\bor\b)\s*/iu)
    .map((name) => name.replace(/^(?:with|to)\s+/iu, '').trim())
    .filter(Boolean);

/** A meeting that takes place, as far as the person is concerned. */
const isHeld = ({ isCancelled, response }: Meeting) => !isCancelled && response !== 'declined';
const isThere = ({ organizer, attendees }: Meeting, address: string) =>
  [organizer, ...attendees].some((one) => one?.address.toLowerCase() === address);

/** All these words in this order, or all of them as beginnings. */
const isAbout = ({ subject }: Meeting, topic: string[]): boolean => {
  const words = plainWords(subject);
  return topic.every((word) => words.some((other) => other.startsWith(word)));
};

function told(
  meeting: Meeting | undefined,
  count: number,
  {
    whom,
    topic,
    since,
    over,
    reader,
  }: { whom: string[]; topic: string[]; since: string; over: boolean; reader: Reader },
): string {
  const with_ = whom.length > 0 ? ` with ${listed(whom.map((name) => line(name)))}` : '';
  const about = topic.length > 0 ? ` called “${line(topic.join(' '))}”` : '';
  if (!meeting)
    return over && whom.length > 0 && topic.length === 0
      ? `You have not met${with_} since ${since}.`
      : `You have no meeting${with_}${about} ${over ? `since ${since}` : since}.`;
  const many = count > 1 ? `${count} meetings` : 'a meeting';
  return over
    ? `You last met${with_} on ${when(meeting, reader)}: “${line(meeting.subject)}”.`
    : `You have ${many}${with_} ${since}${count > 1 ? ', first' : ''}: “${line(meeting.subject)}”, ${when(meeting, reader)}.`;
}
