/** What a time is judged by. Lower is better everywhere. */
export interface Judged {
  /** Milliseconds since 1970. */
  start: number;
  /** Required people who are busy, out of office or not known. */
  requiredBusy: number;
  /** Required people who have something tentative. */
  requiredTentative: number;
  /** true: a room is wanted and none is free. */
  noRoom: boolean;
  optionalBusy: number;
  /** People for whom it is outside their working hours. */
  outside: number;
  /** The worst awkwardness for anybody, 0 to 3. */
  awkward: number;
  /** Milliseconds from the instant that was asked for; 0 when none was. */
  distance: number;
}

const criteria: ((slot: Judged) => number)[] = [
  (s) => s.requiredBusy,
  (s) => s.requiredTentative,
  (s) => Number(s.noRoom),
  (s) => s.optionalBusy,
  (s) => s.outside,
  (s) => s.distance,
  (s) => s.awkward,
  (s) => s.start,
];

/** Best first. */
export function compare(a: Judged, b: Judged): number {
  for (const criterion of criteria) {
    const difference = criterion(a) - criterion(b);
    if (difference !== 0) return difference;
  }
  return 0;
}

const hour = 3_600_000;
const night = 3;
/** So many choices that none of them need overlap another. */
const enough = 3;

/**
 * The `top` best, best first, but distinct: five times the same hour a quarter of an hour apart are no choice. First come times
 * two hours apart, then those that do not overlap; overlapping ones only when there are fewer than three. At night for somebody only if there is nothing else.
 * @param length of the meeting, milliseconds
 */
export function pick<T extends Judged>(slots: T[], top: number, length: number): T[] {
  const awake = slots.filter((slot) => slot.awkward < night);
  const sorted = (awake.length > 0 ? awake : [...slots]).sort(compare);
  const picked: T[] = [];
  for (const apart of [Math.max(2 * hour, length), length, 1]) {
    if (apart === 1 && picked.length >= enough) break;
    for (const slot of sorted) {
      if (picked.length === top) break;
      if (picked.every((other) => Math.abs(other.start - slot.start) >= apart)) picked.push(slot);
    }
  }
  return picked.sort(compare);
}
