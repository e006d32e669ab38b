import { makeStyles, tokens } from '@fluentui/react-components';
import type { DateTime } from 'luxon';
import { EventButton } from './event-button.tsx';
import type { CalendarEvent } from './events.ts';
import { sideBySide } from './layout.ts';
import type { Mailbox } from './use-calendar.ts';

/** Height of an hour. Pixels. */
export const hourHeight = 52;
const pixels = (minutes: number) => (minutes * hourHeight) / 60;

const useStyles = makeStyles({
  day: {
    position: 'relative',
    minWidth: 0,
    height: `${24 * hourHeight}px`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    backgroundImage: `linear-gradient(to bottom, ${tokens.colorNeutralStroke2} 1px, transparent 1px)`,
    backgroundSize: `100% ${hourHeight}px`,
  },
  work: {
    position: 'absolute',
    left: 0,
    right: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: `linear-gradient(to bottom, ${tokens.colorNeutralStroke2} 1px, transparent 1px)`,
    backgroundSize: `100% ${hourHeight}px`,
  },
  place: { position: 'absolute', boxSizing: 'border-box', padding: '1px 2px 1px 0' },
  now: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: 0,
    borderTop: `2px solid ${tokens.colorStatusDangerBorder1}`,
    zIndex: 2,
    pointerEvents: 'none',
    '::before': {
      content: '""',
      position: 'absolute',
      left: '-4px',
      top: '-5px',
      width: '8px',
      height: '8px',
      borderRadius: '50%',
      backgroundColor: tokens.colorStatusDangerForeground1,
    },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

interface Props {
  day: DateTime;
  events: CalendarEvent[];
  mailbox: Mailbox;
  now: DateTime;
  onChanged(): void;
}

/** A day's hours with its events, what overlaps side by side. */
export function DayColumn({ day, events, mailbox, now, onChanged }: Props) {
  const styles = useStyles();
  const end = day.plus({ days: 1 });
  // By the clock on the wall, so that a day of 23 or 25 hours keeps its lines.
  const minuteOf = (at: DateTime) => (at <= day ? 0 : at >= end ? 24 * 60 : at.hour * 60 + at.minute);
  const spans = events
    .filter((event) => event.start < end && event.end > day)
    .map((event) => {
      const from = minuteOf(event.start);
      return { event, from, to: Math.max(minuteOf(event.end), from + 20) };
    });
  const isToday = now >= day && now < end;
  return (
    <div className={styles.day}>
      {mailbox.workDays.includes(day.weekday) && (
        <div
          className={styles.work}
          style={{
            top: pixels(mailbox.workFrom),
            height: pixels(mailbox.workTo - mailbox.workFrom),
            backgroundPositionY: -pixels(mailbox.workFrom),
          }}
        />
      )}
      <ul className={styles.list} aria-label={day.toFormat('cccc, d LLLL')}>
        {sideBySide(spans).map(({ item, column, columns, wide }) => (
          <li
            key={item.event.id}
            className={styles.place}
            style={{
              top: pixels(item.from) + 1,
              height: pixels(item.to - item.from) - 1,
              left: `${(column / columns) * 100}%`,
              width: `${(wide / columns) * 100}%`,
            }}
          >
            <EventButton
              event={item.event}
              zone={mailbox.zone}
              brief={item.to - item.from < 45}
              onChanged={onChanged}
            />
          </li>
        ))}
      </ul>
      {isToday && <div className={styles.now} style={{ top: pixels(now.hour * 60 + now.minute) }} aria-hidden />}
    </div>
  );
}
