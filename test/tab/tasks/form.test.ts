import assert from 'node:assert/strict';
import type { Task } from '@aide/contracts/tasks';
import { undoInWords } from '../../../tab/src/app/undo-words.ts';
import { addInputOf } from '../../../tab/src/features/tasks/add-input.ts';
import { changeOf, faultOf, formOf } from '../../../tab/src/features/tasks/form.ts';
import { groupsIn } from '../../../tab/src/features/tasks/place.ts';

const zone = 'Asia/Tokyo';
const task = (more: Partial<Task> = {}): Task => ({
  listId: 'l',
  taskId: 't',
  list: 'Tasks',
  title: 'Send the deck',
  done: false,
  importance: 'normal',
  categories: [],
  links: [],
  hasAttachments: false,
  flagged: false,
  createdAt: '2026-11-01T00:00:00Z',
  ...more,
});

describe('the form of a task', () => {
  it('writes what was changed and nothing else', () => {
    const before = task({ due: '2026-11-27', reminder: '2026-11-27T00:00:00.000Z', note: 'a' });
    const form = formOf(before, zone);
    assert.equal(form.reminder, '2026-11-27T09:00');
    assert.equal(changeOf(before, form, zone), undefined);
    assert.deepEqual(changeOf(before, { ...form, title: ' New ', due: '', note: '' }, zone), {
      title: 'New',
      due: null,
      note: null,
    });
    assert.deepEqual(changeOf(before, { ...form, reminder: '2026-11-28T09:30' }, zone), {
      reminder: '2026-11-28T00:30:00.000Z',
    });
  });

  it('leaves a series alone that it has no words for, unless one is chosen', () => {
    const before = task({ due: '2026-11-27', repeats: 'every 2 weeks on Friday' });
    const form = formOf(before, zone);
    assert.equal(form.repeat, 'keep');
    assert.equal(changeOf(before, form, zone), undefined);
    assert.deepEqual(changeOf(before, { ...form, repeat: 'none' }, zone), { repeat: null });
    assert.deepEqual(changeOf(before, { ...form, repeat: 'month' }, zone), { repeat: { every: 'month', interval: 1 } });
  });

  it('cannot be saved without a title, or repeating without a date', () => {
    const form = formOf(task(), zone);
    assert.equal(faultOf({ ...form, title: ' ' })?.field, 'title');
    assert.equal(faultOf({ ...form, repeat: 'week' })?.field, 'due');
    assert.equal(faultOf(form), undefined);
  });

  it('adds what was understood, and before it what was chosen', () => {
    const understood = { title: 'Call Alex', due: '2026-11-27', importance: 'normal' as const, timeZone: zone };
    const none = { due: '', reminder: '' };
    assert.deepEqual(addInputOf('call Alex Friday', understood, none, zone), {
      title: 'Call Alex',
      importance: 'normal',
      due: '2026-11-27',
    });
    const chosen = { due: '2026-12-01', reminder: '2026-12-01T09:00', listId: 'l' };
    assert.deepEqual(addInputOf('call Alex Friday', understood, chosen, zone), {
      title: 'Call Alex',
      importance: 'normal',
      due: '2026-12-01',
      reminder: '2026-12-01T00:00:00.000Z',
      listId: 'l',
    });
  });
});

describe('groups of tasks', () => {
  it('are by day, each task once, those without a day last', () => {
    const days = ['2026-12-25', undefined, '2026-11-20', '2026-11-23', '2026-11-30'];
    const tasks = days.map((due, i) => task({ taskId: String(i), ...(due ? { due } : {}) }));
    const groups = groupsIn({ kind: 'due' }, tasks, '2026-11-23', '2026-11-30');
    assert.deepEqual(
      groups.map(({ title, tasks: all }) => [title, all.length]),
      [
        ['Late', 1],
        ['Today', 1],
        ['Next 7 days', 1],
        ['Later', 1],
        ['Without a date', 1],
      ],
    );
    assert.deepEqual(groupsIn({ kind: 'important' }, tasks, '2026-11-23', '2026-11-30'), []);
  });
});

describe('what is said about undo', () => {
  it('is honest', () => {
    assert.equal(undoInWords({ undo: 'exact' }), 'You can undo this afterwards.');
    assert.equal(
      undoInWords({ undo: 'compensating', remains: 'A new task.' }),
      'You can undo this afterwards. A new task.',
    );
    assert.equal(undoInWords({ undo: 'none', remains: 'Gone.' }), 'This cannot be undone. Gone.');
  });
});
