import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../bot/features/feature.ts';
import { changeManyAction } from '../../../../bot/features/mail/actions/change-many.ts';
import { forwardManyAction } from '../../../../bot/features/mail/actions/forward-many.ts';
import { type Card, findAction, textOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

describe('several emails at once', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  let count = 0;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  /** Some emails of Alex's about something that no other is about. */
  async function some(number: number): Promise<{ about: string; ids: string[] }> {
    count += 1;
    const about = `Topic${count}x`;
    const ids: string[] = [];
    for (let i = 0; i < number; i++)
      ids.push(
        (
          await office.deliver(alex, name, {
            subject: `${about} number${i}`,
            body: { contentType: 'text', content: 'Hello' },
          })
        ).id,
      );
    return { about, ids };
  }
  const folderOf = async (id: string) => (await office.inside(name, id)).parentFolderId;
  const words = (reply: { card?: object }) => textOf(reply.card as Card);
  const operationIn = (reply: { card?: object }) =>
    (findAction(reply.card as Card, 'operation.confirm') as { data: { id: string } } | undefined)?.data.id ??
    assert.fail(words(reply));

  it('are deleted together after they were shown, in two round trips, and come back together', async () => {
    const { about, ids } = await some(3);
    const folder = await folderOf(ids[0]!);
    const shown = await office.say(megan, `delete all emails from Alex Wilber about ${about}`);
    assert.match(words(shown), new RegExp(`Delete 3 emails[\\s\\S]*Alex Wilber[\\s\\S]*${about} number`));
    assert.equal(await folderOf(ids[0]!), folder);
    office.calls();
    const done = await megan.operations.confirm(operationIn(shown));
    assert.match(done.receipt?.summary ?? '', /Moved to Deleted Items: 3 emails/);
    const batches = office.calls().filter((call) => call === 'POST /$batch');
    assert.equal(batches.length, 2);
    for (const id of ids) assert.notEqual(await folderOf(id), folder);
    const undone = await megan.operations.undo(done.id);
    assert.match(undone.receipt?.summary ?? '', /3 emails are as before/);
    for (const id of ids) assert.equal(await folderOf(id), folder);
  });

  it('are found by when they came, and by how many', async () => {
    const old = await some(1);
    await office.later('P5D');
    const fresh = await some(2);
    const shown = await office.say(megan, 'delete all emails from Alex Wilber in the last 3 days');
    assert.match(words(shown), /Delete 2 emails/);
    assert.doesNotMatch(words(shown), new RegExp(old.about));
    assert.match(words(shown), new RegExp(fresh.about));
    assert.match(
      words(await office.say(megan, 'mark my last 2 emails from Alex Wilber as unread')),
      /Mark as unread: 2 emails/,
    );
    await assert.rejects(office.say(megan, 'delete all emails from Alex Wilber about unicorns'), fails('not_found'));
  });

  it('are marked and moved', async () => {
    const { about, ids } = await some(2);
    const flag = await office.say(megan, `flag all emails from Alex Wilber about ${about}`);
    await megan.operations.confirm(operationIn(flag));
    for (const id of ids) assert.equal((await office.inside(name, id)).flag?.flagStatus, 'flagged');
    const move = await office.say(megan, `move all emails about ${about} to Archive`);
    const done = await megan.operations.confirm(operationIn(move));
    assert.match(done.receipt?.summary ?? '', /Moved to Archive: 2 emails/);
    await assert.rejects(office.say(megan, `move all emails about ${about} to Nowhere`), fails('not_found'));
  });

  it('are left as they are where somebody changed them again since', async () => {
    const { ids } = await some(2);
    const input = { messages: ids, change: { kind: 'markRead' as const, read: true } };
    const done = await megan.operations.run(changeManyAction, input, randomUUID());
    await office.graphAs(name, 'DELETE', `/me/messages/${ids[0]}`);
    await office.graphAs(name, 'DELETE', `/me/messages/${ids[0]}`);
    const undone = await megan.operations.undo(done.id);
    assert.match(undone.receipt?.summary ?? '', /1 email is as before; 1 email had been changed/);
    assert.equal((await office.inside(name, ids[1]!)).isRead, false);
  });

  it('are gone on with after a breakdown in the middle, and all of them come back', async () => {
    const { ids } = await some(3);
    const input = { messages: ids, change: { kind: 'flag' as const, flag: 'flagged' as const } };
    const id = randomUUID();
    office.faults({
      match: { method: 'PATCH', path: encodeURIComponent(ids[1]!) },
      kind: 'status',
      status: 503,
      times: 20,
    });
    await assert.rejects(megan.operations.run(changeManyAction, input, id));
    office.sandbox.tenant.faults.clear();
    const done = await megan.operations.run(changeManyAction, input, id);
    assert.equal(done.state, 'done');
    for (const one of ids) assert.equal((await office.inside(name, one)).flag?.flagStatus, 'flagged');
    await megan.operations.undo(id);
    for (const one of ids) assert.equal((await office.inside(name, one)).flag?.flagStatus, 'notFlagged');
  });

  it('are forwarded each as an email of its own, wait together, and are taken back together', async () => {
    const { about } = await some(2);
    const shown = await office.say(
      megan,
      `forward all emails from Alex Wilber about ${about} to Lee Gu and Adele Vance`,
    );
    assert.match(words(shown), /Forward 2 emails to Lee Gu and Adele Vance/);
    const drafts = async () => (await office.folder(name, 'drafts')).filter(({ subject }) => subject?.includes(about));
    assert.equal((await drafts()).length, 0);
    const done = await megan.operations.confirm(operationIn(shown));
    assert.match(done.receipt?.summary ?? '', /2 emails to Lee Gu and Adele Vance are sent/);
    const waiting = await drafts();
    assert.deepEqual(
      waiting.map(({ toRecipients }) => toRecipients?.length),
      [2, 2],
    );
    assert.equal((await megan.plans.list()).filter(({ title }) => title.includes(about)).length, 2);
    const undone = await megan.operations.undo(done.id);
    assert.match(undone.receipt?.summary ?? '', /2 emails are not sent/);
    assert.equal((await drafts()).length, 0);
    assert.equal((await megan.plans.list()).filter(({ title }) => title.includes(about)).length, 0);
  });

  it('are forwarded once when the first try broke down in the middle', async () => {
    const { about, ids } = await some(3);
    const to = [{ address: office.address('Lee Gu') }];
    const id = randomUUID();
    office.faults({
      match: { method: 'POST', path: `${encodeURIComponent(ids[1]!)}/createForward` },
      kind: 'status',
      status: 429,
      retryAfter: 1000,
    });
    await assert.rejects(megan.operations.run(forwardManyAction, { messages: ids, to }, id));
    office.sandbox.tenant.faults.clear();
    const done = await megan.operations.run(forwardManyAction, { messages: ids, to }, id);
    assert.equal(done.receipt?.result.forwards.length, 3);
    const drafts = (await office.folder(name, 'drafts')).filter(({ subject }) => subject?.includes(about));
    assert.equal(drafts.length, 3);
    await megan.operations.undo(id);
  });

  it('ask whom they are for, and are not more than one person can oversee', async () => {
    const { about } = await some(2);
    assert.match(words(await office.say(megan, `forward all emails from Alex Wilber about ${about}`)), /to whom\?/);
    assert.equal(changeManyAction.input.safeParse({ messages: [], change: { kind: 'delete' } }).success, false);
  });
});
