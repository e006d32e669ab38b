import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  group: { display: 'grid', minWidth: 0, margin: 0, padding: 0, border: 'none' },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, display: 'block' },
});

/** Fields that belong together, with what they are about. */
export function Group({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend is not laid out like the other labels
    <div role="group" aria-labelledby={id} className={styles.group}>
      <Text id={id}>{label}</Text>
      {children}
    </div>
  );
}

interface Choice {
  id: string;
  label: string;
  note?: string;
  disabled?: boolean;
}

/** Any number of things, chosen by ticking them. */
export function Choices(props: { label: string; all: Choice[]; chosen: string[]; onChange(ids: string[]): void }) {
  const styles = useStyles();
  const { label, all, chosen, onChange } = props;
  return (
    <Group label={label}>
      {all.map(({ id, label: name, note, disabled }) => (
        <Checkbox
          key={id}
          checked={chosen.includes(id)}
          disabled={disabled}
          label={
            <>
              {name}
              {note ? <span className={styles.note}>{note}</span> : null}
            </>
          }
          onChange={(_, { checked }) =>
            onChange(all.map((c) => c.id).filter((c) => (c === id ? checked : chosen.includes(c))))
          }
        />
      ))}
    </Group>
  );
}
