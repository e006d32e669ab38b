import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { offHours, patterned, useBlockStyles } from './block-styles.ts';
import type { State } from './geometry.ts';
import { states, upper } from './words.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  sample: {
    position: 'static',
    display: 'inline-flex',
    justifyContent: 'center',
    width: '24px',
    height: '20px',
    padding: 0,
  },
  off: {
    width: '24px',
    height: '20px',
    ...offHours,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    boxSizing: 'border-box',
  },
});

const shown: State[] = ['busy', 'tentative', 'oof', 'workingElsewhere', 'unknown'];

export function Legend() {
  const styles = useStyles();
  const blocks = useBlockStyles();
  return (
    <ul className={styles.list} aria-label="What the patterns mean">
      {shown.map((state) => (
        <li key={state} className={styles.item}>
          <span aria-hidden className={mergeClasses(blocks.block, blocks[state], styles.sample)}>
            <span className={patterned.has(state) ? blocks.letter : undefined}>{states[state].letter}</span>
          </span>
          {upper(states[state].name)}
        </li>
      ))}
      <li className={styles.item}>
        <span aria-hidden className={styles.off} />
        Outside working hours
      </li>
    </ul>
  );
}
