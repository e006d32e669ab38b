import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tasks } from '../../bot/features/tasks/index.ts';
import { createOffice, type Office } from '../bot/features/office.ts';

const megan = 'Megan Bowen';

describe('a sentence whose server died after it had done it, delivered again', function () {
  this.timeout(120_000);
  let office: Office;
  before(async () => {
    office = await createOffice(tasks, ['Tasks.Read']);
  });
  after(() => office?.stop());

  const count = async (title: string) => {
    const { value: lists } = await office.graphAs<{ value: { id: string }[] }>(megan, 'GET', '/me/todo/lists');
    const found = await Promise.all(
      lists.map(({ id }) =>
        office.graphAs<{ value: { title: string; status: string }[] }>(
          megan,
          'GET',
          `/me/todo/lists/${id}/tasks?$top=500`,
        ),
      ),
    );
    return found.flatMap(({ value }) => value).filter((task) => task.title === title);
  };

  it('adds one task, also when its time is read anew', async () => {
    const ctx = await office.as(megan);
    const title = `Call ${randomUUID()}`;
    await office.say(ctx, `remind me in 2 hours to ${title}`, { again: true });
    office.sandbox.tenant.clock.advance('PT3M');
    await office.say(ctx, `remind me in 2 hours to ${title}`, { again: true });
    assert.equal((await count(title)).length, 1);
  });

  it('changes once what it changes, and says the same', async () => {
    const title = `Once ${randomUUID()}`;
    await office.say(await office.as(megan), `add task ${title}`);
    const ctx = await office.as(megan);
    const sentence = `complete task ${title}`;
    const first = await office.say(ctx, sentence, { again: true });
    assert.match(first.text, /Completed|Done/i);
    await office.say(ctx, sentence, { again: true }).catch(() => undefined);
    assert.deepEqual(
      (await count(title)).map(({ status }) => status),
      ['completed'],
    );
  });
});
