import type { Attendee, Meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { DateTime } from 'luxon';
import { confirmReply } from '../../chat/confirm.ts';
import { line, say } from '../../chat/parts.ts';
import { findPeople } from '../../chat/who.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { attendeesAction } from './attendees.ts';
import { cancelAction } from './cancel.ts';
import { noneReply } from './cards/ask.ts';
import type { Change } from './change.ts';
import { isNamed, othersIn } from './commands/find-meeting.ts';
import { offerMove } from './move.ts';
import { renameAction } from './rename.ts';
import { rescheduleAction } from './reschedule.ts';
import { respondAction } from './respond.ts';

const orders = { accept: 'Accept', tentativelyAccept: 'Accept tentatively', decline: 'Decline' } as const;

/** Proposes the change of one meeting; nothing happens before it is confirmed. */
export async function changeThis(ctx: Context, subject: Meeting, wanted: Change, sentence: string): Promise<Reply> {
  const eventId = subject.id;
  switch (wanted.kind) {
    case 'cancel':
      return confirmReply(await ctx.operations.propose(cancelAction, { eventId }), 'Cancel it');
    case 'respond': {
      const { response } = wanted;
      return confirmReply(await ctx.operations.propose(respondAction, { eventId, response }), orders[response]);
    }
    case 'rename': {
      const { subject: name } = wanted;
      return confirmReply(await ctx.operations.propose(renameAction, { eventId, subject: name }), 'Rename it');
    }
    case 'people':
      return changePeople(ctx, subject, wanted, sentence);
    default: {
      const { timeZone } = await ctx.profile();
      const times = newTimes(subject, wanted, timeZone);
      if (!times) return offerMove(ctx, subject, wanted.kind === 'move' ? wanted.to : undefined, sentence);
      const operation = await ctx.operations.propose(rescheduleAction, { eventId, ...times });
      return confirmReply(operation, wanted.kind === 'move' ? 'Move it' : 'Change it');
    }
  }
}

const minute = 60_000;

/** When the meeting would be; undefined when no exact time was named, so that times have to be offered. */
export function newTimes(
  meeting: Pick<Meeting, 'start' | 'end'>,
  wanted: Extract<Change, { kind: 'move' | 'length' }>,
  timeZone: string,
): { start: string; end: string } | undefined {
  const [start, end] = [Date.parse(meeting.start), Date.parse(meeting.end)];
  const times = (from: number, to: number) => ({
    start: new Date(from).toISOString(),
    end: new Date(to).toISOString(),
  });
  if (wanted.kind === 'length') {
    const length = wanted.minutes === undefined ? end - start + (wanted.by ?? 0) * minute : wanted.minutes * minute;
    return times(start, start + length);
  }
  const { to, by, keep } = wanted;
  if (by !== undefined) {
    // A day later is at the same hour, also when the clocks change in between.
    const days = by % 1440 === 0 ? by / 1440 : undefined;
    const at =
      days === undefined
        ? start + by * minute
        : DateTime.fromMillis(start, { zone: timeZone }).plus({ days }).toMillis();
    return times(at, at + end - start);
  }
  const length = to?.duration === undefined ? end - start : to.duration * minute;
  const local = DateTime.fromMillis(start, { zone: timeZone });
  if (to && keep === 'hour') {
    const { year, month, day } = DateTime.fromISO(to.window.start).setZone(timeZone);
    const at = local.set({ year, month, day }).toMillis();
    return times(at, at + length);
  }
  if (!to?.wish) return undefined;
  const wish = DateTime.fromISO(to.wish).setZone(timeZone);
  const at = (keep === 'day' ? local.set({ hour: wish.hour, minute: wish.minute, second: 0 }) : wish).toMillis();
  return times(at, at + length);
}

/** Who is to come besides is looked up; who is to stay away is one of those who are invited. */
export async function settlePeople(
  ctx: Context,
  meetings: Meeting[],
  { add, remove }: Extract<Change, { kind: 'people' }>,
  sentence: string,
): Promise<{ add: Attendee[]; remove: string[] } | { ask: Reply }> {
  const who = (text: string, name: string, people: Attendee[]): { ask: Reply } => {
    const options = people.slice(0, 5).map((one) => say(line(displayName(one)), sentence.replace(name, one.address)));
    return { ask: noneReply(text, options, 'Who is it?') };
  };
  const found = await findPeople(ctx, add);
  if ('unclear' in found) {
    const { name, contacts } = found.unclear;
    const known = contacts.map((contact) => ({ address: contact.address, name: contact.displayName }));
    return who(contacts.length > 0 ? `Whom do you mean by ${name}?` : `I know nobody called ${name}.`, name, known);
  }
  const mine = (await ctx.profile()).mail.toLowerCase();
  const invited = meetings.flatMap((meeting) =>
    othersIn(meeting, mine).filter((one) => meeting.attendees.some((a) => a.address === one.address)),
  );
  const everybody = [...new Map(invited.map((one) => [one.address.toLowerCase(), one])).values()];
  const off: string[] = [];
  for (const name of remove) {
    const meant = everybody.filter((one) => isNamed(one, name));
    if (meant.length === 1) off.push(meant[0]!.address);
    else if (meant.length > 1) return who(`Whom do you mean by ${name}?`, name, meant);
    else
      return who(`${name} is not invited to ${meetings.map((m) => `"${m.subject}"`).join(' or ')}.`, name, everybody);
  }
  return { add: found.people.map(({ address, displayName: name }) => ({ address, name })), remove: off };
}

async function changePeople(
  ctx: Context,
  meeting: Meeting,
  wanted: Extract<Change, { kind: 'people' }>,
  sentence: string,
): Promise<Reply> {
  const settled = await settlePeople(ctx, [meeting], wanted, sentence);
  if ('ask' in settled) return settled.ask;
  const stay = new Set(settled.add.map(({ address }) => address.toLowerCase()));
  const replaced = wanted.only
    ? meeting.attendees
        .filter((a) => a.type !== 'resource' && !stay.has(a.address.toLowerCase()))
        .map(({ address }) => address)
    : settled.remove;
  const there = new Set(meeting.attendees.map((a) => a.address.toLowerCase()));
  const added = settled.add.filter(({ address }) => !there.has(address.toLowerCase()));
  if (added.length + replaced.length === 0)
    return noneReply(`"${meeting.subject}" is with them already.`, [], 'Nothing to change');
  const input = { eventId: meeting.id, add: added, remove: replaced };
  return confirmReply(await ctx.operations.propose(attendeesAction, input), 'Change it');
}
