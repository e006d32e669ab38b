import type { Task } from '@aide/contracts/tasks';
import type { Day, Part } from '@aide/contracts/today';
import {
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import { longDay, timeIn } from '../../app/dates.ts';
import { Failed } from '../../app/failed.tsx';
import { Problem } from '../../app/problem.tsx';
import { Empty, Section } from '../../app/section.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { useAct } from '../../app/use-act.ts';
import { useConnect } from '../../app/use-connect.ts';
import { useLoad } from '../../app/use-load.ts';
import type { ViewProps } from '../../app/views.ts';
import { Entry, withChanged } from '../activity/entry.tsx';
import { Agenda } from './agenda.tsx';
import { Due } from './due.tsx';
import { Files } from './files.tsx';
import { DaySkeleton } from './skeleton.tsx';
import { without } from './without.ts';

const useStyles = makeStyles({
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, marginBottom: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2 },
  page: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 1.15fr) minmax(0, 1fr)' },
  },
  side: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  bar: { marginBottom: tokens.spacingVerticalL },
});

/** The day on one page: what is on, what is due, what was worked on, and what Aide did. */
export default function Today({ go }: ViewProps) {
  const styles = useStyles();
  const { api, host } = useSession();
  const { value: day, error, reload, set } = useLoad('today', (signal) => api.query<Day>('today.day', {}, signal));
  useOperations((changed) => {
    if (!changed) return reload();
    set((known) => known && { ...known, operations: withChanged(known.operations, changed).slice(0, 6) });
    // What was done or undone may be a meeting or a task of today.
    if (changed.state === 'done' || changed.state === 'undone') reload();
  });
  const act = useAct(reload);
  const now = useNow(day);
  if (!day) return error === undefined ? <DaySkeleton /> : <Failed title="Today" error={error} retry={reload} />;
  const { today, timeZone } = day;
  const complete = (task: Task) => {
    set((known) => known && without(known, task));
    void act('tasks.complete', { tasks: [{ listId: task.listId, taskId: task.taskId }] });
  };
  return (
    <>
      <div className={styles.head}>
        <Title2 as="h1">{longDay(today, host.locale)}</Title2>
        <Body1 className={styles.quiet}>
          {timeIn(timeZone, now, host.locale)} · {summaryOf(day, now)}
        </Body1>
      </div>
      {error === undefined ? null : (
        <div className={styles.bar}>
          <Problem error={error} retry={reload} />
        </div>
      )}
      {day.connectUrl ? <Allow url={day.connectUrl} done={reload} className={styles.bar} /> : null}
      <div className={styles.page}>
        <Section title="Agenda" actions={<Caption1 className={styles.quiet}>{zoneName(timeZone)}</Caption1>}>
          <Shown part={day.agenda} retry={reload}>
            {({ meetings }) => <Agenda meetings={meetings} today={today} timeZone={timeZone} now={now} />}
          </Shown>
        </Section>
        <div className={styles.side}>
          <Section
            title="Due"
            actions={
              <Button size="small" appearance="subtle" onClick={() => go({ view: 'tasks' })}>
                All tasks
              </Button>
            }
          >
            <Shown part={day.tasks} retry={reload}>
              {(tasks) => <Due tasks={tasks} today={today} complete={complete} />}
            </Shown>
          </Section>
          <Section title="Recent files">
            <Shown part={day.files} retry={reload}>
              {(recent) => <Files recent={recent} today={today} timeZone={timeZone} />}
            </Shown>
          </Section>
          <Section
            title="What Aide did"
            actions={
              <Button size="small" appearance="subtle" onClick={() => go({ view: 'activity' })}>
                All activity
              </Button>
            }
          >
            {day.operations.length === 0 ? (
              <Empty icon={<HistoryRegular />}>
                Nothing yet. What Aide does for you, here or in chat, is listed here and can be undone.
              </Empty>
            ) : (
              <ul className={styles.list}>
                {day.operations.map((operation) => (
                  <Entry key={operation.operation} operation={operation} brief />
                ))}
              </ul>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

/** A part, or what stands in its way. */
function Shown<T>({ part, retry, children }: { part: Part<T>; retry(): void; children(value: T): ReactNode }) {
  if ('value' in part) return children(part.value);
  if ('problem' in part) return <Problem told={part.problem} retry={retry} />;
  return <Body1>Aide may not see this yet. Press “Allow” above, and it shows up here.</Body1>;
}

/** One consent for everything that the page lacks. */
function Allow({ url, done, className }: { url: string; done(): void; className: string }) {
  const { connect, note, waiting } = useConnect(url, done);
  return (
    <MessageBar intent="info" layout="multiline" className={className}>
      <MessageBarBody>
        <MessageBarTitle>Aide needs your permission for part of this page.</MessageBarTitle> It reads only for you, and
        changes nothing before you say so. If your organisation does not let you agree, ask your administrator to
        approve Aide.
        {note ? <div>{note}</div> : null}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" disabled={waiting} onClick={connect}>
          Allow
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** What people call now, from minute to minute: the server's, which may be another one than this machine's. */
function useNow(day: Day | undefined): number {
  const [ahead, setAhead] = useState(0);
  const [, tick] = useState(0);
  const told = day?.now;
  useEffect(() => {
    if (told) setAhead(Date.parse(told) - Date.now());
  }, [told]);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + ahead;
}

function summaryOf(day: Day, now: number): string {
  const left =
    'value' in day.agenda
      ? day.agenda.value.meetings.filter(
          (m) => !m.isAllDay && !m.isCancelled && m.response !== 'declined' && Date.parse(m.end) > now,
        ).length
      : undefined;
  const due = 'value' in day.tasks ? day.tasks.value.overdue.length + day.tasks.value.today.length : undefined;
  const count = (n: number, one: string, many: string) => `${n === 0 ? 'no' : n} ${n === 1 ? one : many}`;
  return [
    ...(left === undefined ? [] : [`${count(left, 'meeting', 'meetings')} ahead`]),
    ...(due === undefined ? [] : [`${count(due, 'task', 'tasks')} due`]),
  ].join(', ');
}

/** "Los Angeles", of America/Los_Angeles. */
const zoneName = (timeZone: string) => timeZone.split('/').pop()?.replaceAll('_', ' ') ?? timeZone;
