import { DateTime } from 'luxon';
import { windowsName } from '../../graph/calendar/mailboxes.ts';
import type { TaskInput } from '../../graph/todo/input.ts';
import { createList, listsOf } from '../../graph/todo/lists.ts';
import type { ListRow } from '../../graph/todo/model.ts';
import { createTask, save } from '../../graph/todo/tasks.ts';
import { weekdays } from '../../recurrence/pattern.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { seedId } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { kinds, ownLists, type TaskPlan, workLists } from './tasks-data.ts';

/** Somebody who has never opened To Do: an account without a task. */
export const withoutTasks = 'Pradeep Gupta';

/** Everybody's To Do lists, relative to today: late, due, done and open tasks. The same for the same day. */
export function seedTasks(tenant: Tenant): void {
  const now = tenant.clock.now();
  const random = createRandom(Math.floor(now.getTime() / 86_400_000));
  for (const user of tenant.tables.users.all()) {
    if (user.displayName === withoutTasks) continue;
    const today = DateTime.fromJSDate(now, { zone: user.timeZone }).startOf('day');
    const [tasks] = listsOf(tenant, user.id);
    if (tasks)
      fill(
        tenant,
        user,
        today,
        tasks,
        kinds.map((kind) => random.pick(kind)),
      );
    for (const [name, plans] of listsFor(user, random))
      fill(tenant, user, today, createList(tenant, user.id, name, `seed ${name}`), plans);
  }
}

const listsFor = (user: UserRow, random: Random) => {
  const work = workLists[user.department];
  const first = random.between(0, ownLists.length - 1);
  return [...(work ? [work] : []), ...ownLists.slice(first, first + random.between(1, ownLists.length))];
};

function fill(tenant: Tenant, user: UserRow, today: DateTime, list: ListRow, plans: TaskPlan[]): void {
  plans.forEach((plan, n) => {
    const createdDateTime = `${today
      .minus({ days: plans.length - n + 2 })
      .plus({ hours: 9 + n })
      .toUTC()
      .toISO()!
      .slice(0, 23)}0000Z`;
    const task = createTask(tenant, list, inputOf(user, today, plan), `seed ${list.displayName} ${plan.title}`);
    const checklistItems = (plan.steps ?? []).map((step) => ({
      id: seedId(`${task.id} ${step}`),
      displayName: step.replace(/^\+/, ''),
      isChecked: step.startsWith('+'),
      createdDateTime,
      checkedDateTime: step.startsWith('+') ? createdDateTime : null,
    }));
    save(tenant, { ...task, checklistItems, createdDateTime, bodyLastModifiedDateTime: createdDateTime });
  });
}

function inputOf(user: UserRow, today: DateTime, plan: TaskPlan): TaskInput {
  const timeZone = windowsName(user.timeZone);
  const day = plan.due === undefined ? undefined : onWorkday(today.plus({ days: plan.due }), plan);
  const at = (time: string) => ({ dateTime: `${day?.toISODate()}T${time}:00`, timeZone });
  return {
    title: plan.title,
    ...(plan.note && { body: { content: plan.note, contentType: 'text' as const } }),
    importance: plan.isImportant ? 'high' : 'normal',
    categories: plan.categories ?? [],
    ...(day && { dueDateTime: at('00:00') }),
    ...(day && plan.reminder && { reminderDateTime: at(plan.reminder), isReminderOn: true }),
    ...(plan.isDone && {
      status: 'completed' as const,
      completedDateTime: { dateTime: today.minus({ days: 1 }).toISODate()!, timeZone: 'UTC' },
    }),
    ...(day && plan.repeats && { recurrence: seriesFrom(day, plan.repeats) }),
  };
}

/** A series of working days does not begin on a Sunday. */
const onWorkday = (day: DateTime, { repeats }: TaskPlan) =>
  repeats === 'weekdays' && day.weekday > 5 ? day.plus({ days: 8 - day.weekday }) : day;

function seriesFrom(day: DateTime, repeats: NonNullable<TaskPlan['repeats']>): TaskInput['recurrence'] {
  const range = { type: 'noEnd' as const, startDate: day.toISODate()! };
  if (repeats === 'monthly') return { pattern: { type: 'absoluteMonthly', interval: 1, dayOfMonth: day.day }, range };
  const daysOfWeek = repeats === 'weekdays' ? weekdays.slice(0, 5) : [weekdays[day.weekday - 1]!];
  return { pattern: { type: 'weekly', interval: 1, daysOfWeek, firstDayOfWeek: 'monday' }, range };
}
