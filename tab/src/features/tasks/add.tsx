import type { AddInput, TaskList, Understood } from '@aide/contracts/tasks';
import { Badge, Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { AddRegular, OptionsRegular } from '@fluentui/react-icons';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { dayIn, dayInWords, timeIn } from '../../app/dates.ts';
import { useNotify } from '../../app/notify.tsx';
import { useSession } from '../../app/session.ts';
import { addInputOf } from './add-input.ts';
import type { TaskActs } from './use-tasks.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalS },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  input: { flex: '1 1 12rem', minWidth: 0 },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, minHeight: '20px' },
  more: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
  },
});

/** Milliseconds without a key being pressed. */
const pause = 250;

interface AddProps {
  lists: TaskList[];
  /** Where a task goes that names no list. */
  listId?: string;
  today: string;
  timeZone: string;
  acts: TaskActs;
}

/** One line, read as chat reads it: "send the deck Friday 9am". What was understood stands below, before anything is written. */
export function Add({ lists, listId, today, timeZone, acts }: AddProps) {
  const styles = useStyles();
  const { api, host } = useSession();
  const notify = useNotify();
  const [text, setText] = useState('');
  const [read, setRead] = useState<{ text: string; understood: Understood }>();
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState({ due: '', reminder: '', listId: '' });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text.trim() === '') return setRead(undefined);
    const ending = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setRead({ text, understood: await api.query<Understood>('tasks.understand', { text }, ending.signal) });
      } catch {
        // Only a look ahead: adding it asks again, and tells what is wrong.
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [text, api]);

  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return field.current?.focus();
    setBusy(true);
    try {
      const understood =
        read?.text === text ? read.understood : await api.query<Understood>('tasks.understand', { text });
      const input: AddInput = addInputOf(text, understood, { ...chosen, listId: chosen.listId || listId }, timeZone);
      if (!(await acts.act('tasks.add', input))) return;
      setText('');
      setChosen({ due: '', reminder: '', listId: '' });
    } catch (error) {
      notify.problem(error);
    } finally {
      setBusy(false);
      field.current?.focus();
    }
  };
  const understood = read && text.trim() !== '' ? read.understood : undefined;
  return (
    <form className={styles.form} onSubmit={add} aria-label="Add a task">
      <div className={styles.line}>
        <Input
          ref={field}
          className={styles.input}
          size="large"
          value={text}
          maxLength={1000}
          aria-label="Add a task"
          placeholder="Add a task: send the deck Friday 9am"
          contentBefore={<AddRegular />}
          onChange={(_, { value }) => setText(value)}
        />
        <Button
          size="large"
          icon={<OptionsRegular />}
          aria-label="Due date, reminder and list"
          aria-expanded={more}
          onClick={() => setMore(!more)}
        />
        <Button size="large" type="submit" appearance="primary" disabled={busy}>
          Add
        </Button>
      </div>
      {more ? (
        <div className={styles.more}>
          <Field label="Due">
            <Input type="date" value={chosen.due} onChange={(_, { value }) => setChosen({ ...chosen, due: value })} />
          </Field>
          <Field label="Reminder">
            <Input
              type="datetime-local"
              value={chosen.reminder}
              onChange={(_, { value }) => setChosen({ ...chosen, reminder: value })}
            />
          </Field>
          <Field label="List">
            <Select
              value={chosen.listId || (listId ?? '')}
              onChange={(_, { value }) => setChosen({ ...chosen, listId: value })}
            >
              <option value="">Tasks</option>
              {lists
                .filter(({ kind }) => kind === 'own')
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </Select>
          </Field>
        </div>
      ) : null}
      {understood ? (
        <div className={styles.chips} role="status" aria-label="Understood">
          {chipsOf(understood, today, timeZone, host.locale).map((chip) => (
            <Badge key={chip} appearance="tint" color="brand">
              {chip}
            </Badge>
          ))}
        </div>
      ) : null}
    </form>
  );
}

function chipsOf(read: Understood, today: string, timeZone: string, locale: string): string[] {
  const { title, due, reminder, repeats, list, importance } = read;
  const at = reminder ? Date.parse(reminder) : undefined;
  const ringsOn = at === undefined ? undefined : dayIn(timeZone, at);
  return [
    ...(title ? [title] : []),
    ...(due ? [`Due ${dayInWords(due, today, locale)}`] : []),
    ...(at === undefined || !ringsOn
      ? []
      : [`Reminder ${ringsOn === due ? '' : `${dayInWords(ringsOn, today, locale)} `}${timeIn(timeZone, at, locale)}`]),
    ...(repeats ? [`Repeats ${repeats}`] : []),
    ...(list ? [`List ${list}`] : []),
    ...(importance === 'high' ? ['Important'] : []),
  ];
}
