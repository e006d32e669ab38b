import { names } from '@aide/contracts/names';
import type { Meeting } from '@aide/contracts/schedule';
import {
  Badge,
  Body1,
  Button,
  Caption1,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { ArrowRepeatAllRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useLinked } from '../../components/use-linked.ts';
import { useWrites } from '../../components/writes-context.ts';
import { canMove } from './plan.ts';
import { type Scope, ScopeDialog } from './scope-dialog.tsx';
import { type Clock, dateOf, times } from './words.ts';

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
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  series: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  problem: { flexBasis: '100%' },
});

const answers: Record<string, { text: string; color: 'success' | 'warning' | 'danger' | 'informative' }> = {
  accepted: { text: 'Accepted', color: 'success' },
  tentativelyAccepted: { text: 'Tentative', color: 'warning' },
  declined: { text: 'Declined', color: 'danger' },
  notResponded: { text: 'Not answered', color: 'informative' },
};
const responses = [
  { response: 'accept', order: 'Accept' },
  { response: 'tentativelyAccept', order: 'Tentative' },
  { response: 'decline', order: 'Decline' },
] as const;

/** What is to be done, and what its button and the question say. */
interface Order {
  action: string;
  input: object;
  confirm: string;
  name: string;
}

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
  const { host } = useSession();
  const { write } = useWrites();
  const [failed, setFailed] = useState<{ error: unknown; retry(): void }>();
  const stretch = { from: Date.parse(meeting.start), to: Date.parse(meeting.end) };
  const ahead = stretch.to > now && !meeting.isCancelled;
  const { joinUrl } = meeting;
  const people = meeting.attendees.filter((a) => a.type !== 'resource').map((a) => a.name ?? a.address);
  const [asked, setAsked] = useState<Order>();
  const go = async (action: string, input: object, confirm: string) => {
    setFailed(undefined);
    try {
      await write(action, { eventId: meeting.id, ...input }, { confirm, ask: true });
    } catch (error) {
      setFailed({ error, retry: () => void go(action, input, confirm) });
    }
  };
  const { series } = meeting;
  // Of a series it is asked first how much of it is meant.
  const order = (wanted: Order) => {
    if (series) setAsked(wanted);
    else void go(wanted.action, wanted.input, wanted.confirm);
  };
  const chosen = (scope: Scope) => {
    const { action, input, confirm } = asked!;
    setAsked(undefined);
    if (scope === 'following')
      void go('schedule.endSeries', { eventId: series!.id, from: dateOf(stretch.from, clock) }, 'Cancel them');
    else void go(action, scope === 'series' ? { ...input, eventId: series!.id } : input, confirm);
  };
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
      {ahead ? (
        <div className={styles.actions}>
          {joinUrl ? (
            <Link as="button" aria-label={`Join ${meeting.subject}`} onClick={() => host.openLink(joinUrl)}>
              Join
            </Link>
          ) : null}
          {meeting.isOrganizer ? (
            <>
              <Button
                size="small"
                aria-label={`Move ${meeting.subject}`}
                disabled={!canMove(meeting, now)}
                onClick={move}
              >
                Move …
              </Button>
              <Button
                size="small"
                aria-label={`Cancel ${meeting.subject}`}
                onClick={() =>
                  order({ action: 'schedule.cancel', input: {}, confirm: 'Cancel the meeting', name: 'Cancel' })
                }
              >
                Cancel …
              </Button>
            </>
          ) : (
            <Menu>
              <MenuTrigger disableButtonEnhancement>
                <Button size="small" aria-label={`Answer ${meeting.subject}`}>
                  Answer …
                </Button>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {responses.map(({ response, order: name }) => (
                    <MenuItem
                      key={response}
                      onClick={() => order({ action: 'schedule.respond', input: { response }, confirm: name, name })}
                    >
                      {name}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          )}
        </div>
      ) : null}
      {asked ? (
        <ScopeDialog
          title={`${asked.name} “${meeting.subject}”`}
          repeats={series?.repeats}
          following={asked.action === 'schedule.cancel'}
          choose={chosen}
          close={() => setAsked(undefined)}
        />
      ) : null}
      {failed ? (
        <div className={styles.problem}>
          <Problem {...failed} />
        </div>
      ) : null}
    </li>
  );
}
