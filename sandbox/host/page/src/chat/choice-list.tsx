import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

export interface Choice {
  key: string;
  title: string;
  description: string;
  value: string;
}

const useStyles = makeStyles({
  list: {
    position: 'absolute',
    bottom: 'calc(100% + 4px)',
    left: 0,
    zIndex: 5,
    boxSizing: 'border-box',
    width: 'min(420px, 100%)',
    maxHeight: '320px',
    overflowY: 'auto',
    padding: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow16,
  },
  choice: {
    padding: '6px 10px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
  title: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  description: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface Props {
  id: string;
  label: string;
  choices: Choice[];
  /** Which one the arrow keys are at; -1 = none. */
  active: number;
  onChoose(choice: Choice): void;
}

/** A list above the compose box, whose keys the compose box handles: the focus stays there. */
export function ChoiceList({ id, label, choices, active, onChoose }: Props) {
  const styles = useStyles();
  return (
    <div id={id} role="listbox" aria-label={label} className={styles.list}>
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the compose box, which keeps the focus
        // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of the compose box points here
        <div
          key={choice.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={mergeClasses(styles.choice, index === active && styles.active)}
          // A press must not take the focus from the compose box, or the list would be gone before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          <span className={styles.title}>{choice.title}</span>
          {choice.description && <span className={styles.description}>{choice.description}</span>}
        </div>
      ))}
    </div>
  );
}
