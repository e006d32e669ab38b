import { names } from '@aide/contracts/names';
import type { Meeting } from '@aide/contracts/schedule';
import { Badge, Body1, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { ArrowRepeatAllRegular } from '@fluentui/react-icons';
import { useLinked } from '../../components/use-linked.ts';
import { MeetingActions } from './meeting-actions.tsx';
import { type Clock, times } from './words.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  linked: {
    outline: `2px solid ${tokens.colorBrandStroke1}`,
    outlineOffset: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
  },
  when: { flex: '0 0 7rem' },
  text: { flex: '1 1 14rem', minWidth: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  soft: { color: tokens.colorNeutralForeground2 },
  series: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

const answers: Record<string, { text: string; color: 'success' | 'warning' | 'danger' | 'informative' }> = {
  accepted: { text: 'Accepted', color: 'success' },
  tentativelyAccepted: { text: 'Tentative', color: 'warning' },
  declined: { text: 'Declined', color: 'danger' },
  notResponded: { text: 'Not answered', color: 'informative' },
};
interface Props {
  meeting: Meeting;
  clock: Clock;
  /** Milliseconds since 1970. */
  now: number;
  move(): void;
  /** A link led here. */
  isLinked?: boolean;
}

/** A meeting and what the person can do with it; what is over or cancelled can only be read. */
export function MeetingRow({ meeting, clock, now, move, isLinked = false }: Props) {
  const styles = useStyles();
  const row = useLinked(isLinked);
  const stretch = { from: Date.parse(meeting.start), to: Date.parse(meeting.end) };
  const ahead = stretch.to > now && !meeting.isCancelled;
  const people = meeting.attendees.filter((a) => a.type !== 'resource').map((a) => a.name ?? a.address);
  const { series } = meeting;
  const answer = answers[meeting.response];
  return (
    <li
      ref={row}
      className={mergeClasses(styles.row, isLinked && styles.linked)}
      aria-current={isLinked ? 'true' : undefined}
      tabIndex={isLinked ? -1 : undefined}
    >
      <Subtitle2 className={styles.when}>{meeting.isAllDay ? 'All day' : times(stretch, clock, '–')}</Subtitle2>
      <div className={styles.text}>
        <Subtitle2 as="h3">{meeting.subject}</Subtitle2>
        <Body1 className={styles.soft}>
          {[meeting.location, people.length > 0 ? `with ${names(people, 4)}` : ''].filter(Boolean).join(' · ')}
        </Body1>
        {series ? (
          <Caption1 className={mergeClasses(styles.soft, styles.series)}>
            <ArrowRepeatAllRegular aria-hidden />
            {series.repeats ? `Repeats ${series.repeats}` : 'Repeats'}
          </Caption1>
        ) : null}
        {meeting.isOrganizer || !meeting.organizer ? null : (
          <Caption1 className={styles.soft}>{`from ${meeting.organizer.name ?? meeting.organizer.address}`}</Caption1>
        )}
      </div>
      {meeting.isCancelled ? (
        <Badge appearance="tint" color="danger">
          Cancelled
        </Badge>
      ) : answer && !meeting.isOrganizer ? (
        <Badge appearance="tint" color={answer.color}>
          {answer.text}
        </Badge>
      ) : null}
      {ahead ? <MeetingActions meeting={meeting} clock={clock} now={now} move={move} /> : null}
    </li>
  );
}
