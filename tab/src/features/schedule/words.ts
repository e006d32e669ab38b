import { DateTime } from 'luxon';
import { timeIn } from '../../app/dates.ts';
import type { Busy, State, Stretch } from './geometry.ts';

/** What a state is called, and the letter that stands for it where colours are not seen. */
export const states: Record<State, { name: string; letter: string }> = {
  free: { name: 'free', letter: '' },
  tentative: { name: 'tentative', letter: 'T' },
  busy: { name: 'busy', letter: 'B' },
  oof: { name: 'out of office', letter: 'O' },
  workingElsewhere: { name: 'working elsewhere', letter: 'W' },
  unknown: { name: 'not known', letter: '?' },
};

export interface Clock {
  zone: string;
  locale: string;
}

/** "14:30", "2:30 PM": as people write it where the locale is at home. */
export const clockOf = (at: number, { zone, locale }: Clock): string => timeIn(zone, at, locale);
export const times = (stretch: Stretch, clock: Clock, between = 'to'): string =>
  `${clockOf(stretch.from, clock)} ${between} ${clockOf(stretch.to, clock)}`;

/** 'yyyy-MM-dd' of the person's calendar. */
export const dateOf = (at: number, { zone }: Clock): string => DateTime.fromMillis(at, { zone }).toISODate() ?? '';

/** "Mon 23 Nov". */
export const shortDay = (at: number, { zone, locale }: Clock): string =>
  DateTime.fromMillis(at, { zone, locale }).toLocaleString({ weekday: 'short', day: 'numeric', month: 'short' });
export const longDay = (at: number, { zone, locale }: Clock): string =>
  DateTime.fromMillis(at, { zone, locale }).toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' });

/** "Alex Wilber, busy, 10:00 to 11:00": the whole stretch that a slot lies in, or the slot itself where it is free. */
export function slotName(who: string, slot: Stretch, runs: Busy[], clock: Clock): string {
  const touched = runs.filter((run) => run.from < slot.to && run.to > slot.from);
  const taken = touched.find((run) => run.state !== 'free');
  return `${who}, ${states[taken?.state ?? 'free'].name}, ${times(taken ?? slot, clock)}`;
}

/** "1 h 30 min". */
export function length(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
