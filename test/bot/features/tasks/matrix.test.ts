import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TaskRef } from '@aide/contracts/tasks';
import type { TodoTaskList } from '@microsoft/microsoft-graph-types';
import type { AideError } from '../../../../bot/errors.ts';
import type { Action, Context } from '../../../../bot/features/feature.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { overviewQuery } from '../../../../bot/features/tasks/queries.ts';
import type { Fault } from '../../../../sandbox/tenant/faults.ts';
import { fails } from '../office.ts';
import { createOffice, adele as name, type Office } from './office.ts';

/** What somebody may call a task, a list or a file. */
const markup = '<b>Deck</b> & "[x](http://evil)"';

/** What an action is tried on: freshly made each time. */
interface Subject {
  input: Record<string, unknown>;
  /** The task it is about; absent: it is about a list, or about nothing yet. */
  task?: TaskRef;
  list?: string;
}

interface Row {
  /** 'tasks.<action>' */
  action: string;
  /** The call that writes. */
  writes: Pick<Fault['match'], 'method' | 'path'>;
  make(office: Office): Promise<Subject>;
}

const onTask =
  (more: object, task: Record<string, unknown> = {}) =>
  async (office: Office): Promise<Subject> => {
    const list = await office.list(`List ${markup}`);
    const { id: taskId } = await office.put(list, { title: markup, ...task });
    const ref = { listId: list, taskId };
    return { input: { ...ref, ...more }, task: ref, list };
  };
const onTasks = (task: Record<string, unknown>) => async (office: Office) => {
  const subject = await onTask({}, task)(office);
  return { ...subject, input: { tasks: [subject.task] } };
};

const rows: Row[] = [
  {
    action: 'add',
    writes: { method: 'POST', path: '/tasks$' },
    async make(office) {
      const list = await office.list(`List ${markup}`);
      return { input: { title: markup, listId: list, note: markup }, list };
    },
  },
  { action: 'complete', writes: { method: 'PATCH', path: '/tasks/' }, make: onTasks({}) },
  { action: 'reopen', writes: { method: 'PATCH', path: '/tasks/' }, make: onTasks({ status: 'completed' }) },
  {
    action: 'update',
    writes: { method: 'PATCH', path: '/tasks/' },
    make: onTask({ title: `${markup} 2`, addNote: markup }),
  },
  {
    action: 'move',
    writes: { method: 'POST', path: '/tasks$' },
    async make(office) {
      const subject = await onTask({})(office);
      return { ...subject, input: { ...subject.input, toListId: await office.list(`To ${markup}`) } };
    },
  },
  { action: 'delete', writes: { method: 'DELETE', path: '/tasks/' }, make: onTask({}) },
  {
    action: 'check',
    writes: { method: 'POST', path: '/checklistItems$' },
    make: onTask({ change: 'add', title: markup }),
  },
  {
    action: 'attach',
    writes: { method: 'POST', path: '/attachments$' },
    async make(office) {
      const { id: itemId } = await office.file(`${randomUUID()} & (x).txt`, 'content');
      return onTask({ file: { kind: 'file', itemId } })(office);
    },
  },
  {
    action: 'detach',
    writes: { method: 'DELETE', path: '/attachments/' },
    async make(office) {
      const subject = await onTask({})(office);
      const { listId, taskId } = subject.task!;
      const path = `/me/todo/lists/${listId}/tasks/${taskId}/attachments`;
      const body = {
        '@odata.type': '#microsoft.graph.taskFileAttachment',
        name: `${markup}.txt`,
        contentType: 'text/plain',
        contentBytes: 'eA==',
      };
      const { id } = await office.graphAs<{ id: string }>(name, 'POST', path, body);
      return { ...subject, input: { ...subject.input, attachmentId: id } };
    },
  },
  {
    action: 'addList',
    writes: { method: 'POST', path: '/todo/lists$' },
    make: async () => ({ input: { name: `${markup} ${randomUUID()}` } }),
  },
  {
    action: 'renameList',
    writes: { method: 'PATCH', path: '/lists/' },
    async make(office) {
      const list = await office.list(`List ${markup}`);
      return { input: { listId: list, name: `Renamed ${markup}` }, list };
    },
  },
  {
    action: 'deleteList',
    writes: { method: 'DELETE', path: '/lists/' },
    async make(office) {
      const list = await office.list(`List ${markup} ${randomUUID()}`);
      return { input: { listId: list }, list };
    },
  },
];

