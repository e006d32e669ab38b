import { names } from '@aide/contracts/names';
import type { Slot } from '@aide/contracts/schedule';
import {
  Body1,
  Button,
  Caption1,
  Field,
  Input,
  makeStyles,
  Subtitle1,
  Switch,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { CalendarAddRegular, CalendarArrowRightRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useWrites } from '../../components/writes-context.ts';
import type { Plan } from './plan.ts';
import { checked, emptyRepeat, type RepeatFault, type RepeatForm, refusedAt } from './repeat.ts';
import { RepeatEditor } from './repeat-editor.tsx';
import { type Clock, dateOf, longDay, times } from './words.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS },
  fields: {
    display: 'grid',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  reason: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  slot: Slot;
  plan: Plan;
  clock: Clock;
  done(): void;
  close(): void;
}

/** The time that was chosen, and what the meeting is called. Nothing happens before the server's proposal is confirmed. */
export function Choice({ slot, plan, clock, done, close }: Props) {
  const styles = useStyles();
  const { write } = useWrites();
  const [subject, setSubject] = useState('');
  const [note, setNote] = useState('');
  const [online, setOnline] = useState(true);
  const [repeat, setRepeat] = useState<RepeatForm>();
  const [fault, setFault] = useState<RepeatFault>();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<unknown>();
  const stretch = { from: Date.parse(slot.start), to: Date.parse(slot.end) };
  const { moves } = plan;
  const usual = subjectOf(plan);
  const date = dateOf(stretch.from, clock);

  const go = async () => {
    const series = repeat && checked(repeat, date);
    const wrong = series && 'fault' in series ? series.fault : undefined;
    setFault(wrong);
    if (wrong) return;
    const { start } = slot;
    const end = moves ? new Date(stretch.from + lengthOf(moves)).toISOString() : slot.end;
    setWorking(true);
    setError(undefined);
    try {
      const operation = moves
        ? await write('schedule.reschedule', { eventId: moves.id, start, end }, { confirm: 'Move it', ask: true })
        : await write(
            'schedule.book',
            {
              subject: subject.trim() || usual,
              start,
              end,
              required: plan.required.map(invitee),
              optional: plan.optional.map(invitee),
              ...(slot.room ? { room: slot.room } : {}),
              online,
              ...(series && 'recurrence' in series ? { recurrence: series.recurrence } : {}),
              ...(note.trim() ? { note: note.trim() } : {}),
            },
            { confirm: 'Book it', ask: true },
          );
      if (operation) done();
    } catch (thrown) {
      const refused = refusedAt(thrown);
      setFault(refused);
      if (!refused) setError(thrown);
    } finally {
      setWorking(false);
    }
  };
  return (
    <section className={styles.card} aria-label="Chosen time">
      <div className={styles.head}>
        <Subtitle1 as="h2">{`${longDay(stretch.from, clock)}, ${times(stretch, clock, '–')}`}</Subtitle1>
        <Body1 className={styles.reason}>{slot.reason}</Body1>
      </div>
      {moves ? null : (
        <div className={styles.fields}>
          <Field label="Title">
            <Input value={subject} maxLength={255} placeholder={usual} onChange={(_, { value }) => setSubject(value)} />
          </Field>
          <Field label="Note to everybody">
            <Textarea
              value={note}
              maxLength={4000}
              rows={1}
              resize="vertical"
              onChange={(_, { value }) => setNote(value)}
            />
          </Field>
        </div>
      )}
      {repeat ? (
        <RepeatEditor form={repeat} change={setRepeat} start={date} locale={clock.locale} fault={fault} />
      ) : null}
      {error === undefined ? null : <Problem error={error} retry={go} />}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={working}
          icon={moves ? <CalendarArrowRightRegular /> : <CalendarAddRegular />}
          onClick={go}
        >
          {moves ? 'Move here …' : 'Book …'}
        </Button>
        <Button disabled={working} onClick={close}>
          Choose another time
        </Button>
        {moves ? null : (
          <>
            <Switch label="Teams link" checked={online} onChange={(_, { checked }) => setOnline(checked)} />
            <Switch
              label="Repeats"
              checked={repeat !== undefined}
              onChange={(_, { checked }) => setRepeat(checked ? emptyRepeat(date) : undefined)}
            />
          </>
        )}
        <Caption1 className={styles.reason}>You see who is told before anything is sent.</Caption1>
      </div>
    </section>
  );
}

const lengthOf = ({ start, end }: { start: string; end: string }) => Date.parse(end) - Date.parse(start);
const invitee = ({ address, displayName }: Plan['required'][number]) => ({ address, name: displayName });

/** What it is called unless somebody says otherwise. */
function subjectOf({ required, optional }: Plan): string {
  const people = [...required, ...optional].map((p) => p.displayName);
  return people.length === 0 ? 'Time for myself' : `Meeting with ${names(people)}`.slice(0, 255);
}
