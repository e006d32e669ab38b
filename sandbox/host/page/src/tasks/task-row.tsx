import { Checkbox, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  AlertRegular,
  ArrowRepeatAllRegular,
  AttachRegular,
  CalendarRegular,
  LinkRegular,
  StarFilled,
  TagRegular,
} from '@fluentui/react-icons';
import type { DateTime } from 'luxon';
import type { ReactNode } from 'react';
import { safeUrl } from '../chat/popup.ts';
import { dueText, isDone, noteText, reminderText, repeatText, type Step, type Task } from './task.ts';

const useStyles = makeStyles({
  row: {
    position: 'relative',
    padding: '6px 40px 8px 4px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  title: { color: tokens.colorNeutralForeground1 },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  star: { position: 'absolute', top: '14px', right: '14px', color: tokens.colorBrandForeground1 },
  rest: { display: 'grid', gap: '4px', paddingLeft: '40px', color: tokens.colorNeutralForeground2 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 14px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
  },
  fact: { display: 'flex', alignItems: 'center', gap: '4px' },
  late: { color: tokens.colorStatusDangerForeground3 },
  note: { margin: 0, whiteSpace: 'pre-line' },
  steps: { listStyleType: 'none', margin: 0, padding: 0 },
  summary: {
    cursor: 'pointer',
    fontSize: tokens.fontSizeBase200,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

interface Props {
  task: Task;
  /** In the person's zone. */
  now: DateTime;
  /** What has just been ticked, by id, and is on its way. */
  ticked: ReadonlyMap<string, boolean>;
  onDone(done: boolean): void;
  onStep(step: Step, checked: boolean): void;
}

/** A task: done or not, when, how often, what it is made of and where it came from. */
export function TaskRow({ task, now, ticked, onDone, onStep }: Props) {
  const styles = useStyles();
  const due = dueText(task, now);
  const reminder = reminderText(task, now.zoneName ?? 'utc');
  const repeat = repeatText(task);
  const note = noteText(task);
  const steps = task.checklistItems ?? [];
  const done = ticked.get(task.id) ?? isDone(task);
  const isImportant = task.importance === 'high';
  const fact = (Icon: typeof AlertRegular, text: ReactNode, key: string, more?: string) => (
    <li key={key} className={mergeClasses(styles.fact, more)}>
      <Icon aria-hidden />
      {text}
    </li>
  );
  const facts = [
    ...(due ? [fact(CalendarRegular, due.text, 'due', due.isLate ? styles.late : undefined)] : []),
    ...(reminder ? [fact(AlertRegular, reminder, 'reminder')] : []),
    ...(repeat ? [fact(ArrowRepeatAllRegular, repeat, 'repeat')] : []),
    ...(task.categories?.length ? [fact(TagRegular, task.categories.join(', '), 'categories')] : []),
    ...(task.attachments ?? []).map((file) => fact(AttachRegular, file.name, file.id)),
    ...(task.linkedResources ?? []).flatMap((link) => {
      const url = link.webUrl === undefined ? undefined : safeUrl(link.webUrl);
      const name = [link.displayName, link.applicationName].filter(Boolean).join(' · ') || 'Where it came from';
      const open = url && (
        <Link href={url} target="_blank" rel="noopener noreferrer">
          {name}
        </Link>
      );
      return [fact(LinkRegular, open || name, link.id)];
    }),
  ];
  return (
    <li className={styles.row}>
      <Checkbox
        shape="circular"
        size="large"
        checked={done}
        onChange={(_, { checked }) => onDone(checked === true)}
        label={
          <span className={mergeClasses(styles.title, done && styles.done)}>
            {task.title}
            {isImportant && <span className="visually-hidden">, important</span>}
          </span>
        }
      />
      {isImportant && <StarFilled className={styles.star} fontSize={18} aria-hidden />}
      {(facts.length > 0 || note || steps.length > 0) && (
        <div className={styles.rest}>
          {facts.length > 0 && <ul className={styles.facts}>{facts}</ul>}
          {note && <p className={styles.note}>{note}</p>}
          {steps.length > 0 && (
            <details>
              <summary className={styles.summary}>
                {steps.filter((step) => step.isChecked).length} of {steps.length}{' '}
                {steps.length === 1 ? 'step' : 'steps'}
              </summary>
              <ul className={styles.steps} aria-label={`Steps of ${task.title}`}>
                {steps.map((step) => (
                  <li key={step.id}>
                    <Checkbox
                      label={<span className={styles.title}>{step.displayName}</span>}
                      checked={ticked.get(step.id) ?? step.isChecked}
                      onChange={(_, { checked }) => onStep(step, checked === true)}
                    />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </li>
  );
}
