import type { Room } from '@aide/contracts/schedule/rooms';
import { Field, Input, makeStyles, Select, Switch, ToggleButton, tokens } from '@fluentui/react-components';
import { Info } from 'luxon';
import { Problem } from '../../app/problem.tsx';
import type { Loaded } from '../../app/use-load.ts';
import { PeoplePicker } from '../../components/people-picker.tsx';
import { lengthsWith, type Plan, type Range, type Weekday } from './plan.ts';
import { length } from './words.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start', minWidth: 0 },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    '& > *': { minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXS, border: 'none', margin: 0, padding: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  day: { minWidth: '36px', paddingInline: tokens.spacingHorizontalXS },
  date: { minWidth: 0, width: '100%' },
});

const buffers = [0, 15, 30, 45, 60];
const ranges: Record<Range, string> = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  thisWeek: 'This week',
  nextWeek: 'Next week',
  dates: 'From … to …',
};
const parts: Record<string, Plan['part']> = {
  'Any time': undefined,
  'Morning, 8 to 12': { from: '08:00', to: '12:00' },
  'Afternoon, 12 to 18': { from: '12:00', to: '18:00' },
  'Core hours, 10 to 16': { from: '10:00', to: '16:00' },
  'Evening, 18 to 22': { from: '18:00', to: '22:00' },
};
const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

interface Props {
  plan: Plan;
  /** Addresses in lower case: whoever of those that were picked is known to be a group. */
  groups: ReadonlySet<string>;
  change(plan: Partial<Plan>): void;
  locale: string;
  /** What is wrong with the dates. */
  wrong?: string;
  rooms: Loaded<Room[]>;
}

/** Who, how long, when, and where. */
export function PlanForm({ plan, groups, change, locale, wrong, rooms }: Props) {
  const styles = useStyles();
  const { moves } = plan;
  return (
    <div className={styles.form}>
      {moves ? null : (
        <>
          <PeoplePicker
            label="With"
            value={plan.required}
            groups={groups}
            onChange={(required) => change({ required, optional: without(plan.optional, required) })}
            takesAddresses
          />
          <PeoplePicker
            label="Optional"
            value={plan.optional}
            groups={groups}
            onChange={(optional) => change({ optional, required: without(plan.required, optional) })}
            takesAddresses
          />
        </>
      )}
      <div className={styles.pair}>
        <Field label="Length">
          <Select
            value={String(plan.duration)}
            onChange={(_, { value }) => change({ duration: Number(value) })}
            disabled={moves !== undefined}
          >
            {lengthsWith(plan.duration).map((minutes) => (
              <option key={minutes} value={minutes}>
                {length(minutes)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="When">
          <Select value={plan.range} onChange={(_, { value }) => change({ range: value as Range })}>
            {Object.entries(ranges).map(([range, name]) => (
              <option key={range} value={range}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {plan.range === 'dates' ? (
        <Field validationMessage={wrong} validationState={wrong ? 'error' : 'none'}>
          <div className={styles.pair}>
            {(['from', 'to'] as const).map((end) => (
              <Input
                key={end}
                className={styles.date}
                type="date"
                aria-label={end === 'from' ? 'First day' : 'Last day'}
                value={plan.dates[end]}
                onChange={(_, { value }) => change({ dates: { ...plan.dates, [end]: value } })}
              />
            ))}
          </div>
        </Field>
      ) : null}
      <Field label="Part of the day">
        <Select value={nameOfPart(plan.part)} onChange={(_, { value }) => change({ part: parts[value] })}>
          {Object.keys(parts).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <fieldset className={styles.days}>
        <legend className={styles.legend}>{plan.weekdays.length === 0 ? 'Weekdays: any' : 'Weekdays'}</legend>
        {weekdays.map((day, i) => (
          <ToggleButton
            key={day}
            size="small"
            className={styles.day}
            title={Info.weekdays('long', { locale })[i]}
            checked={plan.weekdays.includes(day)}
            onClick={() => change({ weekdays: toggled(plan.weekdays, day) })}
          >
            {Info.weekdays('short', { locale })[i]}
          </ToggleButton>
        ))}
      </fieldset>
      <Field label="Free before and after">
        <Select value={String(plan.buffer)} onChange={(_, { value }) => change({ buffer: Number(value) })}>
          {buffers.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes === 0 ? 'Nothing' : length(minutes)}
            </option>
          ))}
        </Select>
      </Field>
      {moves ? null : <RoomWish plan={plan} change={change} rooms={rooms} />}
    </div>
  );
}

const without = <T extends { address: string }>(people: T[], others: T[]) =>
  people.filter((p) => !others.some((o) => o.address.toLowerCase() === p.address.toLowerCase()));
const toggled = (days: Weekday[], day: Weekday) =>
  weekdays.filter((d) => (d === day ? !days.includes(d) : days.includes(d)));
const nameOfPart = (part: Plan['part']) =>
  Object.entries(parts).find(([, p]) => p?.from === part?.from && p?.to === part?.to)?.[0] ?? 'Any time';

function RoomWish({ plan, change, rooms }: Pick<Props, 'plan' | 'change' | 'rooms'>) {
  const styles = useStyles();
  const { room } = plan;
  const all = rooms.value ?? [];
  const buildings = [...new Set(all.flatMap(({ building }) => building ?? []))].sort();
  const seats = [...new Set(all.map(({ capacity }) => capacity))].filter((n) => n > 0).sort((a, b) => a - b);
  return (
    <>
      <Switch
        label="A room"
        checked={room !== undefined}
        onChange={(_, { checked }) => change({ room: checked ? {} : undefined })}
      />
      {room && rooms.error !== undefined ? <Problem error={rooms.error} retry={rooms.reload} /> : null}
      {room && all.length > 0 ? (
        <div className={styles.pair}>
          <Field label="Seats">
            <Select
              value={String(room.capacity ?? '')}
              onChange={(_, { value }) => change({ room: { ...room, capacity: value ? Number(value) : undefined } })}
            >
              <option value="">Everybody</option>
              {seats.map((n) => (
                <option key={n} value={n}>{`${n} or more`}</option>
              ))}
            </Select>
          </Field>
          <Field label="Building">
            <Select
              value={room.building ?? ''}
              onChange={(_, { value }) => change({ room: { ...room, building: value || undefined } })}
            >
              <option value="">Any</option>
              {buildings.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
        </div>
      ) : null}
    </>
  );
}
