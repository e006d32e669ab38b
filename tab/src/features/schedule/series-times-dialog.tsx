import type { Meeting } from '@aide/contracts/schedule';
import { weekdays } from '@aide/contracts/schedule/recurrence';
import { Caption1, Field, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import { DateTime, Info } from 'luxon';
import { useState } from 'react';
import { FormDialog } from '../../components/form-dialog.tsx';
import type { Scope, SeriesTimes } from './orders.ts';
import { lengthsWith } from './plan.ts';
import { emptyRepeat, parsed, type RepeatFault, type RepeatForm, weekdayOf } from './repeat.ts';
import { RepeatEditor } from './repeat-editor.tsx';
import { type Clock, length } from './words.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(9rem, 100%), 1fr))',
    '& > *': { minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  input: { minWidth: 0, width: '100%' },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  meeting: Meeting;
  scope: Exclude<Scope, 'one'>;
  /** ISO date of the meeting. */
  day: string;
  clock: Clock;
  /** @returns undefined: the person decided against it, and the dialog stays */
  save(times: SeriesTimes): Promise<unknown>;
  close(): void;
}

/** Another hour, length or day of the week for a series; for what follows of it, another way to repeat as well. */
export function SeriesTimesDialog({ meeting, scope, day, clock, save, close }: Props) {
  const styles = useStyles();
  const start = DateTime.fromISO(meeting.start, { zone: clock.zone });
  const now = {
    time: start.toFormat('HH:mm'),
    weekday: weekdayOf(day),
    durationMinutes: Math.round((Date.parse(meeting.end) - Date.parse(meeting.start)) / 60_000),
  };
  const [form, setForm] = useState(now);
  const [repeat, setRepeat] = useState<RepeatForm>();
  const [fault, setFault] = useState<RepeatFault>();
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isOther =
    repeat !== undefined ||
    form.time !== now.time ||
    form.weekday !== now.weekday ||
    form.durationMinutes !== now.durationMinutes ||
    // This one differs from the series already: all of them shall be like it.
    meeting.series?.type === 'exception';
  const submit = async () => {
    const read = repeat && parsed(repeat, day);
    setFault(read && 'fault' in read ? read.fault : undefined);
    if (read && 'fault' in read) return undefined;
    const { time, weekday, durationMinutes } = form;
    return save({
      time,
      ...(read ? { recurrence: read.recurrence } : weekday === now.weekday ? {} : { weekday }),
      ...(durationMinutes === now.durationMinutes ? {} : { durationMinutes }),
    });
  };
  return (
    <FormDialog
      title={`Move “${meeting.subject}”`}
      verb="Move …"
      ready={isOther && form.time !== ''}
      submit={submit}
      close={close}
    >
      <Caption1 className={styles.soft}>
        {scope === 'series' ? 'The whole series' : 'This one and all that follow'}
        {meeting.series?.repeats ? `; it repeats ${meeting.series.repeats}.` : '.'}
      </Caption1>
      <div className={styles.row}>
        <Field label="Begins at">
          <Input
            className={styles.input}
            type="time"
            value={form.time}
            onChange={(_, { value }) => set({ time: value })}
          />
        </Field>
        <Field label="Length">
          <Select
            value={String(form.durationMinutes)}
            onChange={(_, { value }) => set({ durationMinutes: Number(value) })}
          >
            {lengthsWith(now.durationMinutes).map((minutes) => (
              <option key={minutes} value={minutes}>
                {length(minutes)}
              </option>
            ))}
          </Select>
        </Field>
        {repeat ? null : (
          <Field label="Day of the week">
            <Select
              value={form.weekday}
              onChange={(_, { value }) => set({ weekday: weekdays.find((name) => name === value) ?? now.weekday })}
            >
              {weekdays.map((name, i) => (
                <option key={name} value={name}>
                  {Info.weekdays('long', { locale: clock.locale })[i]}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {scope === 'following' ? (
        <Switch
          label="Repeats differently"
          checked={repeat !== undefined}
          onChange={(_, { checked }) => setRepeat(checked ? emptyRepeat(day) : undefined)}
        />
      ) : null}
      {repeat ? (
        <RepeatEditor form={repeat} change={setRepeat} start={day} locale={clock.locale} fault={fault} />
      ) : null}
    </FormDialog>
  );
}
