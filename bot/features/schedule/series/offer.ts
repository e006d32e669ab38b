import type { Attendee } from '@aide/contracts/schedule';
import { occurrences, take } from '@aide/contracts/schedule/occurrences';
import { type ProposeSeriesOutput, proposeSeriesInput, type SeriesSlot } from '@aide/contracts/schedule/series';
import { DateTime } from 'luxon';
import { card, execute } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { asked, bold, line, type Option, say, small } from '../../../chat/parts.ts';
import { hours, type Reader, written, zoneName } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { groupWarnings, who } from '../cards/attendees.ts';
import { defaultSubject } from '../subject.ts';
import { type MeetWish, type Offer, offeredSlot } from '../wish.ts';
import { firstDates, repeatsWords } from './book.ts';
import { proposeSeries } from './propose.ts';

/**
 * Offers hours for a meeting that repeats: the one that was asked for, and those that are free most often.
 * @param rooms the rooms that were named
 */
export async function offerSeries(
  ctx: Context,
  wish: MeetWish,
  { recurrence, time, partOfDay }: NonNullable<MeetWish['repeat']>,
  rooms?: Attendee[],
): Promise<Reply> {
  const of = (role: 'required' | 'optional'): Attendee[] =>
    wish.people.flatMap((p) => (p.role === role && p.who ? [p.who] : []));
  const input = proposeSeriesInput.parse({
    required: of('required'),
    optional: of('optional'),
    durationMinutes: wish.duration ?? 30,
    recurrence,
    time,
    partOfDay,
    room: wish.room && { capacity: wish.room.capacity },
  });
  const answer = await proposeSeries(ctx, input, rooms);
  const people = [...input.required, ...input.optional];
  const subject = wish.subject ?? defaultSubject(people);
  const slots = offeredHours(answer);
  const offer: Offer = {
    wish,
    subject,
    slots: offeredSlot.array().parse(slots),
    recurrence: answer.recurrence,
  };
  return hoursReply({
    title: `Times for "${subject}"`,
    draft: await ctx.drafts.put(offer),
    people,
    duration: input.durationMinutes,
    answer,
    reader: await ctx.profile(),
    slots,
    more: workdaysInstead(wish.sentence, answer),
  });
}

/** The hour that was asked for comes first, even when somebody is busy then. */
const offeredHours = ({ wished, slots }: ProposeSeriesOutput): SeriesSlot[] => {
  const isFree = wished?.busy.length === 0;
  return [...(wished ? [wished] : []), ...slots.slice(0, isFree ? 2 : 4)];
};

interface Hours {
  title: string;
  draft: string;
  people: Attendee[];
  /** Minutes. */
  duration: number;
  answer: ProposeSeriesOutput;
  reader: Reader;
  slots: SeriesSlot[];
  more: Option[];
}

function hoursReply({ title, draft, people, duration, answer, reader, slots, more }: Hours): Reply {
  const { recurrence, checked, unknown } = answer;
  const options = slots.map((slot) => ({
    label: hours(slot, reader),
    verb: 'schedule.choose',
    data: { draft, start: slot.start },
  }));
  const text = slots.length > 0 ? `${title}, ${answer.repeats}: choose one.` : `${title}: nothing fits.`;
  const isAll = answer.count === checked.length;
  const best = slots[0];
  const made = card({
    title: line(title),
    facts: [
      ...(people.length > 0 ? [{ title: 'With', value: who(people, 8, answer.groups) }] : []),
      { title: 'Repeats', value: repeatsWords(recurrence, reader) },
      { title: 'First dates', value: firstDates(recurrence, reader) },
      { title: 'Length', value: `${duration} minutes` },
      ...(best ? [{ title: 'Times in', value: zoneName(best.start, reader) }] : []),
    ],
    body: slots.flatMap((slot) => [bold(hours(slot, reader)), small(line(slot.reason))]),
    warnings: [
      ...(answer.wished && answer.wished.busy.length > 0 ? ['The time you asked for does not suit everybody.'] : []),
      ...(unknown.length > 0
        ? [
            `Not known: ${names(unknown.map((u) => `${line(u.address)} (${u.reason})`))}. That is never counted as free.`,
          ]
        : []),
      ...groupWarnings(answer.groups),
    ],
    ...(isAll
      ? {}
      : { note: `Looked at until ${written(checked.at(-1)!, 'longDate', reader)}: ${checked.length} dates.` }),
    actions: [
      ...options.map((o, i) =>
        execute(o.label, o.verb, o.data, i === 0 && slots[0]!.busy.length === 0 ? 'positive' : undefined),
      ),
      ...more.slice(0, 6 - options.length).map((o) => execute(o.label, o.verb, o.data)),
    ],
    fallbackText: [text, ...options.map((o) => o.label)].join('\n'),
  });
  return asked(made, text, [...options, ...more]);
}

/** "Daily" is every day; who means the days people work can say so. */
function workdaysInstead(sentence: string, { recurrence }: ProposeSeriesOutput): Option[] {
  const weekend = take(7, occurrences(recurrence)).some((date) => DateTime.fromISO(date).weekday > 5);
  if (recurrence.pattern.type !== 'daily' || recurrence.pattern.interval !== 1 || !weekend) return [];
  const words = sentence.replace(/\b(?:daily|every day|each day)\b/iu, 'every weekday');
  return words === sentence ? [] : [say('Weekdays only', words)];
}
