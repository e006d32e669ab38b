import type { Task } from '@aide/contracts/tasks';
import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useState } from 'react';
import type { Act } from '../../app/use-act.ts';
import { refOf } from './place.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  step: { display: 'flex', alignItems: 'center', minWidth: 0 },
  label: { flexGrow: 1, minWidth: 0 },
  add: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  input: { flex: '1 1 8rem', minWidth: 0 },
});

/** The steps of a task; each is written at once. */
export function Steps({ task, act, changed }: { task: Task; act: Act; changed(): void }) {
  const styles = useStyles();
  const [title, setTitle] = useState('');
  const steps = task.steps ?? [];
  const check = async (change: object) => {
    const done = await act('tasks.check', { ...refOf(task), ...change }, { quiet: true });
    changed();
    return done !== undefined;
  };
  const add = async () => {
    const wanted = title.trim();
    if (wanted !== '' && (await check({ change: 'add', title: wanted }))) setTitle('');
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Not the form's: that would save and close it.
    event.preventDefault();
    void add();
  };
  return (
    <div>
      {steps.length > 0 ? (
        <ul className={styles.list} aria-label="Steps">
          {steps.map(({ id, title: name, done }) => (
            <li key={id} className={styles.step}>
              <Checkbox
                className={styles.label}
                label={name}
                checked={done}
                onChange={() => check({ change: done ? 'uncheck' : 'check', stepId: id })}
              />
              <Button
                appearance="subtle"
                size="small"
                icon={<DismissRegular />}
                aria-label={`Remove the step ${name}`}
                onClick={() => check({ change: 'remove', stepId: id })}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <Field label="Next step">
        <div className={styles.add}>
          <Input
            className={styles.input}
            aria-label="Next step"
            value={title}
            maxLength={255}
            onChange={(_, { value }) => setTitle(value)}
            onKeyDown={enter}
          />
          <Button onClick={add}>Add step</Button>
        </div>
      </Field>
    </div>
  );
}
