import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { DateTime } from 'luxon';
import { useState } from 'react';
import type { Graph } from '../api/graph.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { Problem } from './problem.tsx';
import { isDone, type Step, type Task, type TaskList } from './task.ts';
import { TaskRow } from './task-row.tsx';
import { pathOf, useTasks } from './use-tasks.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', alignItems: 'center', gap: '8px', padding: '12px 16px 4px' },
  title: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  scroll: { flexGrow: 1, overflowY: 'auto', padding: '8px 16px 24px' },
  tasks: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '6px' },
  done: {
    margin: '20px 0 8px',
    cursor: 'pointer',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  state: { margin: 'auto', padding: '24px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

/** The tasks of one list: open ones first, then those that are done. */
export function TasksOfList({ graph, list, now }: { graph: Graph; list: TaskList; now: DateTime }) {
  const styles = useStyles();
  const notify = useNotify();
  const { value: tasks, error, again } = useTasks(graph, list.id);
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const change = async (id: string, on: boolean, path: string, body: object, said: string) => {
    setTicked((before) => new Map(before).set(id, on));
    try {
      await graph.call(`${pathOf(list.id)}/${path}`, { method: 'PATCH', body });
      notify(said);
    } catch (reason) {
      notify(readable(reason), 'error');
    }
    await again();
    setTicked((before) => new Map([...before].filter(([other]) => other !== id)));
  };
  const onDone = (task: Task, done: boolean) =>
    void change(
      task.id,
      done,
      encodeURIComponent(task.id),
      { status: done ? 'completed' : 'notStarted' },
      `${done ? 'Completed' : 'Reopened'}: ${task.title}`,
    );
  const onStep = (task: Task, step: Step, isChecked: boolean) =>
    void change(
      step.id,
      isChecked,
      `${encodeURIComponent(task.id)}/checklistItems/${encodeURIComponent(step.id)}`,
      { isChecked },
      `${isChecked ? 'Done' : 'Not done'}: ${step.displayName}`,
    );
  const rows = (some: Task[], label: string) => (
    <ul className={styles.tasks} aria-label={label}>
      {some.map((task) => (
        <TaskRow
          key={task.id}
          task={task}
          now={now}
          ticked={ticked}
          onDone={(done) => onDone(task, done)}
          onStep={(step, checked) => onStep(task, step, checked)}
        />
      ))}
    </ul>
  );
  const open = tasks?.filter((task) => !isDone(task)) ?? [];
  const done = tasks?.filter(isDone) ?? [];
  return (
    <>
      <div className={styles.tools}>
        <h2 className={styles.title}>{list.displayName}</h2>
        <Button
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          aria-label="Read again"
          onClick={() => void again()}
        />
      </div>
      {error && <Problem text={error} onAgain={() => void again()} />}
      {!tasks ? (
        !error && <Spinner className={styles.state} label="Reading the tasks" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={list.displayName}>
          {tasks.length === 0 && (
            <p className={styles.state}>
              <CheckmarkCircleRegular fontSize={40} aria-hidden />
              <br />
              {list.wellknownListName === 'flaggedEmails'
                ? 'Emails that are flagged appear here.'
                : 'No tasks here yet. Ask Aide in the chat: “remind me to send the deck on Friday”.'}
            </p>
          )}
          {open.length > 0 && rows(open, 'Open tasks')}
          {tasks.length > 0 && open.length === 0 && <p className={styles.state}>All done.</p>}
          {done.length > 0 && (
            <details open={open.length === 0 || done.length < 10}>
              <summary className={styles.done}>Completed ({done.length})</summary>
              {rows(done, 'Completed tasks')}
            </details>
          )}
        </section>
      )}
    </>
  );
}
