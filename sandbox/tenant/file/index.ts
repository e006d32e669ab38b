import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { GraphFailure } from '../../graph/area.ts';
import { sendMeetingMessages } from '../../graph/calendar/meeting-messages.ts';
import type { Content } from '../content.ts';
import { seedApps } from '../seed/apps.ts';
import type { Row, Table } from '../store.ts';
import type { Tenant } from '../tenant.ts';
import { fillEvent } from './events.ts';
import { fillMessage } from './mail.ts';
import { fillPeople, personOf } from './people.ts';
import { type TenantFile, tenantFile } from './schema.ts';
import { fillTask } from './tasks.ts';

/** What became of something in the file: id = its kind and sourceId. */
export interface SourceRow extends Row {
  /** Of the event, message or task in Graph. */
  graphId: string;
}

export const sourcesOf = ({ store }: Tenant): Table<SourceRow> => store.table<SourceRow>('fileSources');

/**
 * A tenant from a file, in the place of the seed.
 * @throws Error with a sentence that says what is wrong in the file, and where
 */
export function readTenantFile(path: string): Content {
  const text = readText(path);
  const read = tenantFile.safeParse(parsed(path, text));
  if (!read.success) {
    const { issues } = read.error;
    const said = issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    const more = issues.length > said.length ? `; and ${issues.length - said.length} more` : '';
    throw new Error(`The tenant file ${path} cannot be used: ${said.join('; ')}${more}.`);
  }
  const file = read.data;
  const me = file.me ?? file.users[0]!.userPrincipalName;
  return {
    domain: me.slice(me.indexOf('@') + 1).toLowerCase(),
    name: `tenant-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
    fill(tenant, aide, root) {
      if (file.now) tenant.clock.set(DateTime.fromISO(file.now, { zone: 'utc' }).toJSDate());
      fillPeople(tenant, file);
      seedApps(tenant, aide, root);
      fillContent(tenant, file, me, path);
      sendMeetingMessages(tenant, file.meetingMessages);
    },
  };
}

function fillContent(tenant: Tenant, file: TenantFile, address: string, path: string): void {
  const me = personOf(tenant, address)!;
  const sources = sourcesOf(tenant);
  const all = <T extends { sourceId?: string }>(
    kind: 'events' | 'messages' | 'tasks',
    entries: T[],
    fill: (tenant: Tenant, owner: typeof me, entry: T, key: string) => string,
  ) =>
    entries.forEach((entry, i) => {
      const key = `${kind} ${entry.sourceId ?? `#${i}`}`;
      try {
        sources.put({ id: key, graphId: fill(tenant, me, entry, `file ${key}`) });
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        throw new Error(`The tenant file ${path} cannot be used: ${kind}.${i}: ${error.message}`, { cause: error });
      }
    });
  all('events', file.events, fillEvent);
  all('messages', file.messages, fillMessage);
  all('tasks', file.tasks, fillTask);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`The tenant file ${path} cannot be read (${code}).`, { cause });
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The tenant file ${path} is no JSON: ${(cause as Error).message}.`, { cause });
  }
}
