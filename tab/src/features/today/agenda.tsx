import type { Meeting } from '@aide/contracts/schedule';
import { Button, Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CalendarEmptyRegular, VideoRegular } from '@fluentui/react-icons';
import { minuteOf, timeIn } from '../../app/dates.ts';
import { Empty } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';
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
  inline: { whiteSpace: 'inherit' },
  meeting: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    height: '100%',
    boxSizing: 'border-box',
    overflow: 'hidden',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    borderLeft: `4px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  tentative: {
    borderTopStyle: 'dashed',
    borderRightStyle: 'dashed',
    borderBottomStyle: 'dashed',
    borderLeftStyle: 'dashed',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  free: { backgroundColor: tokens.colorNeutralBackground1, borderLeftStyle: 'double' },
  away: {
    backgroundColor: tokens.colorPaletteBerryBackground1,
    border: `1px solid ${tokens.colorPaletteBerryBorder1}`,
    borderLeft: `4px solid ${tokens.colorPaletteBerryBorderActive}`,
  },
  over: { opacity: 0.85 },
  text: { flexGrow: 1, minWidth: 0, display: 'grid' },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', display: 'block' },
  cancelled: { textDecorationLine: 'line-through' },
  join: { flexShrink: 0, minWidth: 'auto' },
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

/** How one's time is shown, in words where it is not simply busy. */
const kinds: Record<string, string> = {
  tentative: 'Tentative',
  free: 'Free',
  oof: 'Away',
  workingElsewhere: 'Working elsewhere',
};

function Block(props: { meeting: Meeting; when: string; over: boolean; tall: boolean }) {
  const { meeting, when, over, tall } = props;
  const styles = useStyles();
  const { host } = useSession();
  const looks: Record<string, string> = { tentative: styles.tentative, free: styles.free, oof: styles.away };
  const about = [when, meeting.location, meeting.isCancelled ? 'Cancelled' : kinds[meeting.showAs]].filter(Boolean);
  const { joinUrl, webLink } = meeting;
  return (
    <div
      className={mergeClasses(styles.meeting, looks[meeting.showAs], over && styles.over)}
      title={`${meeting.subject}\n${about.join(' · ')}`}
    >
      <div className={styles.text}>
        <Text
          weight="semibold"
          size={200}
          className={mergeClasses(styles.line, meeting.isCancelled && styles.cancelled)}
        >
          {meeting.subject}
          {tall ? null : <Caption1 className={styles.inline}>{` · ${about.join(' · ')}`}</Caption1>}
        </Text>
        {tall ? <Caption1 className={styles.line}>{about.join(' · ')}</Caption1> : null}
      </div>
      {joinUrl && !meeting.isCancelled && !over ? (
        <Button
          size="small"
          appearance="primary"
          className={styles.join}
          icon={<VideoRegular />}
          aria-label={`Join ${meeting.subject}`}
          onClick={() => host.openLink(joinUrl)}
        >
          Join
        </Button>
      ) : webLink && tall ? (
        <Button
          size="small"
          appearance="subtle"
          className={styles.join}
          aria-label={`Open ${meeting.subject} in the calendar`}
          onClick={() => host.openLink(webLink)}
        >
          Open
        </Button>
      ) : null}
    </div>
  );
}
