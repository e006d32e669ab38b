import { z } from 'zod';
import { file } from './files.ts';
import { operation } from './operations.ts';
import { meeting } from './schedule.ts';
import { task } from './tasks.ts';

export const dayInput = z.object({});

/** A part of the day: what it is, or why it is not there. The other parts are not touched by that. */
const part = <T extends z.ZodType>(value: T) =>
  z.union([
    z.object({ value }),
    z.object({
      missing: z.array(z.string()).describe('Graph scopes that the person has not consented to yet'),
      connectUrl: z.string().describe('where a browser gives consent'),
    }),
    z.object({
      problem: z.object({
        code: z.string(),
        detail: z.string(),
        remedy: z.string(),
        retryAfter: z.number().optional(),
      }),
    }),
  ]);
export type Part<T> =
  | { value: T }
  | { missing: string[]; connectUrl: string }
  | { problem: { code: string; detail: string; remedy: string; retryAfter?: number } };

/** Of the person's day, by their clock: meetings that lie in it or reach into it, in the order of their start. */
export const agenda = z.object({ meetings: z.array(meeting) });
/** Open tasks with a date. `cut`: names of lists that were not read to their end. */
export const dueTasks = z.object({ overdue: z.array(task), today: z.array(task), cut: z.array(z.string()) });
/** Changed last; `everywhere` = also those that others share, and of sites. */
export const recentFiles = z.object({ files: z.array(file), everywhere: z.boolean() });
export type Agenda = z.infer<typeof agenda>;
export type DueTasks = z.infer<typeof dueTasks>;
export type RecentFiles = z.infer<typeof recentFiles>;

export const dayOutput = z.object({
  /** Today, and what people call now, where the person is. */
  today: z.iso.date(),
  now: z.iso.datetime({ offset: true }),
  /** IANA name. */
  timeZone: z.string(),
  /** Their first name or what else they are called. */
  name: z.string(),
  agenda: part(agenda),
  tasks: part(dueTasks),
  files: part(recentFiles),
  /** What Aide did last, newest first. */
  operations: z.array(operation),
  /** Where a browser gives everything that is missing, at once. */
  connectUrl: z.string().optional(),
});
export type Day = z.infer<typeof dayOutput>;
