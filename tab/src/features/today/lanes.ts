/** A stretch of a day, in minutes since midnight; half-open. */
export interface Stretch {
  start: number;
  end: number;
}

/** Where something stands among those that overlap with it: which column, of how many. */
export interface Lane {
  column: number;
  columns: number;
}

/**
 * Side by side what overlaps: each takes the first column that is free, and all of one cluster are equally wide.
 * @param stretches in the order of their start
 */
export function lanesOf(stretches: Stretch[]): Lane[] {
  const lanes: Lane[] = [];
  let cluster: number[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  let ends: number[] = [];
  const close = () => {
    for (const i of cluster) lanes[i]!.columns = ends.length;
  };
  stretches.forEach(({ start, end }, i) => {
    if (start >= clusterEnd) {
      close();
      cluster = [];
      ends = [];
    }
    const free = ends.findIndex((before) => before <= start);
    const column = free === -1 ? ends.length : free;
    ends[column] = end;
    lanes.push({ column, columns: 1 });
    cluster.push(i);
    clusterEnd = Math.max(clusterEnd, end);
  });
  close();
  return lanes;
}

/** The full hours that are shown: those of work, and whatever lies before and after. */
export function hoursOf(stretches: Stretch[], now?: number): { first: number; last: number } {
  const starts = stretches.map(({ start }) => Math.floor(start / 60));
  const ends = stretches.map(({ end }) => Math.ceil(end / 60));
  const here = now === undefined ? [] : [Math.min(23, Math.floor(now / 60))];
  return { first: Math.min(9, ...starts, ...here), last: Math.max(17, ...ends, ...here.map((h) => h + 1)) };
}
