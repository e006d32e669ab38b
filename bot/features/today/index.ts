import {
  type Agenda,
  type Day,
  type DueTasks,
  dayInput,
  dayOutput,
  type Part,
  type RecentFiles,
} from '@aide/contracts/today';
import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import { AideError } from '../../errors.ts';
import type { Context, DayPart, Feature, Query } from '../feature.ts';
import { viewOf } from '../operation-view.ts';
import { readParts } from './parts.ts';

/** Operations that are shown. */
const mostOperations = 6;

export interface DayParts {
  agenda: DayPart<Agenda>;
  tasks: DayPart<DueTasks>;
  files: DayPart<RecentFiles>;
}

/** The day on one page: meetings, tasks that are due, files, and what Aide did. Its parts are those of the other features. */
export function createToday(parts: DayParts): Feature {
  return {
    name: 'today',
    title: 'Your day',
    actions: [],
    queries: [dayQuery(parts)],
    commands: [],
    verbs: [],
    reasons: Object.fromEntries(directoryScopes.profile.map((scope) => [scope, directoryReasons[scope] ?? ''])),
  };
}

const dayQuery = (parts: DayParts): Query<typeof dayInput, Day> => ({
  name: 'today.day',
  title: 'My day',
  scopes: directoryScopes.profile,
  input: dayInput,
  output: dayOutput,
  async run(ctx) {
    const recent = ctx.operations.list(mostOperations);
    const [{ displayName }, now] = await whoAndWhen(ctx, parts).catch((error: unknown) => {
      void recent.catch(() => undefined);
      throw error;
    });
    const { agenda, tasks, files } = (await readParts(ctx, { ...parts })) as {
      agenda: Part<Agenda>;
      tasks: Part<DueTasks>;
      files: Part<RecentFiles>;
    };
    const missing = [agenda, tasks, files].flatMap((part) => ('missing' in part ? part.missing : []));
    return {
      today: now.toISODate()!,
      now: now.toUTC().toISO()!,
      timeZone: now.zoneName!,
      name: displayName,
      agenda,
      tasks,
      files,
      operations: (await recent).map(viewOf),
      ...(missing.length > 0 ? { connectUrl: ctx.connectUrl([...new Set(missing)]) } : {}),
    };
  },
});

/** Whoever has to consent to be known at all is asked once, for the whole page. */
async function whoAndWhen(ctx: Context, parts: DayParts) {
  try {
    return await Promise.all([ctx.profile(), ctx.now()]);
  } catch (error) {
    if (!(error instanceof AideError && error.code === 'consent_required')) throw error;
    const scopes = Object.values(parts).flatMap((part: DayPart) => part.scopes);
    const { userMessage, remedy, details, message } = error;
    throw new AideError(
      'consent_required',
      { message, userMessage, remedy },
      { ...details, scopes: [...new Set(scopes)] },
    );
  }
}
