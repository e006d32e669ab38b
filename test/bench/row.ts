/** One line of the table. */
export interface Row {
  what: string;
  /** Of Aide, in `unit`. */
  measured: number;
  unit: string;
  /** What it is compared with, in the same unit. */
  baseline?: number;
  /** How the two compare; what it divides by what is said in `what` or follows from the aim. */
  ratio?: number;
  aim?: Aim;
}

export interface Aim {
  text: string;
  met: boolean;
}

export const atLeast = (value: number, limit: number): Aim => ({ text: `≥ ${limit}`, met: value >= limit });
export const atMost = (value: number, limit: number): Aim => ({ text: `≤ ${limit}`, met: value <= limit });

/** Of what is compared with a baseline: holds on a slow machine as on a fast one. */
export const ratioAtMost = (ratio: number, limit: number): Aim => ({ text: `ratio ≤ ${limit}`, met: ratio <= limit });

/** The middle of some figures: one slow round on a busy machine does not move it. */
export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three significant digits, and all of the whole part. */
const figure = (n: number | undefined): string =>
  n === undefined ? '' : n >= 100 || Number.isInteger(n) ? String(Math.round(n)) : n.toPrecision(3);

/** The table as text, its figures flush right. */
export function tableOf(rows: Row[]): string {
  const cells = [
    ['', 'measured', 'baseline', '', 'ratio', 'aim', 'met'],
    ...rows.map((r) => [
      r.what,
      figure(r.measured),
      figure(r.baseline),
      r.unit,
      r.ratio === undefined ? '' : r.ratio.toFixed(2),
      r.aim?.text ?? '',
      r.aim ? (r.aim.met ? 'yes' : 'no') : '',
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const flushLeft = new Set([0, 3, 5, 6]);
  return cells
    .map((line) =>
      line
        .map((cell, i) => (flushLeft.has(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
