import { type BookInput, meeting } from '@aide/contracts/schedule';
import { z } from 'zod';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { doneReply } from '../../chat/outcome.ts';
import { runOnce } from '../../chat/run-once.ts';
import { AideError } from '../../errors.ts';
import { bookAction } from './book.ts';
import { bookedReply } from './cards/booked.ts';
import { scopeDraft, whichDraft } from './change.ts';
import { changeThis } from './change-one.ts';
import { nextMeeting, showAgenda } from './commands/agenda.ts';
import { meet } from './meet.ts';
import { moveOffer, offerMove } from './move.ts';
import { rescheduleAction } from './reschedule.ts';
import { peopleScopes, readScopes } from './scopes.ts';
import { askScope, changeSeries } from './series/scope.ts';
import { meetWish, offer, presets } from './wish.ts';

const example = 'find 30 minutes with Megan tomorrow';
const index = z.number().int().min(0).max(999);

/** Times on a card come back from outside: only those that were offered count. */
function slotOf<T extends { start: string }>(slots: T[], start: string): T {
  const chosen = slots.find((slot) => slot.start === start);
  if (chosen) return chosen;
  throw new AideError('invalid_input', {
    userMessage: 'This time was not offered.',
    remedy: 'Press one of the times on the card, or ask again.',
  });
}

const choose = verb({
  verb: 'schedule.choose',
  data: z.object({ draft: draftId, start: z.iso.datetime() }),
  scopes: peopleScopes,
  async run(ctx, { draft, start }) {
    const { wish, subject, slots, recurrence } = await draftOf(ctx, draft, offer, example);
    const slot = slotOf(slots, start);
    const of = (role: string) => wish.people.flatMap((p) => (p.role === role && p.who ? [p.who] : []));
    const input: BookInput = {
      subject,
      start: slot.start,
      end: slot.end,
      required: of('required'),
      optional: of('optional'),
      ...(slot.room ? { room: slot.room } : {}),
      ...(recurrence ? { recurrence } : {}),
      // Nobody needs a link to meet themselves.
      online: wish.people.length > 0,
    };
    const reader = await ctx.profile();
    return runOnce(ctx, bookAction, input, draft, {
      sentence: wish.sentence,
      done: (operation, note) => bookedReply(operation, reader, note),
      again: () => meet(ctx, wish),
    });
  },
});

const moveTo = verb({
  verb: 'schedule.moveTo',
  data: z.object({ draft: draftId, start: z.iso.datetime() }),
  scopes: readScopes,
  async run(ctx, { draft, start }) {
    const { eventId, slots, sentence } = await draftOf(ctx, draft, moveOffer, example);
    const slot = slotOf(slots, start);
    return runOnce(ctx, rescheduleAction, { eventId, start: slot.start, end: slot.end }, draft, {
      sentence,
      done: doneReply,
      again: async () => doneReply((await ctx.operations.get(draft))!),
    });
  },
});

const move = verb({
  verb: 'schedule.move',
  data: z.object({ operation: draftId }),
  scopes: readScopes,
  async run(ctx, { operation }) {
    const booked = meeting.safeParse((await ctx.operations.get(operation))?.receipt?.result);
    if (booked.success) return offerMove(ctx, booked.data, undefined, `move "${booked.data.subject}"`);
    throw new AideError('expired', {
      userMessage: 'I no longer know which meeting this card is about.',
      remedy: 'Tell me: move the budget meeting to Thursday 3pm.',
    });
  },
});

const contact = z.object({ displayName: z.string(), address: z.string() });
const wishDraft = z.object({ wish: meetWish, contacts: z.array(contact).default([]) });
const nextDraft = z.object({ next: z.string(), contacts: z.array(contact) });

const who = verb({
  verb: 'schedule.who',
  data: z.object({ draft: draftId, index, address: z.string().max(320).optional() }),
  scopes: peopleScopes,
  async run(ctx, { draft, index, address }) {
    const asked = await draftOf(ctx, draft, z.union([wishDraft, nextDraft]), example);
    const chosen = asked.contacts.find((c) => c.address === address);
    if ('next' in asked) {
      if (chosen) await ctx.directory.remember(asked.next, chosen);
      return nextMeeting(ctx, chosen?.address, chosen?.displayName);
    }
    const { wish } = asked;
    const person = wish.people[index];
    // The next time this name means the same person.
    if (chosen && person) await ctx.directory.remember(person.name, chosen);
    const people = wish.people.flatMap((p, i) =>
      i !== index ? [p] : chosen ? [{ ...p, who: { address: chosen.address, name: chosen.displayName } }] : [],
    );
    return meet(ctx, { ...wish, people });
  },
});

const people = verb({
  verb: 'schedule.people',
  data: z.object({ draft: draftId, people: z.string().max(500).optional(), alone: z.boolean().optional() }),
  scopes: peopleScopes,
  async run(ctx, { draft, people = '', alone }) {
    const { wish } = await draftOf(ctx, draft, wishDraft, example);
    const names = people
      .split(/[,;]|\band\b/i)
      .map((name) => name.trim())
      .filter(Boolean);
    const added = names.slice(0, 50).map((name) => ({ name, role: 'required' as const }));
    return meet(ctx, { ...wish, people: [...wish.people, ...added], ...(alone ? { alone } : {}) });
  },
});

const when = verb({
  verb: 'schedule.when',
  data: z.object({ draft: draftId, preset: index }),
  scopes: peopleScopes,
  async run(ctx, { draft, preset }) {
    const { wish } = await draftOf(ctx, draft, wishDraft, example);
    const { start, end } = (presets[preset] ?? presets[1]!).of(await ctx.now());
    return meet(ctx, { ...wish, when: { window: { start: start.toUTC().toISO()!, end: end.toUTC().toISO()! } } });
  },
});

const which = verb({
  verb: 'schedule.which',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index }) {
    const { change, meetings, sentence } = await draftOf(ctx, draft, whichDraft, example);
    const chosen = meetings[index];
    if (chosen) return changeThis(ctx, chosen, change, sentence);
    throw new AideError('invalid_input', {
      userMessage: 'That is none of the meetings on the card.',
      remedy: 'Press one of them.',
    });
  },
});

const series = verb({
  verb: 'schedule.series',
  data: z.object({ draft: draftId, index, scope: z.enum(['one', 'following', 'series']).optional() }),
  scopes: readScopes,
  async run(ctx, { draft, index, scope }) {
    const asked = await draftOf(ctx, draft, scopeDraft, example);
    const meeting = asked.meetings[index];
    if (!meeting)
      throw new AideError('invalid_input', {
        userMessage: 'That is none of the meetings on the card.',
        remedy: 'Press one of them.',
      });
    return scope ? changeSeries(ctx, meeting, scope, asked) : askScope(ctx, asked, index);
  },
});

const agendaDraft = z.object({
  window: z.object({ start: z.string(), end: z.string() }),
  title: z.string(),
  people: z.array(z.string()).optional(),
});

const more = verb({
  verb: 'schedule.more',
  data: z.object({ draft: draftId, from: index }),
  scopes: readScopes,
  run: async (ctx, { draft, from }) => showAgenda(ctx, await draftOf(ctx, draft, agendaDraft, example), from, draft),
});

export const verbs = [choose, moveTo, move, who, people, when, which, series, more];
