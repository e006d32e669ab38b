import { Button, makeStyles, mergeClasses, Spinner, Switch, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { DateTime } from 'luxon';
import { useEffect, useRef, useState } from 'react';
import { placeOf } from '../app/time.ts';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { DayColumn, hourHeight } from './day-column.tsx';
import { EventButton } from './event-button.tsx';
import { useEvents, useMailbox } from './use-calendar.ts';
import { chosenDate, shownDays, title } from './week.ts';

const gutter = '56px';
/** Hours with a label; midnight has none. */
const hours = Array.from({ length: 23 }, (_, i) => i + 1);
const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  tools: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '4px',
    padding: '10px 16px',
    [narrow]: { padding: '6px 8px' },
  },
  title: {
    margin: '0 auto 0 8px',
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    [narrow]: { fontSize: tokens.fontSizeBase300 },
  },
  zone: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  scroll: {
    flexGrow: 1,
    overflowY: 'auto',
    position: 'relative',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  grid: { display: 'grid' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 4,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  dayHead: {
    padding: '8px 8px 4px',
    minWidth: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderTop: '3px solid transparent',
  },
  today: { borderTopColor: tokens.colorBrandStroke1, color: tokens.colorBrandForeground1 },
  number: { display: 'block', fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  weekday: { fontSize: tokens.fontSizeBase200 },
  allDay: {
    minHeight: '6px',
    padding: '2px',
    minWidth: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'grid',
    gap: '2px',
    alignContent: 'start',
  },
  corner: { fontSize: tokens.fontSizeBase100, color: tokens.colorNeutralForeground2, padding: '4px', textAlign: 'end' },
  hours: { position: 'relative', height: `${24 * hourHeight}px`, backgroundColor: tokens.colorNeutralBackground1 },
  hour: {
    position: 'absolute',
    right: '6px',
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorNeutralForeground2,
    transform: 'translateY(-50%)',
  },
  state: { margin: 'auto' },
  error: {
    padding: '6px 16px',
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
});

/** The person's week, read from Graph as Outlook reads it; on a phone one day of it. */
export default function CalendarPage({ detail }: { detail?: string }) {
  const styles = useStyles();
  const { clock, me } = useSession();
  const isNarrow = useNarrow();
  const { mailbox, error: mailboxError } = useMailbox();
  const [weekend, setWeekend] = useState(() => localStorage.getItem('weekend') === 'true');
  const minute = useMinute(clock);
  const zone = mailbox?.zone ?? me.timeZone;
  const now = DateTime.fromMillis(minute, { zone });
  const date = chosenDate(detail, minute, zone, weekend || isNarrow);
  const days = shownDays(date, weekend || date.weekday > 5, isNarrow);
  const { events, error: eventsError, read } = useEvents(mailbox, days[0]!, days.at(-1)!.plus({ days: 1 }));
  const error = mailboxError ?? eventsError;
  const scroll = useRef<HTMLElement>(null);
  const workFrom = mailbox?.workFrom;
  useEffect(() => {
    if (workFrom !== undefined && scroll.current) scroll.current.scrollTop = (workFrom / 60 - 0.5) * hourHeight;
  }, [workFrom]);

  const show = (to: DateTime) => go({ view: 'calendar', detail: to.toISODate()! });
  const step = isNarrow ? { days: 1 } : { weeks: 1 };
  const columns = { gridTemplateColumns: `${gutter} repeat(${days.length}, minmax(0, 1fr))` };
  const allDay = (day: DateTime) =>
    (events ?? []).filter((e) => e.isAllDay && e.start < day.plus({ days: 1 }) && e.end > day);
  const period = isNarrow ? 'day' : 'week';
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <Button onClick={() => go({ view: 'calendar' })}>Today</Button>
        <Button
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          aria-label={`Previous ${period}`}
          onClick={() => show(date.minus(step))}
        />
        <Button
          appearance="subtle"
          icon={<ChevronRightRegular />}
          aria-label={`Next ${period}`}
          onClick={() => show(date.plus(step))}
        />
        <h2 className={styles.title} aria-live="polite">
          {title(days)}
        </h2>
        <span className={styles.zone}>
          {isNarrow ? placeOf(zone) : `${mailbox?.timeZone ?? ''} · ${placeOf(zone)}`}
        </span>
        {!isNarrow && (
          <Switch
            label="Weekend"
            checked={weekend}
            onChange={(_, { checked }) => {
              localStorage.setItem('weekend', String(checked));
              setWeekend(checked);
            }}
          />
        )}
        <Button
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          aria-label="Read again"
          onClick={() => void read()}
        />
      </div>
      {error && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
      {!mailbox ? (
        !error && <Spinner className={styles.state} label="Reading the calendar" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label="Calendar">
          <div className={mergeClasses(styles.grid, styles.head)} style={columns}>
            <div className={styles.corner}>{now.toFormat("'UTC'Z")}</div>
            {days.map((day) => (
              <div
                key={day.toISODate()}
                className={mergeClasses(styles.dayHead, now.hasSame(day, 'day') && styles.today)}
                aria-current={now.hasSame(day, 'day') ? 'date' : undefined}
              >
                <span className={styles.number}>{day.day}</span>
                <span className={styles.weekday}>{day.toFormat('cccc')}</span>
              </div>
            ))}
            <div className={styles.corner}>{days.some((day) => allDay(day).length > 0) && 'All day'}</div>
            {days.map((day) => (
              <div key={day.toISODate()} className={styles.allDay}>
                {allDay(day).map((event) => (
                  <EventButton key={event.id} event={event} zone={zone} brief onChanged={() => void read()} />
                ))}
              </div>
            ))}
          </div>
          <div className={styles.grid} style={columns}>
            <div className={styles.hours} aria-hidden>
              {hours.map((hour) => (
                <span key={hour} className={styles.hour} style={{ top: hour * hourHeight }}>
                  {DateTime.fromObject({ hour }).toLocaleString({ hour: 'numeric' })}
                </span>
              ))}
            </div>
            {days.map((day) => (
              <DayColumn
                key={day.toISODate()}
                day={day}
                events={(events ?? []).filter((e) => !e.isAllDay)}
                mailbox={mailbox}
                now={now}
                onChanged={() => void read()}
              />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
