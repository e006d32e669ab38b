import type { Meeting } from '@aide/contracts/schedule';
import { unite } from '@aide/contracts/schedule/bits';
import { names as listed } from '../../../chat/names.ts';
import { line } from '../../../chat/parts.ts';
import { when } from '../../../chat/when.ts';
import { findPeople } from '../../../chat/who.ts';
import { AideError } from '../../../errors.ts';
import type { Fact } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { readMeetings } from '../agenda.ts';
import { readCalendars } from '../free-busy.ts';
import { peopleScopes } from '../scopes.ts';
import { windowOf } from '../wish.ts';

/** Is anything in somebody's calendar then? What is found is what stands in the way, so that "free" is none of it. */
interface Asked {
  /** Of the person's own calendar too. */
  mine: boolean;
  people: string[];
  window: { start: string; end: string };
  /** They were asked to be free, so that nothing in the calendar is what is counted. */
  free: boolean;
  when: string;
}

const open = '(?:completely |entirely |still )?(?:free|available|open|clear|empty)';
const taken = '(?:busy|booked|booked up|occupied|unavailable|tied up|in (?:a |any )?meetings?|double[- ]booked)';
const said = new RegExp(
  String.raw`^(?<who>I|my (?:calendar|schedule|diary|agenda|day)|[\p{L}\p{M}.'’@_+, -]{2,120}?)(?: am| is| are| will be| looks)? (?:(?<free>${open})|(?<busy>${taken}))(?: (?:then|to meet|for (?:a )?(?:meeting|call|chat)))?$`,
  'iu',
);
const mine = /^(?:i|me|myself|my (?:calendar|schedule|diary|agenda|day))$/iu;

export const freeFact: Fact<Asked> = {
  name: 'schedule.free',
  title: 'whether you, or colleagues, are free',
  examples: [
    'I am free tomorrow at 3',
    'my calendar is free tomorrow afternoon',
    'Megan is free on Friday at 2',
    'I am busy on Friday',
  ],
  scopes: peopleScopes,
  read({ timeless, sentence }) {
    const found = said.exec(timeless)?.groups;
    const window = windowOf(sentence.spans);
    if (!found || !window) return undefined;
    const whose = found
      .who!.split(/\s*(?:,\s*and\b|,|&|\band\b)\s*/iu)
      .map((name) => name.trim())
      .filter(Boolean);
    const people = whose.filter((name) => !mine.test(name));
    const [span] = sentence.spans;
    // "At 3" asks for a meeting's length, and not for an hour.
    const end =
      span?.kind === 'instant'
        ? span.start
            .plus({ minutes: sentence.duration ?? 30 })
            .toUTC()
            .toISO()!
        : window.end;
    return {
      score: 0.92,
      names: people,
      request: {
        mine: people.length < whose.length,
        people,
        window: { start: window.start, end },
        free: found.free !== undefined,
        when: sentence.spans.map(({ text }) => text).join(' '),
      },
    };
  },
  async check(ctx, { mine: own, people, window, free, when: words }) {
    const found = await findPeople(ctx, people);
    if ('unclear' in found) return { unclear: found.unclear };
    const busy = [...(own ? await inTheWay(ctx, window) : []), ...(await busyAmong(ctx, found.people, window))];
    const all = [...(own ? ['You'] : []), ...found.people.map(({ displayName }) => displayName)];
    const are = all.length > 1 || own ? 'are' : 'is';
    const because =
      busy.length > 0
        ? `${busy.slice(0, 3).join(' ')}`
        : `${listed(all.map((name) => line(name)))} ${are} free ${words}.`;
    return { count: Number(free ? busy.length === 0 : busy.length > 0), because };
  },
};

const keepsBusy = ({ showAs, isCancelled, response }: Meeting) =>
  !isCancelled && response !== 'declined' && showAs !== 'free' && showAs !== 'workingElsewhere';

/** What stands in one's own calendar then, each as a sentence. */
async function inTheWay(ctx: Context, window: Asked['window']): Promise<string[]> {
  const reader = await ctx.profile();
  const meetings = (await readMeetings(ctx, window)).filter(keepsBusy);
  return meetings.map((meeting) => `You have “${line(meeting.subject)}”, ${when(meeting, reader)}.`);
}

const step = 15 * 60_000;

/** Colleagues who are not free then, each as a sentence. Tentative is not free. */
async function busyAmong(ctx: Context, people: { displayName: string; address: string }[], window: Asked['window']) {
  if (people.length === 0) return [];
  const start = Math.floor(Date.parse(window.start) / step) * step;
  const cells = Math.max(1, Math.ceil((Date.parse(window.end) - start) / step));
  const grid = { start, interval: 15, cells };
  const calendars = await readCalendars(
    ctx,
    people.map(({ address }) => address),
    grid,
  );
  return people.flatMap(({ displayName, address }) => {
    const calendar = calendars.get(address.toLowerCase());
    if (!calendar || calendar.unknown) throw unreadable(displayName, calendar?.unknown);
    const isBusy = unite(calendar.busy.slice(), calendar.tentative).some((bits) => bits !== 0);
    return isBusy ? [`${line(displayName)} is busy then.`] : [];
  });
}

const unreadable = (name: string, why = 'no answer') =>
  new AideError('upstream_failed', {
    message: 'free/busy times could not be read',
    userMessage: `I cannot see whether ${name} is free: ${why}.`,
    remedy: 'Say what to do without the condition, or ask them.',
  });
