import { Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { offHours } from './block-styles.ts';
import { Blocks, placed } from './blocks.tsx';
import { type Day, freeMinutes, type Stretch } from './geometry.ts';
import type { Known } from './known.ts';
import { rowOf, type Who } from './rows.ts';
import { type Clock, length, shortDay } from './words.ts';

const useStyles = makeStyles({
  scroll: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: { borderCollapse: 'collapse', width: '100%' },
  cell: {
    padding: tokens.spacingHorizontalXS,
    minWidth: '92px',
    textAlign: 'start',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: 'start',
    width: '160px',
    minWidth: '120px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  lane: { position: 'relative', display: 'block', height: '22px', ...offHours },
  work: { position: 'absolute', insetBlock: 0, backgroundColor: tokens.colorNeutralBackground1 },
  chosen: {
    position: 'absolute',
    insetBlock: 0,
    boxSizing: 'border-box',
    minWidth: '4px',
    border: `2px solid ${tokens.colorNeutralForeground1}`,
  },
  free: { color: tokens.colorNeutralForeground2 },
  block: { display: 'block' },
});

interface Props {
  days: Day[];
  people: Who[];
  known: Known;
  clock: Clock;
  chosen: Stretch | undefined;
  open(day: Day): void;
}

/** A range of days at a glance: for each person and day what is taken of the waking hours, and how much is free while they work. */
export function WeekTable({ days, people, known, clock, chosen, open }: Props) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="The days at a glance">
      <table className={styles.table}>
        <thead>
          <tr>
            <td className={styles.name} />
            {days.map((day) => (
              <th key={day.date} scope="col" className={styles.cell}>
                <Button size="small" appearance="subtle" onClick={() => open(day)}>
                  {shortDay(day.from, clock)}
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((who) => (
            <tr key={who.address}>
              <th scope="row" className={styles.name}>
                <Body1Strong className={styles.block}>{who.name}</Body1Strong>
                <Caption1 className={styles.free}>{who.detail}</Caption1>
              </th>
              {days.map((day) => {
                const row = rowOf(who, known, day);
                const seen = waking(day);
                return (
                  <td key={day.date} className={styles.cell}>
                    <span aria-hidden className={styles.lane}>
                      {(who.hours ? row.work : [seen]).map((span) => (
                        <span key={span.from} className={styles.work} style={placed(span, seen)} />
                      ))}
                      <Blocks runs={row.runs} within={seen} small />
                      {chosen && chosen.from >= seen.from && chosen.to <= seen.to ? (
                        <span className={styles.chosen} style={placed(chosen, seen)} />
                      ) : null}
                    </span>
                    <Caption1 className={styles.free}>
                      {summary(who, freeMinutes(row.runs, row.work), row.work)}
                    </Caption1>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** From 6 to 22 by the person's own clock, near enough: what lies in the night is seen in the day. */
function waking({ from, to }: Day): Stretch {
  const hour = 3_600_000;
  return { from: from + 6 * hour, to: to - 2 * hour };
}

function summary(who: Who, free: number, work: Stretch[]): string {
  if (who.unknown) return 'not known';
  if (who.hours && work.length === 0) return 'off';
  if (!who.hours) return '';
  return free === 0 ? 'nothing free' : `${length(free)} free`;
}
