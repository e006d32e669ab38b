import assert from 'node:assert/strict';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import type { Example } from './documentation.ts';
import { makeEvent, post } from './events.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  /** As it is sent to this tenant, without a query. */
  path: string;
}

interface Followed {
  matches: RegExp;
  scopes: string[];
  /** Options of the first call of a round. */
  options?: string;
  /** There has to be something on more than one page. */
  fill?(wanted: Wanted): Promise<unknown>;
  /** What happens before the link of the last page is used. */
  change?(wanted: Wanted): Promise<unknown>;
}

const december = 'startdatetime=2016-12-01T00:00:00Z&enddatetime=2016-12-30T00:00:00Z';
const chapel = {
  displayName: 'Chapel of Saint Ignatius',
  address: { street: '900 Broadway', city: 'Seattle', state: 'WA', countryOrRegion: 'United States', postalCode: '' },
  coordinates: { latitude: 47.6105, longitude: -122.321 },
};
const eventOn = ({ sandbox, example, as }: Wanted, day: number) => {
  const at = (time: string) => ({ dateTime: `2016-12-${day}T${time}:00`, timeZone: 'UTC' });
  return makeEvent(sandbox, as, { ...example, answer: { headers: {} } }, '/me/events', {
    start: at('10:00'),
    end: at('11:00'),
    location: chapel,
  });
};
async function removeEvent({ sandbox, as }: Wanted, { id }: { id?: unknown }): Promise<void> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Calendars.ReadWrite']));
  assert.equal((await graph(`/me/events/${id}`, { method: 'DELETE' })).status, 204);
}
async function say({ sandbox, as, path }: Wanted): Promise<void> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['ChannelMessage.Send']));
  const body = { body: { content: 'Hello World' } };
  assert.equal((await graph(path.replace(/\/delta$/, ''), { method: 'POST', body })).status, 201);
}

/** One message comes into the folder, and another leaves it. */
async function receive({ sandbox, as, path }: Wanted): Promise<void> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Mail.ReadWrite']));
  const folder = path.replace(/\/delta$/, '');
  const from = { emailAddress: { name: 'Alex Wilber', address: sandbox.person('Alex Wilber').mail } };
  const [oldest] = (await graph(`${folder}?$orderby=receivedDateTime`)).body.value;
  assert.equal((await graph(`/me/messages/${oldest?.id}`, { method: 'DELETE' })).status, 204);
  assert.equal((await graph(folder, { method: 'POST', body: { subject: 'New', sender: from } })).status, 201);
}

const followed: Followed[] = [
  {
    matches: /calendarView\/delta/i,
    scopes: ['Calendars.Read'],
    options: december,
    async fill(wanted) {
      for (const day of [10, 11, 12, 13, 14]) await eventOn(wanted, day);
    },
    async change(wanted) {
      await eventOn(wanted, 25);
      const { sandbox, as } = wanted;
      const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Calendars.Read']));
      const { body } = await graph(`/me/calendarView?${december}`);
      await removeEvent(wanted, body.value[0] ?? {});
    },
  },
  {
    matches: /mailFolders\/[^/]+\/messages\/delta/i,
    scopes: ['Mail.Read'],
    change: receive,
  },
  {
    matches: /channels\/[^/]+\/messages\/delta/,
    scopes: ['ChannelMessage.Read.All'],
    options: '$top=2',
    async fill(wanted) {
      for (let n = 0; n < 5; n++) await say(wanted);
    },
    change: say,
  },
  { matches: /^\/users\/delta/, scopes: ['User.Read.All'] },
  { matches: /^\/groups\/delta/, scopes: ['GroupMember.Read.All'] },
];

/**
 * What a page's token, which its own tenant gave out, stands for here: a token at the same place of a round of this tenant, before
 * its last page where the page's answer ends with a deltaLink.
 */
export async function withOwnToken(wanted: Wanted, query: string): Promise<string> {
  const [, kind] = /\$(skip|delta)token=/.exec(query) ?? [];
  const how = followed.find(({ matches }) => matches.test(wanted.path));
  if (!kind || !how) return query;
  const { sandbox, example, as, path } = wanted;
  await how.fill?.(wanted);
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, how.scopes));
  const links: string[] = [];
  let next = `${path}?${how.options ?? ''}`;
  for (;;) {
    const { status, body } = await graph(next, { headers: { prefer: 'odata.maxpagesize=2' } });
    assert.equal(status, 200, JSON.stringify(body));
    next = String(body['@odata.nextLink'] ?? body['@odata.deltaLink']);
    links.push(next);
    if (body['@odata.deltaLink']) break;
  }
  if (kind === 'delta') await how.change?.(wanted);
  const isLastPage = example.answer.body?.['@odata.deltaLink'] !== undefined;
  const link = kind === 'delta' ? links.at(-1) : isLastPage ? links.at(-2) : links[0];
  return link?.split('?')[1] ?? '';
}

/** What a window's placeholders stand for, with something in it. */
export async function withWindow(wanted: Wanted, query: string): Promise<string> {
  if (!query.includes('{start_datetime}')) return query;
  const { sandbox, as } = wanted;
  await post(sandbox, as, '/me/events', {
    subject: 'In the window',
    start: { dateTime: '2016-12-20T10:00:00', timeZone: 'UTC' },
    end: { dateTime: '2016-12-20T11:00:00', timeZone: 'UTC' },
  });
  return december;
}
