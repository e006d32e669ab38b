import assert from 'node:assert/strict';
import { createDirectories, type Directories } from '../../../bot/directory/create.ts';
import type { Contact, Directory, Resolved } from '../../../bot/directory/directory.ts';
import { directoryScopes } from '../../../bot/directory/scopes.ts';
import { AideError } from '../../../bot/errors.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { contactTables } from '../../../sandbox/graph/contacts/model.ts';
import { azurite } from '../../support/azurite.ts';
import { assertContract } from '../../support/contract.ts';
import { createWorld, type World } from '../auth/world.ts';

const plain = [...directoryScopes.profile, ...directoryScopes.resolve];
const withContacts = [...plain, ...directoryScopes.contacts];

describe('contacts among names', () => {
  let world: World;
  let directories: Directories;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(async () => {
    world.sandbox.tenant.faults.clear();
    world.consent(withContacts);
    const storage = openStorage(await azurite(), { prefix: `${world.storage.prefix}c${made++}` });
    directories = createDirectories({ storage, cipher: world.cipher, log: world.log });
  });
  after(() => world.stop());
  let made = 0;

  /** As a context opens it: each call with a token of its own scopes. */
  const open = async (name: string): Promise<Directory> => {
    const assertion = await world.assertion(name);
    const graph = (scopes: readonly string[]): Graph =>
      world.graphs({
        person: world.person(name),
        assertion: async () => assertion,
        scopes,
        requestId: 'r1',
        log: world.log,
      });
    const consented = async (scopes: string[]) => {
      try {
        await graph(scopes).ready();
        return true;
      } catch (error) {
        if (error instanceof AideError && error.code === 'consent_required') return false;
        throw error;
      }
    };
    const directory = directories(world.person(name), graph, consented);
    await directory.profile();
    world.sandbox.tenant.traffic.clear();
    return directory;
  };
  const calls = () => world.sandbox.tenant.traffic.list().length;
  const addressOf = (answer: Resolved | undefined) =>
    answer?.kind === 'one' ? answer.contact.address : assert.fail(JSON.stringify(answer));
  const sam = 'sam.carter@fabrikam.com';

  it('are looked through along with everybody else, in one round trip', async () => {
    const directory = await open('Megan Bowen');
    const [contact, colleague] = await directory.resolve(['Sam Carter', 'Lee Gu']);
    assert.deepEqual(contact, {
      kind: 'one',
      contact: {
        displayName: 'Sam Carter',
        address: sam,
        isContact: true,
        jobTitle: 'Purchasing Manager',
        department: 'Purchasing',
        companyName: 'Fabrikam',
      } satisfies Contact,
    });
    assert.equal(colleague?.kind === 'one' && colleague.contact.isContact, undefined);
    assert.equal(calls(), 1);
    // Remembered like any other name.
    assert.equal(addressOf((await directory.resolve(['sam carter']))[0]), sam);
    assert.equal(calls(), 1);
  });

  it('are found by given name, surname, nickname, beginnings and in another order', async () => {
    const directory = await open('Megan Bowen');
    const names = ['Sam', 'Carter', 'carter, sam', 'sam cart', 'Thornber', 'Ali'];
    const found = await directory.resolve(names);
    assert.deepEqual(found.map(addressOf), [
      ...Array<string>(4).fill(sam),
      ...Array<string>(2).fill('alicia@northwindtraders.com'),
    ]);
    assert.equal(calls(), 1);
    assert.equal(addressOf((await (await open('Lee Gu')).resolve(['田中']))[0]), 'hanako@contososuites.com');
  });

  it('come after colleagues, unless one has the very name that was written', async () => {
    const { contacts } = contactTables(world.sandbox.tenant);
    const [row] = [...contacts.all()];
    const put = (givenName: string, surname: string) =>
      contacts.put({
        ...row!,
        id: `${row!.id}${givenName}`,
        mailboxId: world.sandbox.person('Megan Bowen').id,
        folderId: [...contacts.all()].find((c) => c.mailboxId === world.sandbox.person('Megan Bowen').id)!.folderId,
        fields: {
          givenName,
          surname,
          displayName: `${givenName} ${surname}`,
          emailAddresses: [{ name: givenName, address: `${givenName}.${surname}@elsewhere.example`.toLowerCase() }],
        },
      });
    const [lee, alex] = [put('Lee', 'Archer'), put('Al', 'Wil')];
    const directory = await open('Megan Bowen');
    const [byGivenName, byFullName, asWritten] = await directory.resolve(['Lee', 'Lee Archer', 'Al Wil']);
    assert.match(addressOf(byGivenName), /^LeeG@/);
    assert.equal(addressOf(byFullName), 'lee.archer@elsewhere.example');
    assert.equal(addressOf(asWritten), 'al.wil@elsewhere.example');
    for (const { id } of [lee, alex]) contacts.delete(id);
  });

  it('with the name of a colleague lead to one question, whose answer is remembered', async () => {
    const directory = await open('Nestor Wilke');
    const [answer] = await directory.resolve(['Grady Archie']);
    assert.equal(answer?.kind, 'several');
    const offered = answer?.kind === 'several' ? answer.contacts : [];
    assert.deepEqual(
      offered.map((c) => c.companyName),
      [undefined, 'Wide World Importers'],
    );
    await directory.remember('Grady Archie', offered[1]!);
    const [again] = await directory.resolve(['Grady Archie']);
    assert.deepEqual(again?.kind === 'one' && again.contact, offered[1]);
    await directory.forget();
    assert.equal((await directory.resolve(['Grady Archie']))[0]?.kind, 'several');
    // The given name alone is the colleague's.
    assert.match(addressOf((await directory.resolve(['Grady']))[0]), /@contoso\.com$/);
  });

  it('are suggested for a name that is misspelt', async () => {
    const directory = await open('Megan Bowen');
    const [answer] = await directory.resolve(['Sam Cartre']);
    assert.deepEqual(answer?.kind === 'none' && answer.nearest.map((c) => c.address), [sam]);
    assert.equal(calls(), 2);
  });

  it('give an address its name, by any of their addresses', async () => {
    const directory = await open('Megan Bowen');
    const [, contact] = await directory.resolve(['Lidia Holloway', sam]);
    assert.equal(contact?.kind === 'one' && contact.contact.displayName, 'Sam Carter');
    assert.equal(calls(), 1);
    const details = await directory.contactWith('A.Thornber@northwindtraders.com');
    assert.equal(details?.displayName, 'Alicia Thornber');
    assert.equal(details?.address, 'A.Thornber@northwindtraders.com');
    assert.deepEqual(details?.phones, [{ kind: 'business', number: '+44 20 7946 0123' }]);
    assert.equal(await directory.contactWith('nobody@fabrikam.com'), undefined);
  });

  it('are left alone without consent, which is said, and asked for by their one scope when somebody wants it', async () => {
    world.consent(plain);
    const directory = await open('Megan Bowen');
    const before = world.tokenCalls();
    assert.deepEqual(await directory.resolve(['Sam Carter']), [{ kind: 'none', nearest: [], contactsUnread: true }]);
    const asked = world.tokenCalls();
    assert.deepEqual(await directory.search('Sam Carter'), []);
    assert.equal(world.tokenCalls(), asked, 'Entra ID is asked again');
    assert(asked > before);
    assert.equal(await directory.contactWith(sam), undefined);
    await assert.rejects(directory.inContacts('Sam Carter'), (error) => {
      assert(error instanceof AideError);
      assert.equal(error.code, 'consent_required');
      assert.deepEqual(error.details.scopes, ['Contacts.Read']);
      return true;
    });
    world.consent(withContacts);
    assert.deepEqual(
      (await directory.inContacts('Sam')).map((c) => c.address),
      [sam],
    );
    // From then on they are looked through without being asked for.
    assert.equal(addressOf((await directory.resolve(['Sam Carter']))[0]), sam);
  });

  it('do no harm by hostile names, and many names fit in the same round trips', async () => {
    const directory = await open('Megan Bowen');
    for (const name of ["x' or 1 eq 1", '"', '💥', "O'Brien", '<b>', '%00', '\\'])
      assert.deepEqual(await directory.inContacts(name), [], name);
    world.sandbox.tenant.traffic.clear();
    const names = Array.from({ length: 15 }, (_, i) => `Sam Carter${'x'.repeat(i % 3)}${i > 2 ? String(i) : ''}`);
    await directory.resolve(names);
    assert.equal(calls(), 2);
    assert.deepEqual(await (await open('Diego Siciliani')).inContacts('Sam'), []);
  });

  it('are asked for as Graph’s published contract has it', () => assertContract(world.sandbox.tenant));
});
