import type { TimeWindow } from '../schedule.ts';
import type { Grid } from './slots.ts';

const minute = 60_000;
const quarter = 15 * minute;
/** getSchedule takes no longer stretch. https://learn.microsoft.com/graph/api/calendar-getschedule */
export const longestWindow = 62 * 86_400_000;

export interface Frame {
  grid: Grid;
  /** Milliseconds since 1970: from then until then a meeting may be. */
  from: number;
  end: number;
  /** Cells. */
  length: number;
  buffer: number;
}

export interface FrameWish {
  window: TimeWindow;
  durationMinutes: number;
  bufferMinutes: number;
  minimumNoticeMinutes: number;
  wish?: string;
}

/** Why there is nothing to look through. */
export interface Refusal {
  userMessage: string;
  remedy: string;
}

/** The part of the window that is still ahead, as a grid that also holds the buffers. */
export function searchFrame(wanted: FrameWish, now: number): Frame | { refused: Refusal } {
  const { durationMinutes: duration, bufferMinutes: buffer, wish } = wanted;
  const end = Date.parse(wanted.window.end);
  if (end <= now)
    return { refused: { userMessage: 'That time is in the past.', remedy: 'Ask for a time from now on.' } };
  const from = Math.max(Date.parse(wanted.window.start), now + wanted.minimumNoticeMinutes * minute);
  if (end - from < duration * minute)
    return {
      refused: {
        userMessage: `There are no ${duration} minutes left in that window.`,
        remedy: 'Ask for a shorter meeting, a longer window, or less notice.',
      },
    };
  const quarterly =
    duration % 15 === 0 && buffer % 15 === 0 && (wish === undefined || Date.parse(wish) % quarter === 0);
  const interval = quarterly ? 15 : 5;
  const step = interval * minute;
  const start = Math.floor((from - buffer * minute) / step) * step;
  const last = Math.min(Math.ceil((end + buffer * minute) / step) * step, start + longestWindow - step);
  const grid: Grid = { start, interval, cells: (last - start) / step };
  return { grid, from, end, length: Math.ceil(duration / interval), buffer: Math.ceil(buffer / interval) };
}
