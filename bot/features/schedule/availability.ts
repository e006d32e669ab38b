import { type FreeBusy, freeBusyInput, freeBusyOutput, roomsInput, roomsOutput } from '@aide/contracts/schedule';
import type { Room } from '@aide/contracts/schedule/rooms';
import type { Grid } from '@aide/contracts/schedule/slots';
import type { z } from 'zod';
import type { Context, Query } from '../feature.ts';
import { readSchedules } from './free-busy.ts';
import { readScopes } from './scopes.ts';

const quarter = 15 * 60_000;

/**
 * Everybody's free/busy times as they are, for a client that finds times itself while the person tries this and that.
 * One round trip for up to 20 mailboxes, one `$batch` for 400.
 */
export const freeBusyQuery: Query<typeof freeBusyInput, FreeBusy> = {
  name: 'schedule.freeBusy',
  title: 'Free/busy times and working hours',
  scopes: readScopes,
  input: freeBusyInput,
  output: freeBusyOutput,
  async run(ctx, { addresses, you, window }) {
    const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
    const start = Math.floor(Date.parse(window.start) / quarter) * quarter;
    // Rounded out, and yet within what getSchedule takes.
    const cells = Math.min(Math.ceil((Date.parse(window.end) - start) / quarter), 62 * 96 - 1);
    const grid: Grid = { start, interval: 15, cells };
    const own = profile.mail || profile.userPrincipalName;
    const all = new Map([...(you ? [own] : []), ...addresses].map((address) => [address.toLowerCase(), address]));
    return {
      start: new Date(start).toISOString(),
      intervalMinutes: 15,
      cells,
      schedules: all.size > 0 ? await readSchedules(ctx, [...all.values()], grid) : [],
      you: { address: own, name: profile.displayName, userPrincipalName: profile.userPrincipalName },
      now: now.toUTC().toISO()!,
      timeZone: profile.timeZone,
    };
  },
};

export const roomsQuery: Query<typeof roomsInput, z.output<typeof roomsOutput>> = {
  name: 'schedule.rooms',
  title: 'Rooms to meet in',
  scopes: readScopes,
  input: roomsInput,
  output: roomsOutput,
  run: async (ctx) => ({ rooms: await readRooms(ctx) }),
};

/** Every room of the organisation, smallest first. @throws AideError consent_required: reading them needs an administrator */
export async function readRooms(ctx: Context): Promise<Room[]> {
  const rooms = await ctx.directory.rooms(0);
  return rooms.map(({ address, displayName, capacity, building }) => ({
    address,
    name: displayName,
    capacity,
    ...(building ? { building } : {}),
  }));
}
