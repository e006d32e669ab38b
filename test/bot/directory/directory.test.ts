import assert from 'node:assert/strict';
import { createDirectories } from '../../../bot/directory/create.ts';
import type { Directory } from '../../../bot/directory/directory.ts';
import { directoryScopes } from '../../../bot/directory/scopes.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { azurite } from '../../support/azurite.ts';
import { assertContract } from '../../support/contract.ts';
import { createWorld, encryptionKey, type World } from '../auth/world.ts';

const scopes = [...new Set(Object.values(directoryScopes).flat())];
const day = 24 * 60 * 60 * 1000;

describe('the directory', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => {
    world.sandbox.tenant.faults.clear();
    world.consent(scopes);
  });
  after(() => world.stop());

  let prefix = 0;
  /** A directory over a storage of its own, unless one is given: nothing is known yet. */
  const open = async (
    name: string,
    options: Partial<Parameters<typeof createDirectories>[0]> = {},
  ): Promise<Directory> => {
    const storage = options.storage ?? openStorage(await azurite(), { prefix: `${world.storage.prefix}d${prefix++}` });
    const directories = createDirectories({ cipher: world.cipher, log: world.log, ...options, storage });
    const graph = await world.graph(name, scopes);
    world.sandbox.tenant.traffic.clear();
    return directories(world.person(name), () => graph);
  };
  const calls = () => world.sandbox.tenant.traffic.list().length;
  const one = async (directory: Directory, name: string) => {
    const [found] = await directory.resolve([name]);
    assert.equal(found?.kind, 'one', `${name}: ${JSON.stringify(found)}`);
    return found.kind === 'one' ? found.contact : assert.fail();
  };

  describe('knows the person', () => {
    it('by one call, their zone as IANA names it', async () => {
      const directory = await open('Johanna Lorenz');
      const profile = await directory.profile();
      const johanna = world.sandbox.person('Johanna Lorenz');
      assert.deepEqual(profile, {
        ...world.person('Johanna Lorenz'),
        displayName: 'Johanna Lorenz',
        mail: johanna.mail,
        userPrincipalName: johanna.userPrincipalName,
        timeZone: 'Europe/Berlin',
        locale: profile.locale,
      });
      assert.match(profile.locale, /^[a-z]{2}(-[A-Z]{2})?$/);
      assert.equal(calls(), 1);
    });

    it('for a day, over restarts, each person their own, encrypted', async () => {
      let now = Date.now();
      const storage = openStorage(await azurite(), { prefix: `${world.storage.prefix}p` });
      await (await open('Megan Bowen', { storage, now: () => now })).profile();
      const again = await open('Megan Bowen', { storage, now: () => now });
      assert.equal((await again.profile()).displayName, 'Megan Bowen');
      assert.equal(calls(), 0);
      assert.equal((await (await open('Alex Wilber', { storage })).profile()).displayName, 'Alex Wilber');
      const { tenantId, userId } = world.person('Megan Bowen');
      const rows = JSON.stringify(await storage.records('profiles').list(`${tenantId}.${userId}`));
      assert.ok(rows.length > 50 && !rows.includes('Megan'));
      now += day + 1;
      await (await open('Megan Bowen', { storage, now: () => now })).profile();
      assert.equal(calls(), 1);
    });

    it('also when the key of what was kept is gone', async () => {
      const storage = openStorage(await azurite(), { prefix: `${world.storage.prefix}k` });
      await (await open('Megan Bowen', { storage })).profile();
      const other = await open('Megan Bowen', { storage, cipher: createCipher([encryptionKey()]) });
      assert.equal((await other.profile()).displayName, 'Megan Bowen');
      assert.equal(calls(), 1);
    });

    it('without a mailbox, on UTC; but not when the mailbox is only out of reach', async () => {
      const settings = '/me/mailboxSettings';
      world.faults({ match: { path: settings }, kind: 'status', status: 404, times: 1 });
      assert.equal((await (await open('Megan Bowen')).profile()).timeZone, 'UTC');
      world.faults({ match: { path: settings }, kind: 'status', status: 403, times: 1 });
      const directory = await open('Megan Bowen');
      await assert.rejects(directory.profile(), { name: 'AideError' });
      assert.equal((await directory.profile()).timeZone, 'America/Los_Angeles');
    });
  });

  describe('finds', () => {
    it('several names with one call, in the order they were given', async () => {
      const directory = await open('Megan Bowen');
      const answers = await directory.resolve(['Alex Wilber', 'gu, lee', 'Diego', 'Henrietta Mueller']);
      const found = answers.map((a) => (a.kind === 'one' ? a.contact.displayName : a.kind));
      assert.deepEqual(found, ['Alex Wilber', 'Lee Gu', 'Diego Siciliani', 'Henrietta Mueller']);
      assert.equal(calls(), 1);
      const alex = answers[0]?.kind === 'one' ? answers[0].contact : undefined;
      assert.equal(alex?.address, world.sandbox.person('Alex Wilber').mail);
      assert.equal(alex?.id, world.person('Alex Wilber').userId);
    });

    it('a known name without a call, after a restart too', async () => {
      const storage = openStorage(await azurite(), { prefix: `${world.storage.prefix}n` });
      await one(await open('Megan Bowen', { storage }), 'Alex Wilber');
      const again = await open('Megan Bowen', { storage });
      assert.equal((await one(again, 'WILBER, Alex')).displayName, 'Alex Wilber');
      assert.equal(calls(), 0);
      await one(await open('Adele Vance', { storage }), 'Alex Wilber');
      assert.equal(calls(), 1, 'what one person knows is not another’s');
    });

    it('whom the person means, once they have said so', async () => {
      const directory = await open('Megan Bowen');
      const lee = { displayName: 'Lee Gu', address: 'LeeG@contoso.com' };
      await directory.remember('the boss', lee);
      assert.deepEqual(await one(directory, 'The Boss'), lee);
      assert.equal(calls(), 0);
    });

    it('“me” and addresses', async () => {
      const directory = await open('Megan Bowen');
      assert.equal((await one(directory, 'me')).address, world.sandbox.person('Megan Bowen').mail);
      world.sandbox.tenant.traffic.clear();
      assert.deepEqual(await one(directory, 'someone@fabrikam.com'), {
        displayName: 'someone@fabrikam.com',
        address: 'someone@fabrikam.com',
      });
      assert.deepEqual(await one(directory, 'Some One <someone@fabrikam.com>'), {
        displayName: 'Some One',
        address: 'someone@fabrikam.com',
      });
      assert.equal(calls(), 0);
      // Asked together with a name that needs Graph, the address gets its name along the way.
      const [, lee] = await directory.resolve(['Alex Wilber', 'LeeG@contoso.com']);
      assert.equal(lee?.kind === 'one' && lee.contact.displayName, 'Lee Gu');
      assert.equal(calls(), 1);
      assert.equal((await one(directory, 'leeg@contoso.com')).displayName, 'Lee Gu');
      assert.equal(calls(), 1);
    });

    it('more than one when several fit, and asks', async () => {
      const alex = world.sandbox.person('Alex Wilber');
      world.sandbox.tenant.tables.users.put({
        ...alex,
        id: '00000000-0000-4000-8000-0000000000aa',
        displayName: 'Alex Darrow',
        surname: 'Darrow',
        mail: 'AlexD@contoso.com',
        userPrincipalName: 'AlexD@contoso.com',
      });
      const directory = await open('Megan Bowen');
      const [several] = await directory.resolve(['Alex']);
      assert.equal(several?.kind, 'several');
      const offered = several?.kind === 'several' ? several.contacts.map((c) => c.displayName).sort() : [];
      assert.deepEqual(offered, ['Alex Darrow', 'Alex Wilber']);
      assert.equal((await one(directory, 'Alex Darrow')).address, 'AlexD@contoso.com');
      world.sandbox.tenant.tables.users.delete('00000000-0000-4000-8000-0000000000aa');
    });

    it('nobody, and offers the nearest names', async () => {
      const directory = await open('Alex Wilber');
      const [typo, nobody, nothing] = await directory.resolve(['Megn Bowen', 'Zaphod Beeblebrox', ' , ']);
      assert.equal(typo?.kind === 'none' && typo.nearest[0]?.displayName, 'Megan Bowen');
      assert.deepEqual(nobody, { kind: 'none', nearest: [], contactsUnread: true });
      assert.deepEqual(nothing, { kind: 'none', nearest: [] });
      assert.equal(calls(), 2);
    });

    it('no harm in hostile names', async () => {
      const directory = await open('Alex Wilber');
      const hostile = [
        'x" OR "displayName:',
        "' or true eq 'true",
        '$filter=1',
        '<script>',
        '\\"',
        '../..',
        '💥',
        "O'Brien",
      ];
      for (const answer of await directory.resolve(hostile)) assert.equal(answer.kind, 'none');
      await assert.rejects(directory.resolve(Array.from({ length: 101 }, () => 'a')), { code: 'invalid_input' });
      await assert.rejects(directory.resolve(['a'.repeat(201)]), { code: 'invalid_input' });
      assert.deepEqual(await directory.resolve([]), []);
    });

    it('that consent is missing', async () => {
      world.consent(['User.Read']);
      await assert.rejects((await open('Megan Bowen')).resolve(['Alex Wilber']), { code: 'consent_required' });
    });
  });

  it('lists rooms that are large enough, smallest first, and asks once a day', async () => {
    const directory = await open('Megan Bowen');
    const rooms = await directory.rooms(8);
    assert.deepEqual(
      rooms.map((r) => [r.displayName, r.capacity]),
      [
        ['Conf Room Rainier', 8],
        ['Conf Room Adams', 12],
        ['Conf Room Baker', 20],
      ],
    );
    assert.equal(rooms[0]?.address, 'rainier@contoso.com');
    assert.equal((await directory.rooms(1)).length, 4);
    assert.equal(calls(), 1);
  });

  it('asks Graph nothing that its published contract does not know', async function () {
    const directory = await open('Megan Bowen');
    await directory.profile();
    await directory.resolve(['Alex Wilber', 'Megn Bowen', 'LeeG@contoso.com']);
    await directory.rooms(1);
    assert.equal(calls(), 4);
    if (!(await assertContract(world.sandbox.tenant))) this.skip();
  });
});
