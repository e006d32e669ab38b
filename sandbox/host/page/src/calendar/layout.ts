/** Something with a beginning and an end, in minutes of its day. */
export interface Span {
  from: number;
  to: number;
}

/** Where it is drawn: column `column` of `columns`, `wide` columns wide. */
export interface Placed<T> {
  item: T;
  column: number;
  columns: number;
  wide: number;
}

/**
 * Puts what overlaps side by side: each item in the first column that is free, widened over the columns to its right
 * that stay empty beside it. No two items that overlap share a column.
 */
export function sideBySide<T extends Span>(items: T[]): Placed<T>[] {
  const sorted = [...items].sort((a, b) => a.from - b.from || b.to - a.to);
  const placed: Placed<T>[] = [];
  let cluster: Placed<T>[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  const finish = () => {
    const columns = Math.max(0, ...cluster.map((p) => p.column + 1));
    for (const p of cluster) {
      const right = cluster.filter((q) => q.column > p.column && overlap(p.item, q.item)).map((q) => q.column);
      p.columns = columns;
      p.wide = Math.min(columns, ...right) - p.column;
    }
    placed.push(...cluster);
    cluster = [];
  };
  for (const item of sorted) {
    if (item.from >= clusterEnd) finish();
    const taken = new Set(cluster.filter((p) => overlap(p.item, item)).map((p) => p.column));
    let column = 0;
    while (taken.has(column)) column++;
    cluster.push({ item, column, columns: 1, wide: 1 });
    clusterEnd = Math.max(clusterEnd, item.to);
  }
  finish();
  return placed;
}

const overlap = (a: Span, b: Span) => a.from < b.to && b.from < a.to;
