import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DateTime } from 'luxon';
import type { AideError } from '../../../../../bot/errors.ts';
import type { Context } from '../../../../../bot/features/feature.ts';
import { addAction } from '../../../../../bot/features/tasks/actions/add.ts';
import { tasks } from '../../../../../bot/features/tasks/index.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.add', () => {
  let office: Office;
  let adele: Context;
  let today: DateTime;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
    today = (await adele.now()).startOf('day');
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const day = (days: number) => today.plus({ days }).toISODate()!;
  const at = (days: number, hour: number) => today.plus({ days }).set({ hour }).toUTC().toISO()!;
  const titles = async (listId: string) => (await office.inside(listId)).map((task) => task.title);

  const full = (listId: string) => ({
    title: 'Send the deck',
    listId,
    due: day(3),
    reminder: at(3, 9),
    importance: 'high' as const,
    note: 'With <b>figures</b>',
    categories: ['Blue category'],
    steps: ['Ask Megan', 'Print'],
    source: { webUrl: 'https://contoso.com/x', applicationName: 'Outlook', displayName: 'A mail', externalId: 'm1' },
  });

  it('says before what it will be, and writes nothing', async () => {
    const listId = await office.list('Said before');
    const { proposal } = await adele.operations.propose(addAction, { ...full(listId), due: day(-1) });
    assert.equal(proposal?.title, 'Add "Send the deck"');
    assert.deepEqual(
      proposal?.facts.map((f) => f.title),
      ['List', 'Due', 'Reminder', 'Importance', 'Categories', 'Note'],
    );
    assert.deepEqual([proposal?.undo, proposal?.warnings], ['exact', ['This day is over already.']]);
    assert.deepEqual(await titles(listId), []);
  });

  it('adds it with everything, once, and takes it away without a trace', async () => {
    const listId = await office.list('Everything');
    const id = randomUUID();
    const done = await adele.operations.run(addAction, full(listId), id);
    assert.equal(done.state, 'done');
    const { task } = done.receipt!.result;
    assert.deepEqual([task.due, task.reminder, task.list, task.importance], [day(3), at(3, 9), 'Everything', 'high']);
    assert.equal(done.receipt?.links[0]?.url, 'https://contoso.com/x');
    await adele.operations.run(addAction, full(listId), id);
    const [there, ...others] = await office.inside(listId);
    assert.equal(others.length, 0);
    assert.deepEqual(
      there?.checklistItems?.map((step) => step.displayName),
      ['Ask Megan', 'Print'],
    );
    assert.deepEqual([there?.linkedResources?.[0]?.externalId, there?.body?.content], ['m1', 'With <b>figures</b>']);
    await adele.operations.undo(id);
    assert.deepEqual(await office.inside(listId), []);
  });

  it('costs one call when the list is known, and goes into the person’s own list when none is named', async () => {
    await adele.operations.run(addAction, { title: 'First' }, randomUUID());
    office.calls();
    const done = await adele.operations.run(addAction, { title: 'Second' }, randomUUID());
    assert.deepEqual(
      office.calls().map((call) => call.split('/').slice(0, 4).join('/')),
      ['POST /me/todo/lists'],
    );
    assert.equal(done.receipt?.result.task.list, 'Tasks');
  });

  it('begins a series on its day', async () => {
    const listId = await office.list('Series');
    const repeat = { every: 'week' as const, weekdays: ['monday' as const] };
    const monday = today.plus({ weeks: 1 }).startOf('week').toISODate()!;
    const done = await adele.operations.run(addAction, { title: 'Report', listId, due: monday, repeat }, randomUUID());
    assert.equal(done.receipt?.result.task.repeats, 'every Monday');
    const [{ recurrence }] = (await office.inside(listId)) as [{ recurrence: { range: { startDate: string } } }];
    assert.equal(recurrence.range.startDate, monday);
    const late = { title: 'Report', listId, repeat };
    await assert.rejects(adele.operations.run(addAction, late, randomUUID()), fails('invalid_input'));
  });

  it('adds it once although the answer was lost, steps that were missing included', async () => {
    const listId = await office.list('Once');
    const input = addAction.input.parse(full(listId));
    const memory = createMemory();
    office.faults({ match: { method: 'POST', path: '/checklistItems' }, kind: 'status', status: 403, times: 1 });
    await assert.rejects(addAction.perform(adele, input, 'x', memory), fails('uncertain'));
    assert.equal(await addAction.recover!(adele, input, 'x', memory), 'repeat');
    const again = await addAction.perform(adele, input, 'x', memory);
    await addAction.perform(adele, input, 'x', memory);
    const all = await office.inside(listId);
    assert.deepEqual(
      all.map((task) => task.id),
      [again.result.task.taskId],
    );
    assert.deepEqual(
      all[0]?.checklistItems?.map((step) => step.displayName),
      ['Ask Megan', 'Print'],
    );
    // The same, said anew, is another one.
    await adele.operations.run(addAction, full(listId), randomUUID());
    assert.equal((await office.inside(listId)).length, 2);
  });

  it('brings a dropped connection to its end by itself, with one task', async () => {
    const listId = await office.list('Dropped');
    office.faults({ match: { method: 'POST', path: '/tasks$' }, kind: 'drop', times: 1 });
    const done = await adele.operations.run(addAction, { title: 'Dropped', listId }, randomUUID());
    assert.equal(done.state, 'done');
    assert.deepEqual(await titles(listId), ['Dropped']);
  });

  it('refuses a reminder in the past, what is no task, and the list of flagged emails', async () => {
    const run = (input: object) => adele.operations.run(addAction, input as never, randomUUID());
    await assert.rejects(run({ title: 'x', reminder: at(-1, 9) }), fails('invalid_input'));
    await assert.rejects(run({ title: ' ' }), fails('invalid_input'));
    await assert.rejects(run({ title: 'x'.repeat(256) }), fails('invalid_input'));
    await assert.rejects(run({ title: 'x', due: '2026-02-30' }), fails('invalid_input'));
    await assert.rejects(run({ title: 'x', listId: '../../users' }), fails('not_found'));
    const source = { webUrl: 'javascript:alert(1)', applicationName: 'x', displayName: 'x' };
    await assert.rejects(run({ title: 'x', source }), fails('invalid_input'));
    const { value } = await office.graphAs<{ value: { id: string; wellknownListName: string }[] }>(
      name,
      'GET',
      '/me/todo/lists',
    );
    const listId = value.find((list) => list.wellknownListName === 'flaggedEmails')!.id;
    await assert.rejects(run({ title: 'x', listId }), fails('invalid_input'));
    assert.equal((await run({ title: 'x'.repeat(255) })).state, 'done');
  });

  it('is refused for another person’s list', async () => {
    const listId = await office.list('Mine');
    const megan = await office.as('Megan Bowen');
    await assert.rejects(megan.operations.run(addAction, { title: 'x', listId }, randomUUID()), fails('not_found'));
    assert.deepEqual(await titles(listId), []);
  });

  it('ends readably when Microsoft 365 is throttling, forbids it, or asks for another sign-in step', async () => {
    const listId = await office.list('Faults');
    const faults = [
      [{ kind: 'status', status: 429, retryAfter: 1000 }, 'throttled'],
      [{ kind: 'status', status: 403 }, 'forbidden'],
      [{ kind: 'claims' }, 'claims_challenge'],
    ] as const;
    for (const [fault, code] of faults) {
      office.faults({ match: { method: 'POST', path: '/tasks' }, ...fault });
      await assert.rejects(adele.operations.run(addAction, { title: 'x', listId }, randomUUID()), fails(code));
      office.sandbox.tenant.faults.clear();
    }
    assert.deepEqual(await titles(listId), []);
    office.faults({
      match: { method: 'POST', path: '/tasks' },
      kind: 'status',
      status: 429,
      retryAfter: 0,
      times: 2,
    });
    assert.equal((await adele.operations.run(addAction, { title: 'Later', listId }, randomUUID())).state, 'done');
    assert.deepEqual(await titles(listId), ['Later']);
  });

  it('asks for the one permission that is missing, and goes on when it is given', async () => {
    const all = Object.keys(tasks.reasons);
    const some = all.filter((scope) => scope !== 'Tasks.ReadWrite');
    office.consent(some);
    const alex = await office.as('Alex Wilber');
    const id = randomUUID();
    await assert.rejects(
      alex.operations.run(addAction, { title: 'Consent' }, id),
      (e) => fails('consent_required')(e) && (e as AideError).details.scopes?.includes('Tasks.ReadWrite') === true,
    );
    office.consent(all);
    assert.equal((await alex.operations.run(addAction, { title: 'Consent' }, id)).state, 'done');
  });
});
