import type { Slot } from '@aide/contracts/schedule';
import {
  Button,
  Caption1,
  makeStyles,
  Select,
  Skeleton,
  SkeletonItem,
  Spinner,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { Section } from '../../app/section.tsx';
import { useNarrow } from '../../components/use-narrow.ts';
import { DayGrid } from './day-grid.tsx';
import type { Day, Stretch } from './geometry.ts';
import type { Known } from './known.ts';
import { Legend } from './legend.tsx';
import { ListView } from './list-view.tsx';
import { rowOf, type Who } from './rows.ts';
import { WeekTable } from './week-table.tsx';
import { type Clock, clockOf, shortDay } from './words.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  read: { color: tokens.colorNeutralForeground2 },
  waiting: { display: 'grid', gap: tokens.spacingVerticalS },
});

type Look = 'day' | 'week' | 'list';

interface Props {
  days: Day[];
  people: Who[];
  known: Known | undefined;
  /** Calendars that are being read. */
  reading: number;
  refresh(): void;
  clock: Clock;
  now: number;
  /** Minutes. */
  duration: number;
  slots: Slot[];
  chosen: number | undefined;
  looked: number | undefined;
  look(start: number | undefined): void;
  choose(start: number): void;
}

/** Everybody's time: a day as a grid, all days at a glance, or a day in words. */
export function Availability(props: Props) {
  const { days, people, known, reading, refresh, clock, now, duration, slots, chosen, looked, look, choose } = props;
  const styles = useStyles();
  const narrow = useNarrow();
  const [wanted, setWanted] = useState<Look>();
  const [opened, setOpened] = useState<string>();
  const several = days.length > 1;
  const first: Look = narrow ? 'list' : 'day';
  const view = wanted === 'week' && !several ? first : (wanted ?? first);
  const stretch = (start: number | undefined): Stretch | undefined =>
    start === undefined ? undefined : { from: start, to: start + duration * 60_000 };

  // What is looked at or chosen is shown; else the day that was opened, else that of the best time.
  const sought = looked ?? chosen;
  const on = (start: number | undefined) =>
    start === undefined ? undefined : days.find((d) => start >= d.from && start < d.to);
  const day =
    on(sought) ?? days.find((d) => d.date === opened) ?? on(slots[0] && Date.parse(slots[0].start)) ?? days[0];
  const rows = useMemo(() => (known && day ? people.map((who) => rowOf(who, known, day)) : []), [known, day, people]);
  const open = (date: string) => {
    setOpened(date);
    look(undefined);
  };
  return (
    <Section
      title="Everybody’s time"
      actions={
        <>
          <Caption1 className={styles.read} role="status">
            {reading > 0
              ? `Reading ${reading === 1 ? 'one calendar' : `${reading} calendars`} …`
              : known
                ? `Read at ${clockOf(known.readAt, clock)}`
                : ''}
          </Caption1>
          {reading > 0 ? <Spinner size="tiny" aria-hidden /> : null}
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            aria-label="Read again"
            onClick={refresh}
          />
        </>
      }
    >
      <div className={styles.head}>
        <TabList
          size="small"
          selectedValue={view}
          onTabSelect={(_, { value }) => setWanted(value as Look)}
          className={styles.grow}
        >
          <Tab value="day">Day</Tab>
          {several ? <Tab value="week">All days</Tab> : null}
          <Tab value="list">List</Tab>
        </TabList>
        {several && view !== 'week' ? (
          <Select aria-label="Day" value={day?.date ?? ''} onChange={(_, { value }) => open(value)}>
            {days.map((d) => (
              <option key={d.date} value={d.date}>
                {shortDay(d.from, clock)}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
      {!known || !day ? (
        <Skeleton aria-label="Reading calendars" className={styles.waiting}>
          <SkeletonItem size={40} />
          <SkeletonItem size={40} />
        </Skeleton>
      ) : view === 'list' ? (
        <ListView rows={rows} clock={clock} now={now} />
      ) : view === 'week' ? (
        <WeekTable
          days={days}
          people={people}
          known={known}
          clock={clock}
          chosen={stretch(sought)}
          open={({ date }) => {
            open(date);
            setWanted('day');
          }}
        />
      ) : (
        <DayGrid
          day={day}
          rows={rows}
          clock={clock}
          now={now}
          marks={slots.map((slot, i) => ({ number: i + 1, from: Date.parse(slot.start) }))}
          chosen={stretch(chosen)}
          looked={stretch(looked)}
          look={look}
          choose={choose}
        />
      )}
      {known && view !== 'list' ? <Legend /> : null}
    </Section>
  );
}
