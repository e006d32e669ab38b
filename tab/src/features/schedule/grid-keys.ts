/** A cell of the grid: which row, and which slot of the day. */
export interface CellPlace {
  row: number;
  slot: number;
}

const moves: Record<string, (at: CellPlace, last: CellPlace) => CellPlace> = {
  ArrowLeft: ({ row, slot }) => ({ row, slot: slot - 1 }),
  ArrowRight: ({ row, slot }) => ({ row, slot: slot + 1 }),
  ArrowUp: ({ row, slot }) => ({ row: row - 1, slot }),
  ArrowDown: ({ row, slot }) => ({ row: row + 1, slot }),
  Home: ({ row }) => ({ row, slot: 0 }),
  End: ({ row }, last) => ({ row, slot: last.slot }),
  PageUp: ({ slot }) => ({ row: 0, slot }),
  PageDown: ({ slot }, last) => ({ row: last.row, slot }),
};

/** Where a key leads from a cell, at the edges nowhere; undefined when it is none of the grid's. */
export function moved(key: string, at: CellPlace, last: CellPlace): CellPlace | undefined {
  const to = moves[key]?.(at, last);
  return to && { row: clamp(to.row, last.row), slot: clamp(to.slot, last.slot) };
}

const clamp = (value: number, max: number) => Math.min(max, Math.max(0, value));
