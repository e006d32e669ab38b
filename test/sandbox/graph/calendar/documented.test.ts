import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, readBody, timeSlot } from '../../../../sandbox/graph/calendar/wire.ts';
import { type GraphEvent, type Json, type Office, openOffice, type Person } from './office.ts';

interface Example {
  page: string;
  name: string;
  request: { method: string; path: string; headers: Record<string, string>; body: Json };
  response: { status: number; body?: Json };
}
const folder = resolve(import.meta.dirname, '../../../../../shared/reference/graph-docs');
const read = <T>(file: string, key: string): T[] =>
  existsSync(folder) ? (JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))[key] as T[]) : [];

/** The documentation's tenants have other names than ours. */
const ours = (body: Json): Json =>
  JSON.parse(JSON.stringify(body).replace(/"(\w+)@[\w.]*onmicrosoft\.com"/gi, '"$1@contoso.com"'));

describe("the documentation's calendar examples", () => {
  let office: Office;
  let alex: Person;
  before(async function () {
    if (!existsSync(folder)) this.skip();
    office = await openOffice();
    alex = await office.login('Alex Wilber');
  });
  after(() => office?.stop());

  const created = read<Example>('examples.json', 'examples').filter((e) => e.page === 'user-post-events');
  for (const { name, request, response } of created)
    it(`${name}: is taken as it is written, and answered with the documented properties`, async () => {
      const { prefer = request.headers.Prefer } = request.headers;
      const answer = await alex.ask<GraphEvent>('POST', '/me/events', ours(request.body), prefer ? { prefer } : {});
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      for (const property of Object.keys(response.body ?? {})) assert.ok(property in answer.body, property);
      const zone = (response.body?.start as { timeZone: string } | undefined)?.timeZone;
      if (zone && prefer) assert.equal(answer.body.start.timeZone, zone);
    });

  it('outlook-get-free-busy-schedule: gives the documented view', async () => {
    const blocks = read<{ page: string; kind: string; body: Json }>('concept-blocks.json', 'blocks');
    const page = blocks.filter((b) => b.page === 'outlook-get-free-busy-schedule');
    const ask = page.find((b) => b.kind === 'request')?.body;
    const documented = page.find((b) => b.kind === 'response')?.body as { value: Json[] } | undefined;
    assert.ok(ask && documented);
    const zone = 'Pacific Standard Time';
    for (const [showAs, from, to] of [
      ['tentative', '2018-08-06T09:00:00', '2018-08-06T10:30:00'],
      ['busy', '2018-08-06T11:00:00', '2018-08-06T13:00:00'],
    ])
      await alex.book({ showAs, start: { dateTime: from, timeZone: zone }, end: { dateTime: to, timeZone: zone } });
    const adele = await office.login('Adele Vance');
    const { body } = await adele.ask<{ value: Json[] }>('POST', '/me/calendar/getSchedule', ours(ask), {
      prefer: `outlook.timezone="${zone}"`,
    });
    const expected = documented.value[0] as Json & { scheduleItems: { status: string }[] };
    assert.equal(body.value[0]?.availabilityView, expected.availabilityView);
    const lower = expected.scheduleItems.map((i) => ({ ...i, status: i.status.toLowerCase() }));
    assert.deepEqual(body.value[0]?.scheduleItems, lower);
  });

  it('outlook-calendar-meeting-proposals: an action takes its parameters in any case', () => {
    const slot = (time: string) => ({ DateTime: `2019-08-16T${time}`, TimeZone: 'Pacific Standard Time' });
    const proposedNewTime = { Start: slot('12:00:00'), End: slot('14:00:00') };
    const read = readBody(z.object({ sendResponse: flag, proposedNewTime: timeSlot }), {
      SendResponse: 'true',
      proposedNewTime,
    });
    assert.equal(read.sendResponse, true);
    assert.deepEqual(read.proposedNewTime.end, { dateTime: '2019-08-16T14:00:00', timeZone: 'Pacific Standard Time' });
  });
});
