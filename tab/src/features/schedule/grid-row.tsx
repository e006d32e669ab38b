// biome-ignore-all lint/a11y/useSemanticElements: a table cannot lay out a day to scale; this is the grid pattern of ARIA
// biome-ignore-all lint/a11y/useFocusableInteractive: of a grid one cell at a time can be focused, rows and headers cannot
// https://www.w3.org/WAI/ARIA/apg/patterns/grid/
import { Body1Strong, Caption1, mergeClasses } from '@fluentui/react-components';
import { memo } from 'react';
import { Blocks, placed } from './blocks.tsx';
import type { Day, Stretch } from './geometry.ts';
import { useGridStyles } from './grid-styles.ts';
import { localClock, type Row } from './rows.ts';
import { type Clock, slotName } from './words.ts';

interface Props {
  row: Row;
  index: number;
  day: Day;
  slots: Stretch[];
  width: number;
  clock: Clock;
  /** The slot that Tab comes to, when it is in this row. */
  entry: number | undefined;
  chosen: Stretch | undefined;
  /** Milliseconds since 1970; times before it cannot be chosen. */
  now: number;
}

/** A person or room and their day: what is seen lies below, cells with names above it. */
export const GridRow = memo(function GridRow({ row, index, day, slots, width, clock, entry, chosen, now }: Props) {
  const styles = useGridStyles();
  const local = row.kind === 'room' ? undefined : localClock(row, now, clock);
  const about = [row.detail, local && row.kind !== 'you' ? `${local} there now` : '', row.unknown ? 'not known' : '']
    .filter(Boolean)
    .join(' · ');
  return (
    <div role="row" className={styles.row}>
      <div role="rowheader" className={styles.name} title={row.unknown ?? row.name}>
        <Body1Strong className={styles.line}>{row.name}</Body1Strong>
        <Caption1 className={styles.line}>{about}</Caption1>
      </div>
      <div role="none" className={styles.lane} style={{ width }}>
        {(row.work.length > 0 ? row.work : row.hours ? [] : [day]).map((span) => (
          <span key={span.from} aria-hidden className={styles.work} style={placed(span, day)} />
        ))}
        <span aria-hidden className={styles.lines} />
        <Blocks runs={row.runs} within={day} />
        {slots.map((slot, i) => (
          <div
            key={slot.from}
            role="gridcell"
            tabIndex={entry === i ? 0 : -1}
            data-row={index}
            data-slot={i}
            aria-label={slotName(row.name, slot, row.runs, clock)}
            aria-selected={chosen !== undefined && slot.from < chosen.to && slot.to > chosen.from}
            className={mergeClasses(styles.cell, slot.from < now && styles.past)}
          />
        ))}
      </div>
    </div>
  );
});
