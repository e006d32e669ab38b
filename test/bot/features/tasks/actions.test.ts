import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { addAction } from '../../../../bot/features/tasks/actions/add.ts';
import { checkAction } from '../../../../bot/features/tasks/actions/check.ts';
import { completeAction, reopenAction } from '../../../../bot/features/tasks/actions/complete.ts';
import { deleteAction } from '../../../../bot/features/tasks/actions/delete.ts';
import { addListAction, deleteListAction, renameListAction } from '../../../../bot/features/tasks/actions/lists.ts';
import { moveAction } from '../../../../bot/features/tasks/actions/move.ts';
import { updateAction } from '../../../../bot/features/tasks/actions/update.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { assertContract } from '../../../support/contract.ts';
import { createMemory, createOffice, fails, adele as name, type Office } from './office.ts';

describe('task actions', () => {
  let office: Office;
  let adele: Context;
  let today: DateTime;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
    today = (await adele.now()).startOf('day');
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(async () => {
    await assertContract(office.sandbox.tenant);
    await office.stop();
  });
  const day = (days: number) => today.plus({ days }).toISODate()!;
  const at = (days: number, hour: number) => today.plus({ days }).set({ hour }).toUTC().toISO()!;
  const titles = async (listId: string) => (await office.inside(listId)).map((task) => task.title);

  describe('add', () => {
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
      const done = await adele.operations.run(
        addAction,
        { title: 'Report', listId, due: monday, repeat },
        randomUUID(),
      );
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

  describe('complete and reopen', () => {
    it('completes several in one round trip, and opens them again as they were', async () => {
      const listId = await office.list('Several');
      const made = [
        await office.put(listId, { title: 'A' }),
        await office.put(listId, { title: 'B', status: 'inProgress' }),
      ];
      const tasks = made.map(({ id }) => ({ listId, taskId: id }));
      const id = randomUUID();
      office.calls();
      const done = await adele.operations.run(completeAction, { tasks }, id);
      assert.deepEqual(office.calls().filter((call) => call.includes('$batch')).length, 2);
      assert.equal(done.receipt?.summary, 'Completed "A" and "B"');
      assert.ok((await office.inside(listId)).every((task) => task.status === 'completed'));
      await adele.operations.undo(id);
      const now = await office.inside(listId);
      assert.deepEqual(now.map((task) => task.status).sort(), ['inProgress', 'notStarted']);
    });

    it('of several does what can be done, and names the rest', async () => {
      const listId = await office.list('Some');
      const a = await office.put(listId, { title: 'A' });
      const b = await office.put(listId, { title: 'B' });
      office.faults({ match: { method: 'PATCH', path: `/tasks/${b.id.slice(0, -2)}` }, kind: 'status', status: 403 });
      const tasks = [a, b].map(({ id }) => ({ listId, taskId: id }));
      const done = await adele.operations.run(completeAction, { tasks }, randomUUID());
      assert.equal(done.receipt?.summary, 'Completed "A"');
      assert.match(done.receipt?.warnings[0] ?? '', /^"B" was not changed/);
    });

    it('takes the next one of a series away again on undo, and the series goes on', async () => {
      const listId = await office.list('Again and again');
      const added = await adele.operations.run(
        addAction,
        { title: 'Report', listId, due: day(1), repeat: { every: 'day' } },
        randomUUID(),
      );
      const { taskId } = added.receipt!.result.task;
      const proposed = await adele.operations.propose(completeAction, { tasks: [{ listId, taskId }] });
      assert.equal(proposed.undoKind, 'compensating');
      await adele.operations.confirm(proposed.id);
      assert.equal((await office.inside(listId)).length, 2);
      await adele.operations.undo(proposed.id);
      const [only, ...others] = await office.inside(listId);
      assert.equal(others.length, 0);
      assert.equal(only?.status, 'notStarted');
      assert.ok(only?.recurrence);
    });

    it('reopens, and completes again with the day it was completed on', async () => {
      const listId = await office.list('Reopened');
      const { id: taskId } = await office.put(listId, { title: 'A', status: 'completed' });
      const before = (await office.inside(listId))[0]?.completedDateTime;
      const id = randomUUID();
      await adele.operations.run(reopenAction, { tasks: [{ listId, taskId }] }, id);
      assert.equal((await office.inside(listId))[0]?.status, 'notStarted');
      await adele.operations.undo(id);
      assert.deepEqual((await office.inside(listId))[0]?.completedDateTime, before);
    });

    it('knows after a crash how it was before', async () => {
      const listId = await office.list('Crash');
      const { id: taskId } = await office.put(listId, { title: 'A', status: 'waitingOnOthers' });
      const input = { tasks: [{ listId, taskId }] };
      const memory = createMemory();
      await completeAction.perform(adele, input, 'x', memory);
      assert.equal(await completeAction.recover!(adele, input, 'x', memory), 'repeat');
      const receipt = await completeAction.perform(adele, input, 'x', memory);
      assert.equal(receipt.result.tasks[0]?.status, 'waitingOnOthers');
      await completeAction.undo!(adele, input, receipt);
      assert.equal((await office.inside(listId))[0]?.status, 'waitingOnOthers');
    });

    it('says when a task is gone', async () => {
      const listId = await office.list('Gone');
      const { id } = await office.put(listId, { title: 'A' });
      await office.graphAs(name, 'DELETE', `/me/todo/lists/${listId}/tasks/${id}`);
      const input = { tasks: [{ listId, taskId: id }] };
      await assert.rejects(adele.operations.propose(completeAction, input), fails('not_found'));
    });
  });

  describe('update', () => {
    it('changes what is said, leaves the rest, and puts it back', async () => {
      const listId = await office.list('Changed');
      const added = await adele.operations.run(
        addAction,
        { title: 'Deck', listId, due: day(1), note: 'First' },
        randomUUID(),
      );
      const { taskId } = added.receipt!.result.task;
      const id = randomUUID();
      const change = {
        listId,
        taskId,
        title: 'Slides',
        due: day(5),
        reminder: at(5, 8),
        importance: 'high' as const,
        addNote: 'Second',
      };
      const done = await adele.operations.run(updateAction, change, id);
      const { task } = done.receipt!.result;
      assert.deepEqual([task.title, task.due, task.reminder, task.note], ['Slides', day(5), at(5, 8), 'First\nSecond']);
      await adele.operations.undo(id);
      const [now] = await office.inside(listId);
      assert.deepEqual(
        [now?.title, now?.importance, now?.body?.content, now?.isReminderOn],
        ['Deck', 'normal', 'First', false],
      );
    });

    it('adds a note once after a crash, and does not undo over a later change', async () => {
      const listId = await office.list('Notes');
      const { id: taskId } = await office.put(listId, { title: 'A', body: { content: 'One', contentType: 'text' } });
      const input = updateAction.input.parse({ listId, taskId, addNote: 'Two' });
      const memory = createMemory();
      await updateAction.perform(adele, input, 'x', memory);
      const receipt = await updateAction.perform(adele, input, 'x', memory);
      assert.equal((await office.inside(listId))[0]?.body?.content, 'One\nTwo');
      await office.graphAs(name, 'PATCH', `/me/todo/lists/${listId}/tasks/${taskId}`, {
        body: { content: 'Three', contentType: 'text' },
      });
      await assert.rejects(updateAction.undo!(adele, input, receipt), fails('stale'));
    });

    it('moves a task that repeats as a whole, and back: no second one appears', async () => {
      const listId = await office.list('Moved series');
      const input = { title: 'Report', listId, due: day(1), repeat: { every: 'day' as const } };
      const added = await adele.operations.run(addAction, input, randomUUID());
      const { taskId } = added.receipt!.result.task;
      const days = async () => (await office.inside(listId)).map((t) => t.dueDateTime?.dateTime?.slice(0, 10)).sort();
      const before = await days();
      assert.equal(before.length, 1);
      const moved = await adele.operations.run(updateAction, { listId, taskId, due: day(5) }, randomUUID());
      assert.equal(moved.receipt?.result.task.due, day(5));
      assert.equal((await days()).length, 1);
      await adele.operations.undo(moved.id);
      assert.deepEqual(await days(), before);
    });

    it('takes dates and series away, and gives them', async () => {
      const listId = await office.list('Dates');
      const { id: taskId } = await office.put(listId, { title: 'A' });
      const run = (change: object) => adele.operations.run(updateAction, { listId, taskId, ...change }, randomUUID());
      const series = await run({ repeat: { every: 'week', weekdays: ['friday'] } });
      assert.equal(series.receipt?.result.task.repeats, 'every Friday');
      await assert.rejects(run({ due: null }), fails('invalid_input'));
      await run({ due: null, repeat: null });
      const [now] = await office.inside(listId);
      assert.deepEqual([now?.dueDateTime, now?.recurrence], [undefined, undefined]);
      await assert.rejects(run({}), fails('invalid_input'));
    });
  });

  describe('move', () => {
    const withAll = async (listId: string) => {
      const task = await office.put(listId, {
        title: 'Trip',
        importance: 'high',
        dueDateTime: { dateTime: `${day(4)}T00:00:00`, timeZone: 'Tokyo Standard Time' },
        body: { content: 'Note', contentType: 'text' },
        linkedResources: [{ webUrl: 'https://contoso.com', applicationName: 'X', displayName: 'Y' }],
      });
      const path = `/me/todo/lists/${listId}/tasks/${task.id}`;
      for (const displayName of ['One', 'Two'])
        await office.graphAs(name, 'POST', `${path}/checklistItems`, { displayName });
      await office.graphAs(name, 'POST', `${path}/attachments`, {
        '@odata.type': '#microsoft.graph.taskFileAttachment',
        name: 'plan.txt',
        contentType: 'text/plain',
        contentBytes: Buffer.from('plan').toString('base64'),
      });
      return task.id;
    };
    const moved = async (listId: string) => {
      const [task, ...others] = await office.inside(listId);
      assert.equal(others.length, 0);
      assert.deepEqual(
        task?.checklistItems?.map((step) => step.displayName),
        ['One', 'Two'],
      );
      assert.deepEqual(
        task?.attachments?.map((file) => file.name),
        ['plan.txt'],
      );
      assert.deepEqual([task?.linkedResources?.length, task?.body?.content, task?.importance], [1, 'Note', 'high']);
      return task!;
    };

    it('takes everything along, the same day too, and moves it back', async () => {
      const [from, to] = [await office.list('From'), await office.list('To')];
      const taskId = await withAll(from);
      const proposed = await adele.operations.propose(moveAction, { listId: from, taskId, toListId: to });
      assert.deepEqual(proposed.proposal?.facts.at(-1), { title: 'Goes along', value: '2 steps, 1 file' });
      const done = await adele.operations.confirm(proposed.id);
      assert.equal(done.state, 'done');
      assert.deepEqual(await office.inside(from), []);
      const task = await moved(to);
      const zone = (await adele.now()).zoneName!;
      assert.equal(
        DateTime.fromISO(`${task.dueDateTime!.dateTime!.slice(0, 19)}Z`)
          .setZone(zone)
          .toISODate(),
        day(4),
      );
      await adele.operations.undo(proposed.id);
      assert.deepEqual(await office.inside(to), []);
      await moved(from);
    });

    it('is neither lost nor doubled by a crash at any step', async () => {
      const steps = [
        'POST .*/tasks$',
        'POST .*/checklistItems$',
        'GET .*/attachments/',
        'POST .*/attachments$',
        'DELETE .*/tasks/',
      ];
      for (const [i, step] of steps.entries()) {
        const [from, to] = [await office.list(`From ${i}`), await office.list(`To ${i}`)];
        const taskId = await withAll(from);
        const input = { listId: from, taskId, toListId: to };
        const memory = createMemory();
        const [method, path] = step.split(' ') as ['POST', string];
        office.faults({ match: { method, path }, kind: 'status', status: 403, times: 1 });
        await assert.rejects(moveAction.perform(adele, input, 'x', memory), step);
        office.sandbox.tenant.faults.clear();
        assert.equal(await moveAction.recover!(adele, input, 'x', memory), 'repeat', step);
        await moveAction.perform(adele, input, 'x', memory);
        assert.deepEqual(await office.inside(from), [], step);
        await moved(to);
        const found = await moveAction.recover!(adele, input, 'x', memory);
        assert.ok(typeof found === 'object' && 'done' in found, step);
      }
    });

    it('refuses to move it where it is, to nowhere, and among flagged emails', async () => {
      const from = await office.list('Here');
      const { id: taskId } = await office.put(from, { title: 'A' });
      await assert.rejects(
        adele.operations.propose(moveAction, { listId: from, taskId, toListId: from }),
        fails('invalid_input'),
      );
      await assert.rejects(
        adele.operations.propose(moveAction, { listId: from, taskId, toListId: 'nowhere' }),
        fails('not_found'),
      );
      const { value } = await office.graphAs<{ value: { id: string; wellknownListName: string }[] }>(
        name,
        'GET',
        '/me/todo/lists',
      );
      const flagged = value.find((list) => list.wellknownListName === 'flaggedEmails')!.id;
      await assert.rejects(
        adele.operations.propose(moveAction, { listId: from, taskId, toListId: flagged }),
        fails('invalid_input'),
      );
    });
  });

  describe('delete', () => {
    it('says what is lost, and creates it anew once on undo', async () => {
      const listId = await office.list('Deleted');
      const added = await adele.operations.run(
        addAction,
        { title: 'Trip', listId, due: day(2), steps: ['One'] },
        randomUUID(),
      );
      const { taskId } = added.receipt!.result.task;
      const proposed = await adele.operations.propose(deleteAction, { listId, taskId });
      assert.match(proposed.proposal?.remains ?? '', /created anew/);
      await adele.operations.confirm(proposed.id);
      assert.deepEqual(await office.inside(listId), []);
      const op = (await adele.operations.get(proposed.id))!;
      await adele.operations.undo(proposed.id);
      await deleteAction.undo!(adele, { listId, taskId }, op.receipt as never);
      const [again, ...others] = await office.inside(listId);
      assert.equal(others.length, 0);
      assert.deepEqual(
        again?.checklistItems?.map((step) => step.displayName),
        ['One'],
      );
    });

    it('finds out after a crash whether it is gone', async () => {
      const listId = await office.list('Deleted before');
      const { id: taskId } = await office.put(listId, { title: 'A' });
      const input = { listId, taskId };
      const memory = createMemory();
      assert.equal(await deleteAction.recover!(adele, input, 'x', memory), 'repeat');
      const receipt = await deleteAction.perform(adele, input, 'x', memory);
      assert.deepEqual(await deleteAction.recover!(adele, input, 'x', memory), { done: receipt });
      const blank = await deleteAction.recover!(adele, input, 'x', createMemory());
      assert.ok(typeof blank === 'object' && 'done' in blank && blank.done.undo === 'none');
    });
  });

  it('adds, ticks, opens and removes steps, once, and takes it back', async () => {
    const listId = await office.list('Steps');
    const { id: taskId } = await office.put(listId, { title: 'Trip' });
    const steps = async () =>
      (await office.inside(listId))[0]?.checklistItems?.map(
        (step) => `${step.displayName}${step.isChecked ? '!' : ''}`,
      );
    const add = checkAction.input.parse({ listId, taskId, change: 'add', title: 'Hotel' });
    const memory = createMemory();
    await checkAction.perform(adele, add, 'x', memory);
    const { result } = await checkAction.perform(adele, add, 'x', memory);
    assert.deepEqual(await steps(), ['Hotel']);
    const { stepId } = result;
    const ids = [randomUUID(), randomUUID()];
    await adele.operations.run(checkAction, { listId, taskId, change: 'check', stepId }, ids[0]!);
    assert.deepEqual(await steps(), ['Hotel!']);
    await adele.operations.run(checkAction, { listId, taskId, change: 'remove', stepId }, ids[1]!);
    assert.deepEqual(await steps(), []);
    await adele.operations.undo(ids[1]!);
    assert.deepEqual(await steps(), ['Hotel!']);
    await assert.rejects(
      adele.operations.propose(checkAction, { listId, taskId, change: 'uncheck', stepId }),
      fails('not_found'),
    );
  });

  it('makes, renames and deletes lists, and says what goes with them', async () => {
    const id = randomUUID();
    const made = await adele.operations.run(addListAction, { name: 'Holidays' }, id);
    const { list } = made.receipt!.result;
    const renamed = randomUUID();
    await adele.operations.run(renameListAction, { listId: list.id, name: 'Vacation' }, renamed);
    await adele.operations.undo(renamed);
    const { displayName } = await office.graphAs<{ displayName: string }>(name, 'GET', `/me/todo/lists/${list.id}`);
    assert.equal(displayName, 'Holidays');
    await office.put(list.id, { title: 'A' });
    await assert.rejects(adele.operations.undo(id), fails('cannot_undo'));
    const proposed = await adele.operations.propose(deleteListAction, { listId: list.id });
    assert.deepEqual(proposed.proposal?.facts, [{ title: 'Goes with it', value: '1 task, 1 of them open' }]);
    assert.equal(proposed.undoKind, 'none');
    await adele.operations.confirm(proposed.id);
    await assert.rejects(adele.operations.propose(deleteListAction, { listId: list.id }), fails('not_found'));
    const builtIn = (await office.graphAs<{ value: { id: string }[] }>(name, 'GET', '/me/todo/lists')).value[0]!.id;
    await assert.rejects(adele.operations.propose(deleteListAction, { listId: builtIn }), fails('forbidden'));
  });

  it('makes a list once after a lost answer, and an empty one comes back', async () => {
    const memory = createMemory();
    const first = await addListAction.perform(adele, { name: 'Once' }, 'x', memory);
    const second = await addListAction.perform(adele, { name: 'Once' }, 'x', memory);
    assert.equal(second.result.list.id, first.result.list.id);
    const proposed = await adele.operations.propose(deleteListAction, { listId: first.result.list.id });
    assert.equal(proposed.undoKind, 'compensating');
    await adele.operations.confirm(proposed.id);
    await adele.operations.undo(proposed.id);
    const { value } = await office.graphAs<{ value: { displayName: string }[] }>(name, 'GET', '/me/todo/lists');
    assert.equal(value.filter((l) => l.displayName === 'Once').length, 1);
  });
});
