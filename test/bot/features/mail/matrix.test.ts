import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { mail } from '../../../../bot/features/mail/index.ts';
import { openTeamsTables } from '../../../../sandbox/teams/tables.ts';
import { fails } from '../office.ts';
import { file } from './mails.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';
import { type Ground, queryNamed, rows } from './rows.ts';

/** Every write of the feature, against everything that can come between. What each of them does is told in the tests beside this one. */
describe('each write of mail', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  let ground: Ground;
  const everything = Object.keys(mail.reasons);
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
    const [team] = await list<{ id: string }>('/me/joinedTeams');
    const channels = await list<{ id: string; displayName: string }>(`/teams/${team!.id}/channels`);
    const channelId = channels.find(({ displayName }) => displayName === 'General')!.id;
    ground = { office, channel: { teamId: team!.id, channelId } };
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(everything);
  });
  after(() => office.stop());

  const list = async <T>(path: string) => (await office.graphAs<{ value: T[] }>(name, 'GET', path)).value;
  const fresh = async (): Promise<string> =>
    (await office.deliver(alex, name, { attachments: [file('one.txt', '1')] })).id;
  /** Everything that a write may leave behind, counted. */
  const traces = async () => {
    const [tasks] = (await list<{ id: string; wellknownListName: string }>('/me/todo/lists')).filter(
      (one) => one.wellknownListName === 'defaultList',
    );
    const counts: number[] = [];
    // One after the other: a mailbox takes four calls at once.
    for (const folder of ['drafts', 'sentitems', 'archive', 'deleteditems']) {
      const path = `/me/mailFolders/${folder}`;
      counts.push((await office.graphAs<{ totalItemCount: number }>(name, 'GET', path)).totalItemCount);
    }
    for (const path of [`/me/todo/lists/${tasks!.id}/tasks?$top=100`, '/me/drive/root/children?$top=200'])
      counts.push((await list(path)).length);
    // Past Graph, which lets nobody look into a channel as often as this.
    const posts = openTeamsTables(office.sandbox.tenant.store).messages.by('conversation', ground.channel.channelId);
    counts.push(posts.length);
    return [...counts, (await megan.plans.list()).length];
  };
  /** What a write has added. */
  const added = async (work: () => Promise<unknown>) => {
    const before = await traces();
    await work();
    return (await traces()).map((count, i) => count - before[i]!);
  };
  const marksOf = async (id: string) => {
    const { isRead, categories, flag } = await office.inside(name, id);
    return { isRead, categories, flag: flag?.flagStatus };
  };

  for (const row of rows) {
    const { action } = row;
    describe(action.name, () => {
      const attempt = async (input: unknown, id: string = randomUUID(), ctx = megan) =>
        ctx.operations.run(action, input as never, id);
      /** What it leaves behind when nothing comes between. */
      let usual: { traces: number[]; marks: object };
      const effect = async (message: string, work: () => Promise<unknown>) => ({
        traces: await added(work),
        marks: await marksOf(message),
      });
      before(async () => {
        const message = await fresh();
        const input = await row.input(ground, message);
        usual = await effect(message, () => attempt(input));
      });

      it('is done once after a 429 in the middle, under the same key', async () => {
        const message = await fresh();
        const input = await row.input(ground, message);
        const id = randomUUID();
        const once = await effect(message, async () => {
          office.faults({ match: row.call, kind: 'status', status: 429, retryAfter: 1000 });
          await assert.rejects(attempt(input, id), fails('throttled'));
          office.sandbox.tenant.faults.clear();
          assert.equal((await attempt(input, id)).state, 'done');
        });
        assert.deepEqual(once, usual);
      });

      it('is done once when the answer is lost, and when it is confirmed again', async () => {
        const message = await fresh();
        const input = await row.input(ground, message);
        const id = randomUUID();
        const once = await effect(message, async () => {
          office.faults({ match: row.call, kind: 'drop', times: 1 });
          assert.equal((await attempt(input, id)).state, 'done');
          assert.equal((await attempt(input, id)).state, 'done');
        });
        assert.deepEqual(once, usual);
      });

      it('asks for the permission that is missing, writes nothing, and goes on when it is there', async () => {
        const message = await fresh();
        const input = await row.input(ground, message);
        const id = randomUUID();
        const needed = everything.filter((scope) => scope !== row.scope);
        const nothing = await added(async () => {
          office.consent(needed);
          const later = await office.as(name);
          await assert.rejects(attempt(input, id, later), (error: AideError) => {
            assert.equal(error.code, 'consent_required');
            assert.ok(error.details.scopes?.includes(row.scope));
            return true;
          });
          office.consent(everything);
        });
        assert.ok(
          nothing.every((count) => count === 0),
          String(nothing),
        );
        assert.equal((await attempt(input, id, await office.as(name))).state, 'done');
      });

      it('hands on a claims challenge, and goes on after it', async () => {
        const input = await row.input(ground, await fresh());
        const id = randomUUID();
        office.faults({ match: { path: '^/v1\\.0/' }, kind: 'claims' });
        await assert.rejects(attempt(input, id), (error: AideError) => {
          assert.equal(error.code, 'claims_challenge');
          return error.details.claims !== undefined;
        });
        office.sandbox.tenant.faults.clear();
        assert.equal((await attempt(input, id)).state, 'done');
      });

      it('is refused to somebody who is not signed in', async () => {
        const input = await row.input(ground, await fresh());
        const nobody = await office.as(name, undefined, action.scopes, { signedIn: false });
        await assert.rejects(attempt(input, randomUUID(), nobody), fails('signin_required'));
      });

      it('refuses what is too long, too many or missing, and takes what just about fits', () => {
        for (const bad of row.bad)
          assert.equal(action.input.safeParse(bad).success, false, JSON.stringify(bad).slice(0, 80));
        for (const good of row.good)
          assert.equal(action.input.safeParse(good).success, true, JSON.stringify(good).slice(0, 80));
      });

      if (!row.onMail) return;
      it('finds a mail that was moved meanwhile, and says when it is deleted for good', async () => {
        const message = await fresh();
        const input = await row.input(ground, message);
        const proposed = await megan.operations.propose(action, input as never);
        await office.graphAs(name, 'POST', `/me/messages/${message}/move`, { destinationId: 'junkemail' });
        assert.equal((await megan.operations.confirm(proposed.id)).state, 'done');
        const gone = await fresh();
        const about = await row.input(ground, gone);
        const asked = await megan.operations.propose(action, about as never);
        // To Deleted Items, and from there for good.
        for (let i = 0; i < 2; i++) await office.graphAs(name, 'DELETE', `/me/messages/${gone}`);
        await assert.rejects(megan.operations.confirm(asked.id), fails('not_found'));
        assert.equal((await megan.operations.get(asked.id))?.state, 'failed');
      });

      it('is refused on a mail in somebody else’s mailbox', async () => {
        const [his] = await office.folder(alex, 'inbox');
        const input = await row.input(ground, his!.id);
        await assert.rejects(attempt(input), fails('not_found'));
      });
    });
  }
});

