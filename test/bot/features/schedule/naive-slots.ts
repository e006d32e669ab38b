import { hasBit } from '@aide/contracts/schedule/bits';
import type { Compromise, SlotSearch } from '@aide/contracts/schedule/slots';

/**
 * The search as one would write it down: every start, every person, every cell. What the fast one must equal, and what the
 * bench measures it against.
 */
export function naiveSlots(search: SlotSearch): Compromise[] {
  const found: Compromise[] = [];
  for (let cell = 0; cell < search.cells; cell++) {
    if (!hasBit(search.starts, cell)) continue;
    if (cell - search.buffer < 0 || cell + search.length + search.buffer > search.cells) continue;
    let allowed = true;
    for (let c = cell; c < cell + search.length; c++) if (!hasBit(search.allowed, c)) allowed = false;
    if (!allowed) continue;
    let requiredBusy = 0;
    for (const calendar of search.required) {
      let busy = false;
      for (let c = cell - search.buffer; c < cell + search.length + search.buffer; c++) busy ||= hasBit(calendar, c);
      if (busy) requiredBusy++;
    }
    let optionalBusy = 0;
    for (const calendar of search.optional) {
      let busy = false;
      for (let c = cell; c < cell + search.length; c++) busy ||= hasBit(calendar, c);
      if (busy) optionalBusy++;
    }
    let room: number | undefined;
    search.rooms.forEach((calendar, i) => {
      let free = true;
      for (let c = cell; c < cell + search.length; c++) free &&= !hasBit(calendar, c);
      if (free) room ??= i;
    });
    found.push({ cell, requiredBusy, optionalBusy, ...(room === undefined ? {} : { room }) });
  }
  return found;
}