describe('each action on tasks', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    // What is seeded is in the way of nobody, and nobody's here.
    await emptied(office, name);
    adele = await office.as(name);
  });
  beforeEach(() => emptied(office, name));
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
  });
  after(() => office.stop());

  /** All that is in To Do, as people see it: without ids and times. */
  const everything = async () => {
    const { value } = await office.graphAs<{ value: TodoTaskList[] }>(name, 'GET', '/me/todo/lists?$top=100');
    const lists = await Promise.all(
      value.map(async ({ id, displayName }) => {
        const inside = await office.inside(id!);
        const shown = inside.map((task) => [
          task.title,
          task.status,
          task.body?.content?.trim(),
          task.checklistItems?.map((step) => step.displayName),
          task.attachments?.map((file) => file.name),
        ]);
        return JSON.stringify([displayName, shown]);
      }),
    );
    return lists.sort();
  };
  const remove = (path: string) => office.graphAs(name, 'DELETE', path);

  it('is in this table', () => {
    assert.deepEqual(
      rows.map(({ action }) => `tasks.${action}`).sort(),
      tasks.actions.map((action) => action.name).sort(),
    );
  });

  for (const { action: word, writes, make } of rows) {
    const action = tasks.actions.find((one) => one.name === `tasks.${word}`) as Action;
    const run = (ctx: Context, { input }: Subject, id: string = randomUUID()) => ctx.operations.run(action, input, id);

    describe(word, () => {
      it('writes nothing before it is confirmed, does it once, and takes it back as it said', async () => {
        const subject = await make(office);
        const before = await everything();
        const proposed = await adele.operations.propose(action, subject.input);
        assert.deepEqual(await everything(), before);
        assert.equal((await adele.operations.confirm(proposed.id)).state, 'done');
        const after = await everything();
        assert.notDeepEqual(after, before);
        await adele.operations.confirm(proposed.id);
        assert.deepEqual(await everything(), after);
        assert.notEqual(proposed.undoKind, 'none');
        assert.equal((await adele.operations.undo(proposed.id)).state, 'undone');
        assert.deepEqual(await everything(), before);
        await adele.operations.undo(proposed.id);
        assert.deepEqual(await everything(), before);
      });

      it('is not begun when nobody is signed in', async () => {
        const subject = await make(office);
        const before = await everything();
        const nobody = await office.as(name, undefined, undefined, { signedIn: false });
        await assert.rejects(run(nobody, subject), fails('signin_required'));
        assert.deepEqual(await everything(), before);
      });

      it('asks for the one permission that is missing, and goes on with the same request', async () => {
        const subject = await make(office);
        const before = await everything();
        office.onlyConsent('Tasks.Read', 'Files.Read');
        const ctx = await office.as(name);
        const id = randomUUID();
        await assert.rejects(run(ctx, subject, id), (e) => {
          assert(fails('consent_required')(e));
          assert.deepEqual((e as AideError).details.scopes, ['Tasks.ReadWrite']);
          return true;
        });
        assert.deepEqual(await everything(), before);
        office.onlyConsent('Tasks.Read', 'Files.Read', 'Tasks.ReadWrite');
        assert.equal((await run(ctx, subject, id)).state, 'done');
      });

      it('hands on a claims challenge, and goes on when it is answered', async () => {
        const subject = await make(office);
        const before = await everything();
        const id = randomUUID();
        office.faults({ match: writes, kind: 'claims' });
        await assert.rejects(run(adele, subject, id), (e) => {
          assert(fails('claims_challenge')(e));
          assert.match((e as AideError).details.claims ?? '', /access_token/);
          return true;
        });
        assert.deepEqual(await everything(), before);
        office.sandbox.tenant.faults.clear();
        assert.equal((await run(adele, subject, id)).state, 'done');
      });

      it('waits a little when it is throttled in the middle, and says so when it is for long', async () => {
        const subject = await make(office);
        const before = await everything();
        const busy: Fault = { match: writes, kind: 'status', status: 429 };
        office.faults({ ...busy, retryAfter: 1000 });
        const id = randomUUID();
        await assert.rejects(run(adele, subject, id), fails('throttled'));
        assert.deepEqual(await everything(), before);
        office.sandbox.tenant.faults.clear();
        office.faults({ ...busy, retryAfter: 0, times: 2 });
        assert.equal((await run(adele, subject, id)).state, 'done');
        assert.notDeepEqual(await everything(), before);
      });

      it('is done once although the answer was lost', async () => {
        const subject = await make(office);
        const before = await everything();
        office.faults({ match: writes, kind: 'drop', times: 1 });
        const id = randomUUID();
        assert.equal((await run(adele, subject, id)).state, 'done');
        const once = await everything();
        assert.notDeepEqual(once, before);
        await adele.operations.undo(id);
        assert.deepEqual(await everything(), before);
        // An answer that is missing in a batch is none that Graph's contract knows.
        office.calls();
      });

      it('says when what it is about was deleted meanwhile', async function () {
        const subject = await make(office);
        const { task, list } = subject;
        if (!task && !list) return this.skip();
        const proposed = await adele.operations.propose(action, subject.input);
        await remove(`/me/todo/lists/${list}${task ? `/tasks/${task.taskId}` : ''}`);
        await assert.rejects(adele.operations.confirm(proposed.id), fails('not_found'));
        await assert.rejects(adele.operations.propose(action, subject.input), fails('not_found'));
      });

      it('is refused for what is somebody else’s', async function () {
        const subject = await make(office);
        if (!subject.list) return this.skip();
        const before = await everything();
        const megan = await office.as('Megan Bowen');
        await assert.rejects(run(megan, subject), fails('not_found'));
        await assert.rejects(megan.operations.propose(action, subject.input), fails('not_found'));
        assert.deepEqual(await everything(), before);
      });

      it('leads nowhere else by an id', async () => {
        const subject = await make(office);
        const before = await everything();
        const ids = Object.keys(subject.input).filter((key) => key.endsWith('Id'));
        for (const key of ids)
          for (const id of ['../../users', '..', 'x?$top=1', '', 'x'.repeat(513)])
            await assert.rejects(
              run(adele, { input: { ...subject.input, [key]: id } }),
              (e) => /^(?:not_found|invalid_input)$/.test((e as AideError).code),
              `${key}: ${id.slice(0, 20)}`,
            );
        assert.deepEqual(await everything(), before);
      });
    });
  }

  const title = (size: number) => 'x'.repeat(size);
  const ref = { listId: 'l', taskId: 't' };
  /** Field by field: the last that is taken, and the first that is not. */
  const limits: [action: string, what: string, good: object, bad: object][] = [
    ['add', 'a title of 255 characters', { title: title(255) }, { title: title(256) }],
    ['add', 'a title of one', { title: 'x' }, { title: '  ' }],
    ['add', 'a note of 50,000', { title: 'x', note: title(50_000) }, { title: 'x', note: title(50_001) }],
    ['add', 'a day that exists', { title: 'x', due: '2028-02-29' }, { title: 'x', due: '2027-02-29' }],
    [
      'add',
      'an instant',
      { title: 'x', reminder: '2027-01-01T00:00:00Z' },
      { title: 'x', reminder: '2027-01-01T00:00' },
    ],
    ['add', '20 steps', { title: 'x', steps: Array(20).fill('s') }, { title: 'x', steps: Array(21).fill('s') }],
    [
      'add',
      '25 categories',
      { title: 'x', categories: Array(25).fill('c') },
      { title: 'x', categories: Array(26).fill('c') },
    ],
    ['complete', '20 tasks', { tasks: Array(20).fill(ref) }, { tasks: Array(21).fill(ref) }],
    ['reopen', 'one task', { tasks: [ref] }, { tasks: [] }],
    ['update', 'one change', { ...ref, note: null }, { ...ref }],
    [
      'update',
      'a series of 999 days',
      { ...ref, repeat: { every: 'day', interval: 999 } },
      { ...ref, repeat: { every: 'day', interval: 1000 } },
    ],
    ['move', 'an id of 512', { ...ref, toListId: title(512) }, { ...ref, toListId: title(513) }],
    ['delete', 'a task', ref, { listId: 'l' }],
    [
      'check',
      'a step of 255',
      { ...ref, change: 'add', title: title(255) },
      { ...ref, change: 'add', title: title(256) },
    ],
    [
      'attach',
      'a file',
      { ...ref, file: { kind: 'file', itemId: 'i' } },
      { ...ref, file: { kind: 'url', itemId: 'i' } },
    ],
    ['detach', 'a file', { ...ref, attachmentId: 'a' }, ref],
    ['addList', 'a name of 255', { name: title(255) }, { name: title(256) }],
    ['renameList', 'a name', { listId: 'l', name: 'n' }, { listId: 'l', name: '' }],
    ['deleteList', 'a list', { listId: 'l' }, {}],
  ];
  for (const [word, what, good, bad] of limits)
    it(`${word} takes ${what}, and no more`, async () => {
      const action = tasks.actions.find((one) => one.name === `tasks.${word}`) as Action;
      assert.equal(action.input.safeParse(good).success, true);
      office.calls();
      await assert.rejects(adele.operations.run(action, bad, randomUUID()), fails('invalid_input'));
      assert.deepEqual(office.calls(), []);
    });

  it('To Do keeps the longest title, note and name that are taken', async () => {
    const add = tasks.actions.find((one) => one.name === 'tasks.add') as Action;
    const addList = tasks.actions.find((one) => one.name === 'tasks.addList') as Action;
    const made = await adele.operations.run(addList, { name: title(255) }, randomUUID());
    const { list } = made.receipt!.result as { list: { id: string } };
    const input = { title: title(255), note: title(50_000), listId: list.id, steps: [title(255)] };
    assert.equal((await adele.operations.run(add, input, randomUUID())).state, 'done');
    const [task] = await office.inside(list.id);
    assert.deepEqual([task?.title?.length, task?.body?.content?.trim().length], [255, 50_000]);
  });

  it('has an answer for an account with nothing in it', async () => {
    const { groups, lists } = await overviewQuery.run(adele, { days: 7 });
    assert.deepEqual([Object.values(groups).flat(), lists.length], [[], 2]);
    const answers: [sentence: string, answer: RegExp][] = [
      ['what are my tasks', /nothing to do/i],
      ['what is due today', /Nothing is due today/],
      ['what is overdue', /Nothing is overdue/],
      ['show my flagged emails', /No email is flagged/],
      ['show my Tasks list', /nothing to do/i],
      ['show my lists', /2 lists/],
      ['complete the deck task', /no open task like "deck"/],
      ['attachments of the deck task', /no open task like "deck"/],
      ['export my tasks', /nothing to export/],
    ];
    for (const [sentence, answer] of answers) assert.match((await office.say(adele, sentence)).text, answer, sentence);
    const [search] = tasks.searches!;
    assert.deepEqual(await search!.run(adele, '', { skip: 0, count: 10 }), []);
  });
});

/** Takes everything out of somebody's To Do. */
async function emptied(office: Office, who: string): Promise<void> {
  const { value } = await office.graphAs<{ value: TodoTaskList[] }>(who, 'GET', '/me/todo/lists?$top=100');
  for (const { id, wellknownListName } of value) {
    const path = `/me/todo/lists/${id}`;
    if (wellknownListName === 'none') {
      await office.graphAs(who, 'DELETE', path);
      continue;
    }
    const inside = await office.graphAs<{ value: { id: string }[] }>(who, 'GET', `${path}/tasks?$top=100`);
    for (const task of inside.value) await office.graphAs(who, 'DELETE', `${path}/tasks/${task.id}`);
  }
}
