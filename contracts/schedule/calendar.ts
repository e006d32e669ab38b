import { type Bits, emptyBits, setBit, setStretch } from './bits.ts';
import { type GraphWorkingHours, type WorkingHours, workingHours } from './hours.ts';
import type { NamedZones } from './zones.ts';

/** What is known of somebody's time, cell by cell. */
export interface Calendar {
  /** Busy, out of office, or not known. */
  busy: Bits;
  tentative: Bits;
  hours?: WorkingHours;
  /** It is that of a group: busy when anybody in it is. */
  group?: boolean;
  /** Why nothing of it could be read. */
  unknown?: string;
}

/** Somebody's free/busy times as they travel: one digit of getSchedule's availabilityView for each cell. */
export interface Schedule {
  address: string;
  view: string;
  hours?: GraphWorkingHours;
  group?: boolean;
  unknown?: string;
}

/**
 * availabilityView: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere, which can be met. Whatever else stands
 * there, or does not, is not known to be free. https://learn.microsoft.com/graph/api/resources/scheduleinformation
 */
export function calendarOf(schedule: Omit<Schedule, 'address'>, cells: number, named: NamedZones): Calendar {
  const busy = emptyBits(cells);
  const tentative = emptyBits(cells);
  const { view, unknown, group } = schedule;
  if (unknown) return { busy: setStretch(busy, 0, cells), tentative, unknown };
  for (let cell = 0; cell < cells; cell++) {
    const digit = view[cell];
    if (digit === '1') setBit(tentative, cell);
    else if (digit !== '0' && digit !== '4') setBit(busy, cell);
  }
  const hours = workingHours(schedule.hours, named);
  return { busy, tentative, ...(hours ? { hours } : {}), ...(group ? { group } : {}) };
}
