import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTenant } from '../../../sandbox/tenant/create.ts';
import { openSnapshot } from '../../../sandbox/tenant/snapshot.ts';
import type { Tenant } from '../../../sandbox/tenant/tenant.ts';
import { aideForTests, startSandbox } from '../../support/sandbox.ts';

describe("sandbox: the tenant's snapshot", () => {
  let dataDir: string;
  let file: string;
  let lines: string[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aide-sandbox-'));
    file = join(dataDir, 'tenant.json');
    lines = [];
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const note = (_: object, message: string) => void lines.push(message);
  const open = async () => {
    const tenant = createTenant(aideForTests, () => 'http://127.0.0.1:1');
    return { tenant, snapshot: await openSnapshot(tenant, dataDir, { info: note, warn: note, error: note }) };
  };
  const rename = (tenant: Tenant, displayName: string) => {
    const [user] = tenant.tables.users.by('upn', 'meganb@contoso.com');
    tenant.tables.users.put({ ...user!, displayName });
  };
  const nameOf = (tenant: Tenant) => tenant.tables.users.by('upn', 'meganb@contoso.com')[0]?.displayName;
  const change = async (edit: (content: Record<string, unknown>) => object) =>
    writeFile(file, JSON.stringify(edit(JSON.parse(await readFile(file, 'utf8')))));

  it('keeps every table and the clock over a restart, with its indexes', async () => {
    const first = await startSandbox({ dataDir });
    first.tenant.store.table<{ id: string; text: string }>('notes').put({ id: 'n', text: 'kept' });
    rename(first.tenant, 'Megan B.');
    first.tenant.clock.advance('P2D');
    await first.stop();
    assert.equal((await stat(file)).mode & 0o777, 0o600, 'passwords are in it');
    const second = await startSandbox({ dataDir });
    assert.equal(nameOf(second.tenant), 'Megan B.');
    assert.equal(second.tenant.store.table<{ id: string; text: string }>('notes').get('n')?.text, 'kept');
    assert.equal(second.tenant.clock.offset, 2 * 86_400_000);
    await second.stop();
  });

  it('writes what changed when it is flushed, and nothing when nothing did', async () => {
    const { tenant, snapshot } = await open();
    await snapshot.flush();
    const before = await stat(file);
    await snapshot.flush();
    assert.equal((await stat(file)).ino, before.ino);
    rename(tenant, 'M.');
    await Promise.all([snapshot.flush(), snapshot.flush()]);
    assert(
      JSON.parse(await readFile(file, 'utf8')).tables.users.some(
        (u: { displayName: string }) => u.displayName === 'M.',
      ),
    );
    assert(!existsSync(`${file}.new`));
    await snapshot.close();
  });

  it('puts a broken or foreign snapshot aside, says so, and starts from the seed', async () => {
    for (const text of ['{"version":1,"tab', '{"version":0}', '[]', '']) {
      await writeFile(file, text);
      const { tenant, snapshot } = await open();
      assert.equal(nameOf(tenant), 'Megan Bowen');
      assert.match(lines.pop() ?? '', /is broken.*put aside/);
      assert.equal(await readFile(join(dataDir, 'tenant.aside.json'), 'utf8'), text);
      await snapshot.close();
    }
  });

  it('seeds afresh when the calendars of the snapshot are of another time', async () => {
    const { tenant, snapshot } = await open();
    rename(tenant, 'M.');
    await snapshot.close();
    const day = 86_400_000;
    await change((c) => ({ ...c, seededAt: new Date(Date.now() - 13 * day).toISOString() }));
    const young = await open();
    assert.equal(nameOf(young.tenant), 'M.');
    await young.snapshot.close();
    await change((c) => ({ ...c, seededAt: new Date(Date.now() - 15 * day).toISOString() }));
    const old = await open();
    assert.equal(nameOf(old.tenant), 'Megan Bowen');
    assert.match(lines.pop() ?? '', /more than 14 days ago/);
    await old.snapshot.close();
    assert.equal(nameOf((await open()).tenant), 'Megan Bowen', 'and keeps the new seed');
  });

  it("takes Aide's secrets from today and not from the snapshot", async () => {
    const first = await startSandbox({ dataDir });
    await first.stop();
    const second = await startSandbox({ dataDir, aide: { ...aideForTests, clientSecret: 'another' } });
    const answer = await fetch(`${second.url}/${second.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: aideForTests.clientId,
        client_secret: 'another',
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    assert.equal(answer.status, 200);
    await second.stop();
  });
});
