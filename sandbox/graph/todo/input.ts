import { z } from 'zod';
import type { Recurrence } from '../../recurrence/pattern.ts';
import { patternedRecurrence, readRecurrence as readSeries } from '../calendar/recurrence-input.ts';
import { flag, oneOf, readBody, zonedTime } from '../calendar/wire.ts';
import { invalidModel } from './faults.ts';

/** Characters of a title, a list's name, a step: https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmsg */
const longest = 255;

const text = z.string().nullish();
const linkedResource = z.object({ webUrl: text, applicationName: text, displayName: text, externalId: text });
export type LinkedResourceInput = z.infer<typeof linkedResource>;

const task = z.strictObject({
  title: z.string().nullish(),
  body: z.object({ content: text, contentType: oneOf(['text', 'html']).nullish() }).nullish(),
  importance: oneOf(['low', 'normal', 'high']).nullish(),
  status: oneOf(['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred']).nullish(),
  isReminderOn: flag.nullish(),
  reminderDateTime: zonedTime.nullish(),
  startDateTime: zonedTime.nullish(),
  dueDateTime: zonedTime.nullish(),
  completedDateTime: zonedTime.nullish(),
  categories: z.array(z.string()).nullish(),
  recurrence: patternedRecurrence.nullish(),
  linkedResources: z.array(linkedResource).nullish(),
});
export type TaskInput = z.infer<typeof task>;

/** To Do ignores these when a client sends back what it read. */
const readOnly = new Set([
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'bodyLastModifiedDateTime',
  'checkedDateTime',
  'hasAttachments',
  'isOwner',
  'isShared',
  'wellknownListName',
]);
const written = z
  .record(z.string(), z.unknown())
  .transform((body) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.has(name) && !name.includes('@'))),
  );

/** @throws GraphFailure 400 for a body that is no task, a title that is too long, more than one linked resource */
export function readTask(body: unknown): TaskInput {
  const input = readBody(written.pipe(task), body);
  if (input.title != null) named(input.title, 'Title');
  if ((input.linkedResources?.length ?? 0) > 1) throw tooManyLinks();
  return input;
}

export const tooManyLinks = () => invalidModel('Only one item in linkedResources is allowed.');

/** @throws GraphFailure 400 for an empty or too long name */
export function named(name: string | null | undefined, property: string): string {
  if (!name?.trim()) throw invalidModel(`The ${property} field is required.`);
  if (name.length > longest)
    throw invalidModel(`The field ${property} must be a string with a maximum length of ${longest}.`);
  return name;
}

const nameOnly = z.strictObject({ displayName: z.string().nullish() });
export const readList = (body: unknown) => readBody(written.pipe(nameOnly), body);

const checklistItem = nameOnly.extend({ isChecked: flag.nullish() });
export const readChecklistItem = (body: unknown) => readBody(written.pipe(checklistItem), body);

export const readLinkedResource = (body: unknown): LinkedResourceInput =>
  readBody(written.pipe(linkedResource.strict()), body);

/** The series with all its parts. @throws GraphFailure 400 when a part is missing that its type needs */
export function readRecurrence(given: NonNullable<TaskInput['recurrence']>, zone: string): Recurrence {
  const needs = (type: string, part: string) =>
    invalidModel(`The recurrence of type '${type}' needs a valid '${part}'.`);
  const recurrence = readSeries(given, zone, needs);
  const { type, startDate, endDate } = recurrence.range;
  if (type === 'endDate' && endDate < startDate) throw needs(recurrence.pattern.type, 'endDate');
  return recurrence;
}
