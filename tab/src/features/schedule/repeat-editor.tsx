import { weekdays } from '@aide/contracts/schedule/recurrence';
import { Field, Input, makeStyles, Select, ToggleButton, tokens } from '@fluentui/react-components';
import { DateTime, Info } from 'luxon';
import { type Ends, indexOf, type RepeatFault, type RepeatForm, type Unit } from './repeat.ts';

const useStyles = makeStyles({
  editor: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  legend: { padding: 0 },
  row: {
    display: 'grid',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(9rem, 100%), 1fr))',
    '& > *': { minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  input: { minWidth: 0, width: '100%' },
  days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, border: 'none', margin: 0, padding: 0 },
  day: { minWidth: '40px', paddingInline: tokens.spacingHorizontalXS },
});

const units: Record<Unit, string> = { day: 'days', week: 'weeks', month: 'months', year: 'years' };
const ends: Record<Ends, string> = { on: 'On a date', after: 'After some times', never: 'Never' };

interface Props {
  form: RepeatForm;
  change(form: RepeatForm): void;
  /** ISO date of the first meeting: it gives the day of the month. */
  start: string;
  locale: string;
  fault: RepeatFault;
}

/** How often a meeting repeats, and until when. */
export function RepeatEditor({ form, change, start, locale, fault }: Props) {
  const styles = useStyles();
  const set = (part: Partial<RepeatForm>) => change({ ...form, ...part });
  const at = (field: NonNullable<RepeatFault>['field']) => (fault?.field === field ? fault.text : undefined);
  const day = DateTime.fromISO(start).setLocale(locale);
  const yearly = form.unit === 'year' ? ` of ${day.monthLong}` : '';
  return (
    <fieldset className={styles.editor}>
      <legend className={styles.legend}>Repeats</legend>
      <div className={styles.row}>
        <Field label="Every" validationMessage={at('interval')}>
          <Input
            className={styles.input}
            type="number"
            min={1}
            max={999}
            value={form.interval}
            onChange={(_, { value }) => set({ interval: value })}
          />
        </Field>
        <Field label="Unit">
          <Select value={form.unit} onChange={(_, { value }) => set({ unit: value as Unit })}>
            {Object.entries(units).map(([unit, name]) => (
              <option key={unit} value={unit}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {form.unit === 'month' || form.unit === 'year' ? (
          <Field label="On the">
            <Select value={form.by} onChange={(_, { value }) => set({ by: value as RepeatForm['by'] })}>
              <option value="date">{form.unit === 'year' ? day.toFormat('d LLLL') : `${day.day}. of the month`}</option>
              <option value="weekday">{`${indexOf(start)} ${day.weekdayLong}${yearly}`}</option>
            </Select>
          </Field>
        ) : null}
      </div>
      {form.unit === 'week' ? (
        <Field label="On" validationMessage={at('days')}>
          <fieldset className={styles.days} aria-label="Days of the week">
            {weekdays.map((name, i) => (
              <ToggleButton
                key={name}
                size="small"
                className={styles.day}
                title={Info.weekdays('long', { locale })[i]}
                checked={form.days.includes(name)}
                onClick={() => set({ days: weekdays.filter((d) => form.days.includes(d) !== (d === name)) })}
              >
                {Info.weekdays('short', { locale })[i]}
              </ToggleButton>
            ))}
          </fieldset>
        </Field>
      ) : null}
      <div className={styles.row}>
        <Field label="Ends">
          <Select value={form.ends} onChange={(_, { value }) => set({ ends: value as Ends })}>
            {Object.entries(ends).map(([end, name]) => (
              <option key={end} value={end}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {form.ends === 'on' ? (
          <Field label="Last day" validationMessage={at('until')}>
            <Input
              className={styles.input}
              type="date"
              value={form.until}
              onChange={(_, { value }) => set({ until: value })}
            />
          </Field>
        ) : null}
        {form.ends === 'after' ? (
          <Field label="Times" validationMessage={at('times')}>
            <Input
              className={styles.input}
              type="number"
              min={1}
              max={999}
              value={form.times}
              onChange={(_, { value }) => set({ times: value })}
            />
          </Field>
        ) : null}
      </div>
    </fieldset>
  );
}
