import type { Task, TaskList, TaskRef } from '@aide/contracts/tasks';
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Link,
  makeStyles,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import { WritesProvider } from '../../components/writes.tsx';
import { Attachments } from './attachments.tsx';
import { changeOf, faultOf, formOf, type RepeatChoice, repeatChoices, type TaskForm } from './form.ts';
import { refOf } from './place.ts';
import { Steps } from './steps.tsx';
import type { TaskActs } from './use-tasks.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  pair: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
  },
  field: { minWidth: 0, width: '100%' },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

interface EditorProps {
  open: TaskRef;
  lists: TaskList[];
  acts: TaskActs;
  close(): void;
  remove(task: Task): void;
}

/** A task with everything in it. */
export default function Editor({ open, lists, acts, close, remove }: EditorProps) {
  const { api } = useSession();
  const key = `${open.listId} ${open.taskId}`;
  const { value, error, reload } = useLoad(key, (signal) =>
    api.query<{ task: Task; timeZone: string }>('tasks.get', refOf(open), signal),
  );
  return (
    <Dialog open onOpenChange={(_, { open: stays }) => stays || close()}>
      <DialogSurface aria-label="Task">
        {value ? (
          <Form key={key} {...value} lists={lists} acts={acts} close={close} remove={remove} reread={reload} />
        ) : (
          <DialogBody>
            <DialogTitle>Task</DialogTitle>
            <DialogContent>
              {error === undefined ? <Starting /> : <Problem error={error} retry={reload} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>Close</Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

interface FormProps extends Omit<EditorProps, 'open'> {
  task: Task;
  timeZone: string;
  reread(): void;
}

function Form({ task, timeZone, lists, acts, close, remove, reread }: FormProps) {
  const styles = useStyles();
  const { host } = useSession();
  const [form, setForm] = useState<TaskForm>(() => formOf(task, timeZone));
  const [fault, setFault] = useState<ReturnType<typeof faultOf>>();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<TaskForm>) => setForm((before) => ({ ...before, ...part }));
  const flagged = lists.find(({ id }) => id === task.listId)?.kind === 'flagged';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultOf(form);
    setFault(wrong);
    if (wrong) return;
    setBusy(true);
    const changes = changeOf(task, form, timeZone);
    const moves = form.listId !== task.listId;
    const changed = !changes || (await acts.act('tasks.update', { ...refOf(task), ...changes }));
    const moved = !changed || !moves || (await acts.act('tasks.move', { ...refOf(task), toListId: form.listId }));
    setBusy(false);
    // What could not be saved stays in the form: nothing that was typed is lost.
    if (changed && moved) close();
  };
  return (
    <form onSubmit={save} noValidate>
      <DialogBody>
        <DialogTitle>Edit task</DialogTitle>
        <DialogContent className={styles.content}>
          <Field label="Title" required validationMessage={fault?.field === 'title' ? fault.text : undefined}>
            <Input
              className={styles.field}
              value={form.title}
              maxLength={255}
              onChange={(_, { value }) => change({ title: value })}
            />
          </Field>
          <div className={styles.pair}>
            <Field label="Due" validationMessage={fault?.field === 'due' ? fault.text : undefined}>
              <Input
                className={styles.field}
                type="date"
                value={form.due}
                onChange={(_, { value }) => change({ due: value })}
              />
            </Field>
            <Field label="Reminder">
              <Input
                className={styles.field}
                type="datetime-local"
                value={form.reminder}
                onChange={(_, { value }) => change({ reminder: value })}
              />
            </Field>
            <Field label="Repeat">
              <Select value={form.repeat} onChange={(_, { value }) => change({ repeat: value as RepeatChoice })}>
                {task.repeats ? <option value="keep">{`As now: ${task.repeats}`}</option> : null}
                {Object.entries(repeatChoices).map(([choice, words]) => (
                  <option key={choice} value={choice}>
                    {words}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="List">
              <Select disabled={flagged} value={form.listId} onChange={(_, { value }) => change({ listId: value })}>
                {lists
                  .filter(({ kind, id }) => kind !== 'flagged' || id === task.listId)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </Select>
            </Field>
          </div>
          <Checkbox
            label="Important"
            checked={form.importance === 'high'}
            onChange={(_, { checked }) => change({ importance: checked === true ? 'high' : 'normal' })}
          />
          <Steps task={task} act={acts.act} changed={reread} />
          <WritesProvider>
            <Attachments task={task} changed={reread} />
          </WritesProvider>
          <Field label="Note">
            <Textarea
              rows={4}
              value={form.note}
              maxLength={50_000}
              resize="vertical"
              onChange={(_, { value }) => change({ note: value })}
            />
          </Field>
          {task.links.length > 0 ? (
            <div className={styles.links}>
              {task.links.map(({ title, url }) => (
                <Link key={url} as="button" type="button" onClick={() => host.openLink(url)}>
                  From: {title}
                </Link>
              ))}
            </div>
          ) : null}
        </DialogContent>
        <DialogActions fluid>
          <Button
            onClick={() => {
              close();
              remove(task);
            }}
          >
            Delete
          </Button>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" appearance="primary" disabled={busy}>
            Save
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
