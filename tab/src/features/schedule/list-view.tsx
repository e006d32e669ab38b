import { Body1, Body1Strong, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { patterned, useBlockStyles } from './block-styles.ts';
import { localClock, type Row } from './rows.ts';
import { type Clock, states, times, upper } from './words.ts';

const useStyles = makeStyles({
  people: { display: 'grid', gap: tokens.spacingVerticalL, listStyle: 'none', margin: 0, padding: 0 },
  stretches: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    listStyle: 'none',
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
  },
  stretch: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  sample: {
    position: 'static',
    display: 'inline-flex',
    justifyContent: 'center',
    width: '24px',
    height: '20px',
    padding: 0,
    flexShrink: 0,
  },
  soft: { color: tokens.colorNeutralForeground2 },
  block: { display: 'block' },
});

/** The same as the grid, in words: for small screens, and for whoever would rather read. */
export function ListView({ rows, clock, now }: { rows: Row[]; clock: Clock; now: number }) {
  const styles = useStyles();
  const blocks = useBlockStyles();
  return (
    <ul className={styles.people} aria-label="Who is busy when">
      {rows.map((row) => {
        const taken = row.runs.filter(({ state }) => state !== 'free');
        return (
          <li key={row.address}>
            <Subtitle2 className={styles.block}>{row.name}</Subtitle2>
            <Caption1 className={mergeClasses(styles.soft, styles.block)}>{about(row, clock, now)}</Caption1>
            {row.unknown ? (
              <Body1>{`Not known: ${row.unknown}.`}</Body1>
            ) : taken.length === 0 ? (
              <Body1>Free all day.</Body1>
            ) : (
              <ul className={styles.stretches}>
                {taken.map((run) => (
                  <li key={run.from} className={styles.stretch}>
                    <span aria-hidden className={mergeClasses(blocks.block, blocks[run.state], styles.sample)}>
                      <span className={patterned.has(run.state) ? blocks.letter : undefined}>
                        {states[run.state].letter}
                      </span>
                    </span>
                    <Body1Strong>{times(run, clock, '–')}</Body1Strong>
                    <Body1>{upper(states[run.state].name)}</Body1>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function about(row: Row, clock: Clock, now: number): string {
  const local = row.kind === 'you' || row.kind === 'room' ? undefined : localClock(row, now, clock);
  return [
    row.detail,
    local ? `${local} there now` : '',
    row.hours && row.kind !== 'room'
      ? row.work.length > 0
        ? `works ${row.work.map((span) => times(span, clock, '–')).join(', ')} by your clock`
        : 'does not work that day'
      : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
