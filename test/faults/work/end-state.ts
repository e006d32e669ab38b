import type { SandboxForTests } from '../../support/sandbox.ts';

/** What a person finds in Microsoft 365, a line for each thing; ids, addresses and times of writing are left out. Sorted. */
export type EndState = string[];

const scopes = [
  'Calendars.Read',
  'Mail.Read',
  'Tasks.Read',
  'Files.Read.All',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Read.All',
  'Chat.Read',
];

// biome-ignore lint/suspicious/noExplicitAny: resources of every kind are read here, a few fields of each
type Json = any;
type Read = (path: string) => Promise<Json[]>;

/** Read from Graph as the person, with another client than Aide. */
export async function endStateOf(sandbox: SandboxForTests, name: string): Promise<EndState> {
  const token = await sandbox.tokenFor(
    name,
    scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
  );
  const get = async (url: string) => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const body = (await answer.json()) as Json;
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  };
  const read: Read = async (path) => {
    const all: Json[] = [];
    for (let next: string | undefined = `${sandbox.url}/v1.0${path}`; next; ) {
      const page = await get(next);
      all.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return all;
  };
  const lines: string[] = [];
  for (const part of [calendar, mail, tasks, drive, chats, channels]) lines.push(...(await part(read)));
  return lines.sort();
}

const line = (...parts: unknown[]) =>
  parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' | ');
const plain = (html = '') =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/https?:\S+/g, '(link)')
    .replace(/\s+/g, ' ')
    .trim();

async function calendar(read: Read): Promise<string[]> {
  const events = await read('/me/events?$top=500');
  return events.map((e: Json) =>
    line('event', e.subject, e.start?.dateTime, e.end?.dateTime, e.isCancelled, e.organizer?.emailAddress?.address, [
      ...e.attendees.map((a: Json) => `${a.emailAddress.address} ${a.type} ${a.status?.response}`).sort(),
    ]),
  );
}

async function mail(read: Read): Promise<string[]> {
  const lines: string[] = [];
  for (const folder of await read('/me/mailFolders?$top=100')) {
    const select = 'subject,from,toRecipients,ccRecipients,isDraft,isRead,body,hasAttachments';
    for (const m of await read(`/me/mailFolders/${folder.id}/messages?$top=200&$select=${select}`)) {
      const to = [...m.toRecipients, ...m.ccRecipients].map((r: Json) => r.emailAddress.address).sort();
      const text = plain(m.body?.content).slice(0, 120);
      lines.push(line('mail', folder.displayName, m.subject, m.from?.emailAddress?.address, to, m.isDraft, text));
    }
  }
  return lines;
}

async function tasks(read: Read): Promise<string[]> {
  const lines: string[] = [];
  for (const list of await read('/me/todo/lists')) {
    lines.push(line('list', list.displayName));
    for (const t of await read(`/me/todo/lists/${list.id}/tasks?$top=200&$expand=checklistItems`)) {
      const steps = (t.checklistItems ?? []).map((s: Json) => `${s.displayName} ${s.isChecked}`).sort();
      lines.push(line('task', list.displayName, t.title, t.status, t.importance, t.dueDateTime ?? null, steps));
    }
  }
  return lines;
}

async function drive(read: Read, path = '/me/drive/root', name = ''): Promise<string[]> {
  const lines: string[] = [];
  for (const item of await read(`${path}/children?$top=500`)) {
    const here = `${name}/${item.name}`;
    lines.push(line('file', here, item.folder ? 'folder' : item.size, item.file?.hashes?.quickXorHash ?? ''));
    if (/Mark/.test(item.name))
      for (const p of await read(`/me/drive/items/${item.id}/permissions`)) {
        const who = p.grantedToV2?.user?.displayName ?? p.grantedTo?.user?.displayName ?? p.link?.scope;
        lines.push(line('permission', here, p.roles, who));
      }
    if (item.folder?.childCount) lines.push(...(await drive(read, `/me/drive/items/${item.id}`, here)));
  }
  return lines;
}

const said = (m: Json) => line(m.from?.user?.displayName ?? 'app', plain(m.body?.content), Boolean(m.deletedDateTime));

/** Chats of people; what the app says in its own chats may come twice after a crash, and is not counted. */
async function chats(read: Read): Promise<string[]> {
  const lines: string[] = [];
  for (const chat of await read('/me/chats?$expand=members&$top=50')) {
    const members = (chat.members ?? []).map((m: Json) => m.displayName).sort();
    const messages = (await read(`/chats/${encodeURIComponent(chat.id)}/messages?$top=50`)).filter((m) => m.from?.user);
    for (const m of messages) lines.push(line('chat', chat.chatType, members, said(m)));
  }
  return lines;
}

async function channels(read: Read): Promise<string[]> {
  const lines: string[] = [];
  for (const team of await read('/me/joinedTeams'))
    for (const channel of await read(`/teams/${team.id}/channels`)) {
      const path = `/teams/${team.id}/channels/${encodeURIComponent(channel.id)}/messages`;
      for (const m of await read(`${path}?$top=50&$expand=replies`)) {
        if (m.from?.user) lines.push(line('post', team.displayName, channel.displayName, said(m)));
        for (const r of m.replies ?? []) lines.push(line('reply', channel.displayName, said(r)));
      }
    }
  return lines;
}

/** What one has more often than the other. */
export function difference(one: EndState, other: EndState): { more: string[]; less: string[] } {
  const counts = new Map<string, number>();
  for (const l of one) counts.set(l, (counts.get(l) ?? 0) + 1);
  for (const l of other) counts.set(l, (counts.get(l) ?? 0) - 1);
  const expand = (sign: number) =>
    [...counts].flatMap(([l, n]) => Array.from({ length: Math.max(0, n * sign) }, () => l));
  return { more: expand(1), less: expand(-1) };
}
