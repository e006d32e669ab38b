import assert from 'node:assert/strict';
import { type Day, dayOutput, type Part } from '@aide/contracts/today';
import { directoryScopes } from '../../../../bot/directory/scopes.ts';
import { AideError } from '../../../../bot/errors.ts';
import type { Feature, Query } from '../../../../bot/features/feature.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { features } from '../../../../bot/features/index.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { dayTime } from '../../../../bot/features/tasks/times.ts';
import { createOffice, type Office } from '../office.ts';

const today = features.find(({ name }) => name === 'today')!;
const dayQuery = today.queries[0] as Query;
const everything: Feature = {
  ...today,
  reasons: { ...schedule.reasons, ...tasks.reasons, ...files.reasons },
};
const adele = 'Adele Vance';

function given<T>(part: Part<T>): T {
  assert('value' in part, JSON.stringify(part));
  return part.value;
}

describe('the day on one page', () => {
  let office: Office;
  before(async () => {
    office = await createOffice(everything, ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'Files.ReadWrite']);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(Object.keys(everything.reasons));
  });
  after(() => office.stop());
  const as = (name = adele) => office.as(name, undefined, directoryScopes.profile);
  const day = async (name?: string) => dayOutput.parse(await dayQuery.run(await as(name), {})) as Day;
  const batches = () => office.calls().filter((call) => call.endsWith('/$batch')).length;
  const fault = (path: string, status: number, more = {}) =>
    office.sandbox.tenant.faults.add([{ match: { path }, kind: 'status', status, ...more }]);

  it('has the meetings, the tasks that are due, the files and what Aide did', async () => {
    const now = await (await as()).now();
    const at = (hour: number) => ({
      dateTime: now.set({ hour, minute: 0 }).toFormat("yyyy-MM-dd'T'HH:00:00"),
      timeZone: now.zoneName,
    });
    await office.graphAs(adele, 'POST', '/me/events', { subject: 'Day planning', start: at(10), end: at(11) });
    const due = (days: number) => ({ dueDateTime: dayTime(now.plus({ days }).toISODate()!, now.zoneName!) });
    const list = await office.graphAs<{ id: string }>(adele, 'POST', '/me/todo/lists', { displayName: 'Day' });
    const put = (task: object) => office.graphAs(adele, 'POST', `/me/todo/lists/${list.id}/tasks`, task);
    for (const [title, days] of [
      ['late', -3],
      ['now', 0],
      ['later', 1],
    ] as const)
      await put({ title, ...due(days) });
    await put({ title: 'done', ...due(0), status: 'completed' });
    await put({ title: 'some day' });
    const read = await day();
    assert.equal(read.today, now.toISODate());
    assert(given(read.agenda).meetings.some(({ subject }) => subject === 'Day planning'));
    const mine = (all: { list: string; title: string }[]) => all.filter((t) => t.list === 'Day').map((t) => t.title);
    assert.deepEqual(mine(given(read.tasks).overdue), ['late']);
    assert.deepEqual(mine(given(read.tasks).today), ['now']);
    assert(given(read.files).files.length > 0);
    assert.equal(given(read.files).everywhere, true);
    assert.equal(read.connectUrl, undefined);
  });

  it('is one round trip, two when the lists are not known or there is a new one', async () => {
    await day();
    office.calls();
    await day();
    assert.equal(batches(), 1);
    await office.graphAs(adele, 'POST', '/me/todo/lists', { displayName: 'Fresh' });
    office.calls();
    await day();
    assert.equal(batches(), 2);
    office.calls();
    await day('Nestor Wilke');
    assert(batches() <= 2);
  });

  it('asks many lists in two round trips, and says of which it was not', async () => {
    for (let i = 0; i < 40; i++)
      await office.graphAs('Alex Wilber', 'POST', '/me/todo/lists', { displayName: `List ${i}` });
    office.calls();
    const read = await day('Alex Wilber');
    assert(batches() <= 3);
    assert(given(read.tasks).cut.includes('List 39'));
  });

  it('goes on without what is not consented to, and says where that is given', async () => {
    const scopes = Object.keys(everything.reasons).filter((scope) => !/^(Tasks|Files)\./.test(scope));
    office.consent(scopes);
    const read = await day('Lee Gu');
    assert('value' in read.agenda);
    assert('missing' in read.tasks && 'missing' in read.files, JSON.stringify(read.tasks));
    assert(read.tasks.missing.includes('Tasks.Read'));
    assert(read.tasks.connectUrl.includes('Tasks.Read') && !read.tasks.connectUrl.includes('Files'));
    assert(read.connectUrl?.includes('Tasks.Read') && read.connectUrl.includes('Files.Read'));
  });

  it('shows the own OneDrive where an administrator has not opened more', async () => {
    office.consent(Object.keys(everything.reasons).filter((scope) => !/\.All$/.test(scope)));
    assert.equal(given((await day('Diego Siciliani')).files).everywhere, false);
  });

  it('asks for all of it at once where there is no consent at all', async () => {
    office.consent([]);
    const ctx = await office.as(adele, undefined, directoryScopes.profile).catch(() => undefined);
    const error = await (async () => dayQuery.run(ctx ?? (await as()), {}))().catch((thrown: unknown) => thrown);
    // Adele is known already: then it is the parts that are missing.
    if (error instanceof AideError) assert.equal(error.code, 'consent_required');
    else
      assert.equal(Object.values(error as Day).filter((p) => p && typeof p === 'object' && 'missing' in p).length, 3);
  });

  it('shows the rest when one part fails, also when Graph is too busy for it', async () => {
    await day();
    fault('/me/calendarView', 403);
    const broken = await day();
    assert('problem' in broken.agenda && broken.agenda.problem.code === 'forbidden');
    assert('value' in broken.tasks && 'value' in broken.files);
    office.sandbox.tenant.faults.clear();
    fault('/me/calendarView', 429, { retryAfter: 300 });
    const busy = await day();
    assert('problem' in busy.agenda && busy.agenda.problem.code === 'throttled', JSON.stringify(busy.agenda));
    assert((busy.agenda.problem.retryAfter ?? 0) > 100);
    assert('value' in busy.tasks);
    office.sandbox.tenant.faults.clear();
    fault('/me/|/search/', 503);
    const away = await day();
    assert('problem' in away.agenda && 'problem' in away.tasks && 'problem' in away.files);
    assert.deepEqual(away.operations, []);
  });

  it('waits for what is throttled for a moment', async () => {
    await day();
    fault('/me/calendarView', 429, { retryAfter: 1, times: 1 });
    assert('value' in (await day()).agenda);
  });

  it('asks for another sign-in step before anything else', async () => {
    office.sandbox.tenant.faults.add([{ match: { path: '/me/calendarView' }, kind: 'claims' }]);
    await assert.rejects(day(), (error) => error instanceof AideError && error.code === 'claims_challenge');
  });

  it('is empty for somebody who has nothing', async () => {
    const read = await day('Pradeep Gupta');
    assert.deepEqual(given(read.tasks).overdue, []);
  });
});
