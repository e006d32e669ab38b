import { mergeClasses } from '@fluentui/react-components';
import { patterned, useBlockStyles } from './block-styles.ts';
import { type Busy, fraction, type Stretch } from './geometry.ts';
import { states } from './words.ts';

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

/** Where a stretch lies within another one, as CSS. */
export const placed = (stretch: Stretch, within: Stretch) => {
  const from = fraction(within, stretch.from);
  return { left: percent(from), width: percent(fraction(within, stretch.to) - from) };
};

/** What is taken of a stretch of time. For the eye only: the cells have names. */
export function Blocks({ runs, within, small = false }: { runs: Busy[]; within: Stretch; small?: boolean }) {
  const styles = useBlockStyles();
  return runs
    .filter(({ state, from, to }) => state !== 'free' && from < within.to && to > within.from)
    .map((run) => (
      <span
        key={run.from}
        aria-hidden
        className={mergeClasses(styles.block, styles[run.state], small && styles.small)}
        style={placed(run, within)}
      >
        {small ? null : (
          <span className={patterned.has(run.state) ? styles.letter : undefined}>{states[run.state].letter}</span>
        )}
      </span>
    ));
}
