import { type Meeting, proposeInput } from '@aide/contracts/schedule';
import { z } from 'zod';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { offered, proposalsReply } from './cards/proposals.ts';
import { propose } from './propose.ts';
import { offeredSlot, type WhenWish } from './wish.ts';

/** New times for a meeting that is there, waiting for one of them to be pressed. */
export const moveOffer = z.object({
  eventId: z.string(),
  subject: z.string(),
  slots: z.array(offeredSlot),
  sentence: z.string(),
});

/** Offers times to move a meeting to: those that were asked for, or the days from now until a week after it. */
export async function offerMove(
  ctx: Context,
  meeting: Meeting,
  when: WhenWish | undefined,
  sentence: string,
): Promise<Reply> {
  const now = await ctx.now();
  const { mail } = await ctx.profile();
  const others = meeting.attendees.filter((a) => a.address.toLowerCase() !== mail.toLowerCase());
  const length = Math.round((Date.parse(meeting.end) - Date.parse(meeting.start)) / 60_000);
  const person = ({ address, name }: { address: string; name?: string }) => ({ address, ...(name ? { name } : {}) });
  const room = others.find((a) => a.type === 'resource');
  const input = proposeInput.parse({
    required: others.filter((a) => a.type === 'required').map(person),
    optional: others.filter((a) => a.type === 'optional').map(person),
    durationMinutes: Math.min(480, Math.max(15, length)),
    window: { start: now.toUTC().toISO(), end: now.plus({ days: 10 }).toUTC().toISO() },
    ...when,
    ...(room ? { room: { address: room.address } } : {}),
    top: 5,
  });
  const answer = await propose(ctx, input);
  const slots = offeredSlot.array().parse(offered(answer));
  return proposalsReply({
    title: `New times for "${meeting.subject}"`,
    draft: await ctx.drafts.put({ eventId: meeting.id, subject: meeting.subject, slots, sentence }),
    verb: 'schedule.moveTo',
    people: [...input.required, ...input.optional],
    duration: input.durationMinutes,
    answer,
    reader: await ctx.profile(),
    wider: [],
  });
}
