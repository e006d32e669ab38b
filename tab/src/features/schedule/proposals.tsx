import type { Slot } from '@aide/contracts/schedule';
import { Body1, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { type Clock, shortDay, times } from './words.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(15rem, 100%), 1fr))',
  },
  item: { display: 'grid' },
  choice: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: tokens.spacingHorizontalM,
    textAlign: 'start',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
    outlineOffset: '-2px',
  },
  number: {
    minWidth: '20px',
    height: '20px',
    lineHeight: '20px',
    textAlign: 'center',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightBold,
    backgroundColor: tokens.colorNeutralForeground2,
    color: tokens.colorNeutralBackground1,
  },
  numberChosen: { backgroundColor: tokens.colorCompoundBrandStroke, color: tokens.colorNeutralForegroundInverted },
  text: { display: 'grid', minWidth: 0 },
});

interface Props {
  slots: Slot[];
  clock: Clock;
  chosen: number | undefined;
  /** @param start of the one that is looked at, milliseconds since 1970 */
  look(start: number | undefined): void;
  choose(start: number): void;
}

/** The best times with their reasons; what is looked at is shown in the grid, what is pressed is chosen. */
export function Proposals({ slots, clock, chosen, look, choose }: Props) {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label="Proposed times, best first">
      {slots.map((slot, i) => {
        const stretch = { from: Date.parse(slot.start), to: Date.parse(slot.end) };
        const is = stretch.from === chosen;
        return (
          <li key={slot.start} className={styles.item}>
            <button
              type="button"
              aria-pressed={is}
              className={mergeClasses(styles.choice, is && styles.chosen)}
              onClick={() => choose(stretch.from)}
              onPointerEnter={() => look(stretch.from)}
              onPointerLeave={() => look(undefined)}
              onFocus={() => look(stretch.from)}
              onBlur={() => look(undefined)}
            >
              <span aria-hidden className={mergeClasses(styles.number, is && styles.numberChosen)}>
                {i + 1}
              </span>
              <span className={styles.text}>
                <Subtitle2>{times(stretch, clock, '–')}</Subtitle2>
                <Body1>{shortDay(stretch.from, clock)}</Body1>
                <Caption1>{slot.reason}</Caption1>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
