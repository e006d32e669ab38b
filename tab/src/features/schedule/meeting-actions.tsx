import type { Meeting } from '@aide/contracts/schedule';
import {
  Button,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useWrites } from '../../components/writes-context.ts';
import { askedFor, canFollow, nameOf, type Order, type Scope, type Wanted } from './orders.ts';
import { canMove } from './plan.ts';
import { ScopeDialog } from './scope-dialog.tsx';
import { SeriesTimesDialog } from './series-times-dialog.tsx';
import { type Clock, dateOf } from './words.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  problem: { flexBasis: '100%' },
});

const responses = ['accept', 'tentativelyAccept', 'decline'] as const;

interface Props {
  meeting: Meeting;
  clock: Clock;
  /** Milliseconds since 1970. */
  now: number;
  /** Another time for this one is looked for. */
  move(): void;
}

/**
 * What the person can do with a meeting. Of a series it is asked first how much of it is meant, then what is missing (a name, a time); then
 * the server says what will happen, and nothing does before that is confirmed.
 */
export function MeetingActions({ meeting, clock, now, move }: Props) {
  const styles = useStyles();
  const { host } = useSession();
  const { write } = useWrites();
  const [failed, setFailed] = useState<{ error: unknown; retry(): void }>();
  const [wanted, setWanted] = useState<Wanted>();
  const [scope, setScope] = useState<Scope>();
  const { series, joinUrl, subject } = meeting;
  const day = dateOf(Date.parse(meeting.start), clock);

  const close = () => {
    setWanted(undefined);
    setScope(undefined);
  };
  const send = (order: Order, much: Scope) => {
    const { action, input, confirm } = askedFor(order, meeting, much, day);
    return write(action, input, { confirm, ask: true });
  };
  const go = async (order: Order, much: Scope) => {
    close();
    setFailed(undefined);
    try {
      await send(order, much);
    } catch (error) {
      setFailed({ error, retry: () => void go(order, much) });
    }
  };
  /** Once it is known how much of it is meant: what is complete goes on, the rest is asked for. */
  const goOn = (order: Wanted, much: Scope) => {
    if (order.kind === 'cancel' || order.kind === 'respond') void go(order, much);
    else if (order.kind === 'move' && much === 'one') {
      close();
      move();
    } else {
      setWanted(order);
      setScope(much);
    }
  };
  const begin = (order: Wanted) => (series ? setWanted(order) : goOn(order, 'one'));

  return (
    <>
      <div className={styles.actions}>
        {joinUrl ? (
          <Link as="button" aria-label={`Join ${subject}`} onClick={() => host.openLink(joinUrl)}>
            Join
          </Link>
        ) : null}
        {meeting.isOrganizer ? (
          (['move', 'rename', 'cancel'] as const).map((kind) => (
            <Button
              key={kind}
              size="small"
              aria-label={`${nameOf({ kind })} ${subject}`}
              disabled={kind === 'move' && !canMove(meeting, now)}
              onClick={() => begin({ kind })}
            >
              {`${nameOf({ kind })} …`}
            </Button>
          ))
        ) : (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button size="small" aria-label={`Answer ${subject}`}>
                Answer …
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {responses.map((response) => (
                  <MenuItem key={response} onClick={() => begin({ kind: 'respond', response })}>
                    {nameOf({ kind: 'respond', response })}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
      </div>
      {wanted && scope === undefined ? (
        <ScopeDialog
          title={`${nameOf(wanted)} “${subject}”`}
          repeats={series?.repeats}
          following={canFollow(wanted.kind)}
          choose={(much) => goOn(wanted, much)}
          close={close}
        />
      ) : null}
      {wanted?.kind === 'rename' && scope !== undefined ? (
        <NameDialog
          title={`Rename “${subject}”`}
          label="New name"
          initial={subject}
          verb="Rename …"
          save={(name) => send({ kind: 'rename', subject: name }, scope)}
          close={close}
        />
      ) : null}
      {wanted?.kind === 'move' && scope !== undefined && scope !== 'one' ? (
        <SeriesTimesDialog
          meeting={meeting}
          scope={scope}
          day={day}
          clock={clock}
          save={(times) => send({ kind: 'move', times }, scope)}
          close={close}
        />
      ) : null}
      {failed ? (
        <div className={styles.problem}>
          <Problem {...failed} />
        </div>
      ) : null}
    </>
  );
}