describe('each query of mail', function () {
  this.timeout(120_000);
  let office: Office;
  before(async () => {
    office = await createOffice();
    // Known people: it is the query that asks Microsoft 365, not the profile.
    await office.as(name);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(Object.keys(mail.reasons));
  });
  after(() => office.stop());

  const inputs: Record<string, (message: string) => object> = {
    list: () => ({}),
    search: () => ({ text: 'budget' }),
    folders: () => ({}),
    get: (message) => ({ message }),
    thread: (message) => ({ message }),
    participants: (message) => ({ message }),
    done: (message) => ({ message }),
  };
  for (const [of, inputOf] of Object.entries(inputs))
    it(`${of}: needs somebody signed in who consented, hands on challenges, and waits out a 429`, async () => {
      const query = queryNamed(of);
      const [message] = await office.folder(name, 'inbox');
      const input = query.input.parse(inputOf(message!.id)) as never;
      const nobody = await office.as(name, undefined, query.scopes, { signedIn: false });
      await assert.rejects(query.run(nobody, input), fails('signin_required'));
      office.consent(['User.Read', 'MailboxSettings.Read']);
      const unconsented = await office.as(name, undefined, query.scopes);
      await assert.rejects(query.run(unconsented, input), fails('consent_required'));
      office.consent(Object.keys(mail.reasons));
      const megan = await office.as(name, undefined, query.scopes);
      office.faults({ match: { path: '^/v1\\.0/' }, kind: 'claims' });
      await assert.rejects(query.run(megan, input), fails('claims_challenge'));
      office.sandbox.tenant.faults.clear();
      office.faults({ match: { path: '/me/' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
      assert.ok(await query.run(megan, input));
    });
});
