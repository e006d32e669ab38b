import { type Attendee, type ProposeOutput, proposeInput, proposeOutput } from '@aide/contracts/schedule';
import { findTimes } from '@aide/contracts/schedule/find-times';
import { type Refusal, searchFrame } from '@aide/contracts/schedule/frame';
import { wallTime } from '@aide/contracts/schedule/hours';
import { invited } from '@aide/contracts/schedule/invited';
import { mostRooms, roomCandidates } from '@aide/contracts/schedule/rooms';
import { remembering } from '@aide/contracts/schedule/zones';
import type { z } from 'zod';
import { clockTime } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Context, Query } from '../feature.ts';
import { readRooms } from './availability.ts';
import { readCalendars } from './free-busy.ts';
import { readScopes } from './scopes.ts';
import { namedZone } from './zones.ts';

type Input = z.output<typeof proposeInput>;

export const proposeQuery: Query<typeof proposeInput, ProposeOutput> = {
  name: 'schedule.propose',
  title: 'Find times for a meeting',
  scopes: readScopes,
  input: proposeInput,
  output: proposeOutput,
  run: propose,
};

/**
 * The best times for a meeting, from everybody's real free/busy times. One round trip to Graph for up to 20 mailboxes.
 * @param rooms candidates, when they are known already; else they are looked up if the input wishes for a room
 * @throws AideError invalid_input when the window is over, not_found when no room is large enough
 */
export async function propose(ctx: Context, input: Input, rooms?: Attendee[]): Promise<ProposeOutput> {
  const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
  const people = invited(profile, input);
  const frame = searchFrame(input, now.toMillis());
  if ('refused' in frame) throw windowError(frame.refused);
  const candidates = await roomsWanted(ctx, input, people.length, rooms);
  const zones = remembering(namedZone);
  const calendars = await readCalendars(
    ctx,
    [...people, ...candidates].map((p) => p.address),
    frame.grid,
    zones,
  );
  const of = (address: string) => calendars.get(address.toLowerCase())!;
  const { describe, ...times } = findTimes({
    wanted: input,
    frame,
    people: people.map((person) => ({ ...person, calendar: of(person.address) })),
    rooms: candidates.map((room) => ({ room, calendar: of(room.address) })),
    zone: zones(profile.timeZone) ?? { key: 'utc', offset: () => 0 },
    clock: (minute) => clockTime(wallTime(minute), profile),
  });
  return { ...times, timeZone: profile.timeZone };
}

const windowError = (refusal: Refusal) =>
  new AideError('invalid_input', refusal, { issues: [{ path: 'window', message: refusal.userMessage }] });

/** The room that was asked for, or those that would do. */
export async function roomsWanted(
  ctx: Context,
  { room: wish }: Pick<Input, 'room'>,
  people: number,
  known?: Attendee[],
): Promise<Attendee[]> {
  if (!wish) return [];
  if (wish.address) return [{ address: wish.address, name: wish.address.split('@')[0] }];
  const found = known ? mostRooms(known, people) : roomCandidates(await readRooms(ctx), wish, people);
  if (found.length === 0)
    throw new AideError('not_found', {
      userMessage: `There is no room that seats ${wish.capacity ?? people}${wish.building ? ` in ${wish.building}` : ''}.`,
      remedy: 'Ask for fewer seats, or meet without a room.',
    });
  return found.map(({ address, name }) => ({ address, name }));
}
