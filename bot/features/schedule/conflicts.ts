import type { Attendee } from '@aide/contracts/schedule';
import { hasBit } from '@aide/contracts/schedule/bits';
import { works } from '@aide/contracts/schedule/hours';
import { busyName, invited } from '@aide/contracts/schedule/invited';
import type { Grid } from '@aide/contracts/schedule/slots';
import { localTime } from '@aide/contracts/schedule/zones';
import { names } from '../../chat/names.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { readCalendars } from './free-busy.ts';

export interface Planned {
  start: string;
  end: string;
  required: Attendee[];
  optional: Attendee[];
  room?: Attendee;
}

const minute = 60_000;
const step = 5 * minute;

/** Refuses times that no meeting can have. @throws AideError invalid_input */
export async function checkTimes(ctx: Context, { start, end }: { start: string; end: string }): Promise<void> {
  const length = (Date.parse(end) - Date.parse(start)) / minute;
  if (length < 0) throw refused('end', 'The meeting ends before it begins.', 'Swap start and end.');
  if (length < 15 || length > 480)
    throw refused('end', 'A meeting lasts 15 minutes to 8 hours.', 'Give it an end within that.');
  if (Date.parse(start) < (await ctx.now()).toMillis())
    throw refused('start', 'That time is in the past.', 'Choose a time from now on.');
}

const refused = (path: string, userMessage: string, remedy: string) =>
  new AideError('invalid_input', { userMessage, remedy }, { issues: [{ path, message: userMessage }] });

/**
 * Who is busy, not known, or not at work at a time, as sentences. One round trip for up to 20 mailboxes.
 * @param except the time the meeting has now: there everybody is busy with the meeting itself
 */
export async function conflictsOf(
  ctx: Context,
  planned: Planned,
  except?: { start: number; end: number },
): Promise<string[]> {
  const people = invited(await ctx.profile(), planned);
  const start = Date.parse(planned.start);
  const end = Date.parse(planned.end);
  const from = Math.floor(start / step) * step;
  const grid: Grid = { start: from, interval: 5, cells: Math.ceil((end - from) / step) };
  const all = [...people, ...(planned.room ? [planned.room] : [])].map((p) => p.address);
  const calendars = await readCalendars(ctx, all, grid);
  const of = (address: string) => calendars.get(address.toLowerCase())!;
  const meets = (bits: Uint32Array) => {
    for (let cell = 0; cell < grid.cells; cell++) {
      const time = from + cell * step;
      if (hasBit(bits, cell) && !(except && time >= except.start && time < except.end)) return true;
    }
    return false;
  };
  const known = people
    .filter((p) => !of(p.address).unknown)
    .map((p) => ({ ...p, name: busyName(p.name, of(p.address)) }));
  const busy = known.filter((p) => meets(of(p.address).busy));
  const tentative = known.filter((p) => !busy.includes(p) && meets(of(p.address).tentative));
  const unknown = people.filter((p) => of(p.address).unknown);
  const away = known.filter((p) => {
    const { hours } = of(p.address);
    return hours !== undefined && !works(localTime(hours.zone, start), hours, (end - start) / minute);
  });
  const room = planned.room && of(planned.room.address);
  return [
    ...said(busy, 'busy at that time'),
    ...said(tentative, 'tentatively busy at that time'),
    ...said(away, 'outside working hours then'),
    ...(unknown.length > 0 ? [`Not known: ${names(unknown.map((p) => p.name))}. The calendar could not be read.`] : []),
    ...(room?.unknown ? ['It is not known whether the room is free.'] : []),
    ...(room && !room.unknown && (meets(room.busy) || meets(room.tentative))
      ? ['The room is taken at that time and may decline.']
      : []),
  ];
}

function said(people: { name: string; you: boolean }[], what: string): string[] {
  if (people.length === 0) return [];
  const [first] = people;
  if (people.length === 1) return [first!.you ? `You are ${what}.` : `${capital(first!.name)} is ${what}.`];
  const list = names(people.map((p) => p.name));
  return [`${capital(list)} are ${what}.`];
}

// An address stays as it is written.
const capital = (words: string) =>
  /^(you|somebody)\b/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
