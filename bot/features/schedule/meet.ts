import { type Attendee, proposeInput } from '@aide/contracts/schedule';
import { DateTime } from 'luxon';
import { names } from '../../chat/names.ts';
import { line } from '../../chat/parts.ts';
import { unclearOf, whoReply } from '../../chat/who.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { freeQuery } from './agenda.ts';
import { peopleReply, whenReply } from './cards/ask.ts';
import { offered, proposalsReply, widerSentences } from './cards/proposals.ts';
import { propose } from './propose.ts';
import { offerSeries } from './series/offer.ts';
import { defaultSubject } from './subject.ts';
import { type MeetWish, type Offer, offeredSlot, presets, type WhenWish } from './wish.ts';

/**
 * One step further towards a meeting: whoever is not known yet is asked for first, then who comes, then when; then the times are
 * offered. Everything known so far waits in a draft, so nothing that was typed is lost.
 */
export async function meet(ctx: Context, wish: MeetWish): Promise<Reply> {
  const known = await resolvePeople(ctx, wish);
  if ('ask' in known) return known.ask;
  wish = known.wish;
  if (wish.people.length === 0 && !wish.alone) return peopleReply(await ctx.drafts.put({ wish }));
  if (wish.repeat) return offerSeries(ctx, wish, wish.repeat, await roomsOf(ctx, wish));
  if (wish.soonest) {
    const soonest = await firstFree(ctx, wish);
    if (soonest) return offerTimes(ctx, { ...wish, when: soonest });
  }
  if (!wish.when) {
    return whenReply(
      await ctx.drafts.put({ wish }),
      presets.map((p) => p.label),
    );
  }
  return offerTimes(ctx, wish);
}

/** Names as people; the first one that is not clear becomes a question. */
async function resolvePeople(ctx: Context, wish: MeetWish): Promise<{ wish: MeetWish } | { ask: Reply }> {
  const open = wish.people.filter((p) => !p.who);
  if (open.length === 0) return { wish };
  const answers = await ctx.directory.resolve(open.map((p) => p.name));
  const people = wish.people.map((person) => {
    const answer = answers[open.indexOf(person)];
    if (answer?.kind !== 'one') return person;
    return { ...person, who: { address: answer.contact.address, name: answer.contact.displayName } };
  });
  // Whoever asks comes anyway.
  const { mail } = await ctx.profile();
  const others = people.filter((p) => p.who?.address.toLowerCase() !== mail.toLowerCase());
  const clear = { ...wish, people: others, alone: wish.alone || others.length < people.length };
  const index = others.findIndex((p) => !p.who);
  if (index < 0) return { wish: clear };
  const unclear = others[index]!;
  const answer = answers[open.indexOf(unclear)];
  const question = unclearOf(unclear.name, answer);
  const draft = await ctx.drafts.put({ wish: clear, contacts: question.contacts });
  return { ask: whoReply(question, 'schedule.who', { draft, index }, `Without ${line(unclear.name)}`) };
}

/** The first time at which the person is free, as a wish; the invited may be busy then, and the offer says so. */
async function firstFree(ctx: Context, { when, duration }: MeetWish): Promise<WhenWish | undefined> {
  const now = await ctx.now();
  const window = when?.window ?? { start: now.toUTC().toISO()!, end: now.plus({ days: 7 }).toUTC().toISO()! };
  const durationMinutes = duration ?? 30;
  const { free } = await freeQuery.run(ctx, { window, durationMinutes });
  const length = durationMinutes * 60_000;
  for (const stretch of free) {
    const day = DateTime.fromISO(stretch.start).setZone(now.zone);
    const at = (time: string) => day.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) }).toMillis();
    const from = Math.max(Date.parse(stretch.start), when?.partOfDay ? at(when.partOfDay.from) : 0);
    const to = Math.min(Date.parse(stretch.end), when?.partOfDay ? at(when.partOfDay.to) : Number.POSITIVE_INFINITY);
    if (to - from >= length) return { ...when, window, wish: new Date(from).toISOString() };
  }
  return when;
}

async function offerTimes(ctx: Context, wish: MeetWish): Promise<Reply> {
  const input = inputOf(wish);
  const answer = await propose(ctx, input, await roomsOf(ctx, wish));
  const people = [...input.required, ...input.optional];
  const subject = wish.subject ?? defaultSubject(people);
  const offer: Offer = { wish, subject, slots: offeredSlot.array().parse(offered(answer)) };
  return proposalsReply({
    title: `Times for "${subject}"`,
    draft: await ctx.drafts.put(offer),
    verb: 'schedule.choose',
    people,
    duration: input.durationMinutes,
    answer,
    reader: await ctx.profile(),
    wider: offer.slots.length > 0 ? [] : widerSentences(wish.sentence),
  });
}

export function inputOf(wish: MeetWish) {
  const { when } = wish;
  const of = (role: 'required' | 'optional'): Attendee[] =>
    wish.people.flatMap((p) => (p.role === role && p.who ? [p.who] : []));
  return proposeInput.parse({
    required: of('required'),
    optional: of('optional'),
    durationMinutes: wish.duration ?? when?.duration ?? 30,
    window: when?.window,
    wish: when?.wish,
    partOfDay: when?.partOfDay,
    weekdays: when?.weekdays,
    bufferMinutes: wish.buffer ?? 0,
    room: wish.room && { capacity: wish.room.capacity },
    top: 5,
  });
}

/** A room that was named, or those that are large enough. */
async function roomsOf(ctx: Context, wish: MeetWish): Promise<Attendee[] | undefined> {
  const name = wish.room?.name?.toLowerCase();
  if (!name) return undefined;
  const rooms = await ctx.directory.rooms(0);
  const named = rooms.filter((room) => room.displayName.toLowerCase().includes(name));
  if (named.length === 0)
    throw new AideError('not_found', {
      userMessage: `There is no room called ${wish.room?.name}.`,
      remedy: `Rooms there are: ${names(
        rooms.map((room) => room.displayName),
        8,
      )}.`,
    });
  return named.map((room) => ({ address: room.address, name: room.displayName }));
}
