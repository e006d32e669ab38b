import type { Meeting } from '@aide/contracts/schedule';
import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { CalendarRegular, ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { Empty, Section } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { useWritten } from '../../components/writes-context.ts';
import { MeetingRow } from './meeting-row.tsx';
import type { MeetingsPlace } from './place.ts';
import type { PersonClock } from './use-clock.ts';
import { longDay } from './words.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
});

interface Agenda {
  meetings: Meeting[];
  timeZone: string;
  now: string;
}

interface Props {
  clock: PersonClock;
  move(meeting: Meeting): void;
  linked: MeetingsPlace;
}

/** The person's meetings of a day: another time, cancel or answer them. */
export function Meetings({ clock, move, linked }: Props) {
  const styles = useStyles();
  const { api, host } = useSession();
  const [away, setAway] = useState(0);
  const first = linked.day ? DateTime.fromISO(linked.day, { zone: clock.zone }) : clock.now.startOf('day');
  const day: DateTime = first.plus({ days: away });
  const window = { start: day.toUTC().toISO(), end: day.plus({ days: 1 }).toUTC().toISO() };
  const { value, error, loading, reload } = useLoad(`agenda ${window.start}`, async (signal) => {
    const answer = await api.query<Agenda>('schedule.agenda', { window, repeats: true }, signal);
    clock.set({ now: Date.parse(answer.now), timeZone: answer.timeZone });
    return { start: window.start, ...answer };
  });
  useWritten('schedule.', reload);
  const read = value?.start === window.start ? value : undefined;
  const isToday = day.hasSame(clock.now, 'day');
  const words = { zone: clock.zone, locale: host.locale };
  return (
    <Section
      title={longDay(day.toMillis(), words)}
      actions={
        <>
          <Button icon={<ChevronLeftRegular />} aria-label="The day before" onClick={() => setAway(away - 1)} />
          <Button
            disabled={isToday}
            onClick={() => setAway(Math.round(clock.now.startOf('day').diff(first, 'days').days))}
          >
            Today
          </Button>
          <Button icon={<ChevronRightRegular />} aria-label="The day after" onClick={() => setAway(away + 1)} />
        </>
      }
    >
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      {read === undefined ? (
        loading ? (
          <Waiting />
        ) : null
      ) : read.meetings.length === 0 ? (
        <Empty icon={<CalendarRegular />}>
          No meetings that day. Under “Find a time” Aide looks for one that suits everybody you name.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {read.meetings.map((meeting) => (
            <MeetingRow
              key={meeting.id}
              meeting={meeting}
              clock={words}
              now={clock.now.toMillis()}
              isLinked={meeting.id === linked.id}
              move={() => move(meeting)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Waiting() {
  return (
    <Skeleton aria-label="Reading your meetings">
      {[1, 2, 3].map((n) => (
        <SkeletonItem key={n} size={64} style={{ marginBottom: tokens.spacingVerticalS }} />
      ))}
    </Skeleton>
  );
}
