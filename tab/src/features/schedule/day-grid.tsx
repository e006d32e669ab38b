// biome-ignore-all lint/a11y/useSemanticElements: a table cannot lay out a day to scale; this is the grid pattern of ARIA
// biome-ignore-all lint/a11y/useFocusableInteractive: of a grid one cell at a time can be focused, rows and headers cannot
// https://www.w3.org/WAI/ARIA/apg/patterns/grid/
import { mergeClasses } from '@fluentui/react-components';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { placed } from './blocks.tsx';
import { type Day, fraction, hoursOf, type Stretch, slotsOf } from './geometry.ts';
import { type CellPlace, moved } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import { hourWidth, useGridStyles } from './grid-styles.ts';
import type { Row } from './rows.ts';
import { type Clock, longDay } from './words.ts';

/** Minutes of a cell. */
const slotMinutes = 30;
const hour = 3_600_000;

interface Props {
  day: Day;
  rows: Row[];
  clock: Clock;
  /** Milliseconds since 1970. */
  now: number;
  /** Proposals by their number. */
  marks: { number: number; from: number }[];
  chosen: Stretch | undefined;
  looked: Stretch | undefined;
  look(start: number | undefined): void;
  choose(start: number): void;
}

/** Everybody in rows, the day across. Arrow keys go by slot and by row, Enter chooses. */
export function DayGrid({ day, rows, clock, now, marks, chosen, looked, look, choose }: Props) {
  const styles = useGridStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const width = ((day.to - day.from) / hour) * hourWidth;
  const slots = useMemo(
    () => slotsOf(day, slotMinutes).map((from) => ({ from, to: Math.min(from + slotMinutes * 60_000, day.to) })),
    [day],
  );
  const hours = useMemo(() => hoursOf(day, clock), [day, clock]);
  const begin = firstLook(day, rows, now);
  const [entry, setEntry] = useState<CellPlace>(() => ({ row: 0, slot: slotAt(slots, begin) }));

  // The day opens where work begins; a time that is chosen or looked at comes into sight.
  const shown = looked?.from ?? chosen?.from;
  useEffect(() => {
    const box = scroll.current;
    if (box) box.scrollLeft = fraction(day, begin) * width - hourWidth / 2;
  }, [day, begin, width]);
  useEffect(() => {
    const box = scroll.current;
    if (!box || shown === undefined || shown < day.from || shown >= day.to) return;
    const at = fraction(day, shown) * width;
    const seen = box.clientWidth - 2 * hourWidth - 176;
    if (at < box.scrollLeft || at > box.scrollLeft + seen) box.scrollLeft = at - seen / 3;
  }, [day, shown, width]);

  const last = { row: rows.length - 1, slot: slots.length - 1 };
  const at = { row: Math.min(entry.row, last.row), slot: Math.min(entry.slot, last.slot) };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = placeOf(event.target);
    if (!from) return;
    if (event.key === 'Enter' || event.key === ' ') choose(slots[from.slot]?.from ?? day.from);
    else {
      const to = moved(event.key, from, last);
      if (!to) return;
      setEntry(to);
      cellAt(event.currentTarget, to)?.focus();
    }
    event.preventDefault();
  };
  const slotOf = (event: PointerEvent | { target: EventTarget }) => slots[placeOf(event.target)?.slot ?? -1]?.from;
  return (
    <div ref={scroll} className={styles.scroll}>
      <div
        role="grid"
        aria-label={`Free and busy on ${longDay(day.from, clock)}`}
        className={styles.grid}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const start = slotOf(event);
          if (start === undefined) return;
          setEntry(placeOf(event.target) ?? at);
          choose(start);
        }}
        onPointerOver={(event) => look(slotOf(event))}
        onPointerLeave={() => look(undefined)}
      >
        <div role="row" className={styles.row}>
          <div role="columnheader" className={styles.name}>
            {longDay(day.from, clock)}
          </div>
          <div aria-hidden className={styles.headLane} style={{ width }}>
            {hours.map(({ at, label }) => (
              <span key={at} className={styles.hour} style={{ left: placed({ from: at, to: at }, day).left }}>
                {label}
              </span>
            ))}
          </div>
        </div>
        {rows.map((row, index) => (
          <GridRow
            key={row.address}
            row={row}
            index={index}
            day={day}
            slots={slots}
            width={width}
            clock={clock}
            entry={at.row === index ? at.slot : undefined}
            chosen={chosen}
            now={now}
          />
        ))}
        <div aria-hidden className={styles.overlay}>
          {now > day.from && now < day.to ? (
            <span className={styles.now} style={{ left: placed({ from: now, to: now }, day).left }} />
          ) : null}
          {marks
            .filter(({ from }) => from >= day.from && from < day.to)
            .map(({ number, from }) => (
              <span
                key={from}
                className={mergeClasses(styles.mark, from === chosen?.from && styles.markChosen)}
                style={{ left: placed({ from, to: from }, day).left }}
              >
                {number}
              </span>
            ))}
          {looked && inDay(looked, day) ? <span className={styles.looked} style={placed(looked, day)} /> : null}
          {chosen && inDay(chosen, day) ? <span className={styles.chosen} style={placed(chosen, day)} /> : null}
        </div>
      </div>
    </div>
  );
}

const inDay = (stretch: Stretch, day: Day) => stretch.from >= day.from && stretch.from < day.to;

/** When the person begins to work, but today not what is over. */
function firstLook(day: Day, rows: Row[], now: number): number {
  const first = rows.find((row) => row.kind === 'you')?.work[0]?.from ?? day.from + 8 * hour;
  return now > day.from && now < day.to ? Math.max(first, now - hour) : first;
}

const slotAt = (slots: Stretch[], instant: number) =>
  Math.max(
    0,
    slots.findIndex((slot) => slot.to > instant),
  );

function placeOf(target: EventTarget): CellPlace | undefined {
  const { row, slot } = target instanceof HTMLElement ? target.dataset : {};
  return row === undefined || slot === undefined ? undefined : { row: Number(row), slot: Number(slot) };
}

const cellAt = (grid: HTMLElement, { row, slot }: CellPlace) =>
  grid.querySelector<HTMLElement>(`[data-row="${row}"][data-slot="${slot}"]`);
