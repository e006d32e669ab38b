import type { Meeting } from '@aide/contracts/schedule';
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CalendarEmptyRegular } from '@fluentui/react-icons';
import { minuteOf, timeIn } from '../../app/dates.ts';
import { Empty } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';
import { Block } from './block.tsx';
import { hoursOf, lanesOf } from './lanes.ts';

/** Pixels of an hour, and of the shortest block: its title has to be read. */
const hourHeight = 64;
const leastHeight = 30;
const leastMinutes = (leastHeight / hourHeight) * 60;

const useStyles = makeStyles({
  allDay: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  grid: {
    position: 'relative',
    marginTop: tokens.spacingVerticalS,
    // On a phone there is no room side by side: one below the other, in the order of time.
    '@media (max-width: 519px)': { height: 'auto !important', marginTop: 0 },
  },
  hour: {
    position: 'absolute',
    insetInline: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    color: tokens.colorNeutralForeground3,
    '@media (max-width: 519px)': { display: 'none' },
  },
  label: {
    position: 'absolute',
    top: '-0.7em',
    paddingRight: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  meetings: {
    position: 'absolute',
    insetBlock: 0,
    left: '60px',
    right: 0,
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '@media (max-width: 519px)': { position: 'static', display: 'grid', gap: tokens.spacingVerticalXS },
  },
  block: {
    position: 'absolute',
    boxSizing: 'border-box',
    padding: '1px 2px 1px 0',
    '@media (max-width: 519px)': {
      position: 'static',
      width: 'auto !important',
      height: 'auto !important',
      padding: 0,
    },
  },
  now: {
    position: 'absolute',
    left: '52px',
    right: 0,
    borderTop: `2px solid ${tokens.colorPaletteRedBorderActive}`,
    pointerEvents: 'none',
    '@media (max-width: 519px)': { display: 'none' },
    '::before': {
      content: '""',
      position: 'absolute',
      left: '-4px',
      top: '-5px',
      width: '8px',
      height: '8px',
      borderRadius: '50%',
      backgroundColor: tokens.colorPaletteRedBorderActive,
    },
  },
});

interface AgendaProps {
  meetings: Meeting[];
  /** 'yyyy-MM-dd' */
  today: string;
  timeZone: string;
  /** Milliseconds: what people call now. */
  now: number;
}

/** The day from morning to evening; what overlaps stands side by side. */
export function Agenda({ meetings, today, timeZone, now }: AgendaProps) {
  const styles = useStyles();
  const { host } = useSession();
  const shown = meetings.filter(({ response }) => response !== 'declined');
  const allDay = shown.filter((meeting) => meeting.isAllDay);
  const timed = shown.filter((meeting) => !meeting.isAllDay);
  if (shown.length === 0)
    return (
      <Empty icon={<CalendarEmptyRegular />}>
        No meetings today. To find a time with others, write to Aide in chat: “meet with Megan tomorrow for 30 minutes”.
      </Empty>
    );
  const minute = (at: number) => minuteOf(at, today, timeZone);
  const stretches = timed.map(({ start, end }) => ({
    start: minute(Date.parse(start)),
    end: Math.max(minute(Date.parse(end)), minute(Date.parse(start)) + 1),
  }));
  const lanes = lanesOf(stretches.map(({ start, end }) => ({ start, end: Math.max(end, start + leastMinutes) })));
  const nowMinute = minute(now);
  const { first, last } = hoursOf(stretches, isDay(nowMinute) ? nowMinute : undefined);
  const isShown = nowMinute >= first * 60 && nowMinute <= last * 60;
  const top = (minutes: number) => (minutes / 60 - first) * hourHeight;
  const hourName = new Intl.DateTimeFormat(host.locale, { hour: 'numeric', timeZone: 'UTC' });
  return (
    <>
      {allDay.length > 0 ? (
        <ul className={styles.allDay} aria-label="All day">
          {allDay.map((meeting) => (
            <li key={meeting.id}>
              <Block meeting={meeting} when="All day" over={false} tall={false} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.grid} style={{ height: (last - first) * hourHeight + 12 }}>
        {Array.from({ length: last - first + 1 }, (_, i) => first + i).map((hour) => (
          <div key={hour} aria-hidden="true" className={styles.hour} style={{ top: top(hour * 60) }}>
            <Caption1 className={styles.label}>{hourName.format(Date.UTC(2026, 0, 1, hour))}</Caption1>
          </div>
        ))}
        <ol className={styles.meetings} aria-label="Meetings">
          {timed.map((meeting, i) => {
            const { start, end } = stretches[i]!;
            const { column, columns } = lanes[i]!;
            const height = Math.max(leastHeight, ((end - start) / 60) * hourHeight);
            const when = `${timeIn(timeZone, Date.parse(meeting.start), host.locale)} – ${timeIn(timeZone, Date.parse(meeting.end), host.locale)}`;
            return (
              <li
                key={meeting.id}
                className={styles.block}
                style={{ top: top(start), height, left: `${(100 * column) / columns}%`, width: `${100 / columns}%` }}
              >
                <Block meeting={meeting} when={when} over={end <= nowMinute} tall={height >= 44} />
              </li>
            );
          })}
        </ol>
        {isShown ? (
          <div
            className={styles.now}
            style={{ top: top(nowMinute) }}
            role="img"
            aria-label={`Now: ${timeIn(timeZone, now, host.locale)}`}
          />
        ) : null}
      </div>
    </>
  );
}

/** At night, now is far from all meetings: empty hours up to it would tell nothing. */
const isDay = (minute: number) => minute >= 6 * 60 && minute <= 22 * 60;
