import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { constants, createDecipheriv, createHmac, privateDecrypt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { scriptClientId } from '../../../../sandbox/tenant/create.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { appToken, type Graph, graphAs, type Json } from '../support.ts';
import { type Endpoint, inMinutes, type Notification, openEndpoint } from './endpoint.ts';

const scopes = [
  'Calendars.ReadWrite',
  'Mail.ReadWrite',
  'Contacts.ReadWrite',
  'Tasks.ReadWrite',
  'Files.ReadWrite.All',
  'Chat.ReadWrite',
  'Presence.Read.All',
  'Presence.ReadWrite',
];
const times = { answer: 2_000, pauses: [1, 5], validation: 10_000 };

describe('Change notifications', () => {
  let sandbox: SandboxForTests;
  let endpoint: Endpoint;
  let megan: Graph;
  let app: Graph;
  let meganId: string;

  before(async () => {
    endpoint = await openEndpoint();
    sandbox = await startSandbox({ notifications: times });
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    app = graphAs(
      sandbox,
      await appToken(sandbox, [
        'User.ReadWrite.All',
        'Group.ReadWrite.All',
        'Calendars.ReadWrite',
        'ChannelMessage.Read.All',
        'Chat.Read.All',
      ]),
    );
    meganId = sandbox.person('Megan Bowen').id;
  });
  after(async () => {
    await sandbox.stop();
    await endpoint.close();
  });
  afterEach(() => {
    sandbox.tenant.reset();
    endpoint.deliveries.length = 0;
  });

  const subscribe = async (graph: Graph, resource: string, changeType: string, more: Json = {}): Promise<string> => {
    const { status, body } = await graph('/subscriptions', {
      method: 'POST',
      headers: more.headers as Record<string, string>,
      body: {
        resource,
        changeType,
        notificationUrl: endpoint.url,
        expirationDateTime: inMinutes(50),
        clientState: 'secret',
        ...more,
        headers: undefined,
      },
    });
    assert.equal(status, 201, JSON.stringify(body));
    return String(body.id);
  };
  const post = async (graph: Graph, path: string, body: unknown): Promise<Json> => {
    const answer = await graph(path, { method: 'POST', body });
    assert(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  const told = (list: Notification[]) => list.map(({ changeType, resourceData }) => [changeType, resourceData.id]);
  const meeting = {
    subject: 'Review',
    start: { dateTime: '2031-05-05T10:00:00', timeZone: 'UTC' },
    end: { dateTime: '2031-05-05T11:00:00', timeZone: 'UTC' },
  };

  it('tell of an event that is made, changed and taken away', async () => {
    const subscriptionId = await subscribe(megan, 'me/events', 'created,updated,deleted');
    const event = await post(megan, '/me/events', meeting);
    const [created] = await endpoint.take(1);
    const resource = `Users/${meganId}/Events/${event.id}`;
    const { subscriptionExpirationDateTime, ...rest } = created!;
    assert.deepEqual(rest, {
      subscriptionId,
      clientState: 'secret',
      tenantId: sandbox.tenant.id,
      changeType: 'created',
      resource,
      resourceData: {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': resource,
        '@odata.etag': event['@odata.etag'],
        id: event.id,
      },
    });
    assert(!Number.isNaN(Date.parse(String(subscriptionExpirationDateTime))));
    await megan(`/me/events/${event.id}`, { method: 'PATCH', body: { subject: 'Review II' } });
    assert.deepEqual(told(await endpoint.take(1)), [['updated', event.id]]);
    await megan(`/me/events/${event.id}`, { method: 'DELETE' });
    assert.deepEqual(told(await endpoint.take(1)), [['deleted', event.id]]);
  });

  it('tell those of a meeting who are invited, each of their own copy, and nobody of what they have not asked for', async () => {
    const alex = sandbox.person('Alex Wilber');
    await subscribe(app, `users/${alex.userPrincipalName}/events`, 'created');
    await subscribe(app, `users/${meganId}/events`, 'deleted');
    const attendees = [{ emailAddress: { address: alex.mail }, type: 'required' }];
    await post(megan, '/me/events', { ...meeting, attendees });
    const [only] = await endpoint.take(1);
    assert.equal(only?.resource.startsWith(`Users/${alex.id}/Events/`), true);
    const { status } = await graphAs(
      sandbox,
      await sandbox.tokenFor('Alex Wilber', ['Calendars.Read']),
    )(`/me/events/${only?.resourceData.id}`);
    assert.equal(status, 200);
    assert.equal(endpoint.deliveries.flatMap(({ value }) => value).length, 1);
  });

  it('of one occurrence of a series say that it is changed, not that it is new', async () => {
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', startDate: '2031-05-05', numberOfOccurrences: 5 },
    };
    const series = await post(megan, '/me/events', { ...meeting, recurrence });
    await subscribe(megan, 'me/events', 'created,updated,deleted');
    const { body } = await megan(
      `/me/events/${series.id}/instances?startDateTime=2031-05-06T00:00:00Z&endDateTime=2031-05-07T00:00:00Z`,
    );
    const [occurrence] = body.value;
    await megan(`/me/events/${occurrence?.id}`, { method: 'PATCH', body: { subject: 'Longer review' } });
    const list = await endpoint.take(1);
    assert(list.every(({ changeType }) => changeType === 'updated'));
  });

  it('tell of mail in one folder: what moves away is gone from it', async () => {
    const inbox = await subscribe(megan, "me/mailFolders('Inbox')/messages", 'created,deleted', {
      headers: { prefer: 'IdType="ImmutableId"' },
    });
    const message = await post(megan, '/me/mailFolders/inbox/messages', { subject: 'Hello' });
    const [created] = await endpoint.take(1);
    assert.equal(created?.subscriptionId, inbox);
    const [, , , id] = created?.resource.split('/') ?? [];
    await post(megan, `/me/messages/${message.id}/move`, { destinationId: 'archive' });
    assert.deepEqual(told(await endpoint.take(1)), [['deleted', id]]);
  });

  it('leave out what the resource’s filter leaves out', async () => {
    await subscribe(megan, "me/messages?$filter=importance eq 'high'", 'created');
    await post(megan, '/me/messages', { subject: 'Low', importance: 'low' });
    const high = await post(megan, '/me/messages', { subject: 'High', importance: 'high' });
    assert.deepEqual(told(await endpoint.take(1)), [['created', high.id]]);
  });

  it('tell of contacts and of the tasks of a list', async () => {
    const { body } = await megan('/me/todo/lists');
    const list = body.value[0]?.id;
    await subscribe(megan, 'me/contacts', 'created');
    await subscribe(megan, `me/todo/lists/${list}/tasks`, 'created,updated,deleted');
    const contact = await post(megan, '/me/contacts', { givenName: 'Pavel', surname: 'Bansky' });
    assert.deepEqual(told(await endpoint.take(1)), [['created', contact.id]]);
    const task = await post(megan, `/me/todo/lists/${list}/tasks`, { title: 'Write it down' });
    const [created] = await endpoint.take(1);
    assert.equal(created?.resource, `Users/${meganId}/Todo/Lists/${list}/Tasks/${task.id}`);
    await megan(`/me/todo/lists/${list}/tasks/${task.id}`, { method: 'DELETE' });
    assert.deepEqual(told(await endpoint.take(1)), [['deleted', task.id]]);
  });

  it('tell of a drive that something has changed, and leave what to its delta', async () => {
    await subscribe(megan, 'me/drive/root', 'updated');
    const upload = await fetch(`${sandbox.url}/v1.0/me/drive/root:/Notes/today.txt:/content`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await sandbox.tokenFor('Megan Bowen', ['Files.ReadWrite'])}`,
        'content-type': 'text/plain',
      },
      body: 'today',
    });
    assert.equal(upload.status, 201);
    const [changed] = await endpoint.take(1);
    assert.deepEqual(
      [changed?.changeType, changed?.resource, changed?.resourceData],
      ['updated', 'me/drive/root', { '@odata.type': '#Microsoft.Graph.DriveItem' }],
    );
  });

  it('tell of messages in chats and channels, with their place', async () => {
    const { body } = await megan('/me/chats');
    const chat = String(body.value[0]?.id);
    await subscribe(megan, `/chats/${chat}/messages`, 'created,updated,deleted');
    const message = await post(megan, `/chats/${chat}/messages`, { body: { content: 'Hello' } });
    const [created] = await endpoint.take(1);
    assert.equal(created?.resource, `chats('${chat}')/messages('${message.id}')`);
    assert.equal(created?.resourceData['@odata.type'], '#Microsoft.Graph.chatMessage');
    await megan(`/me/chats/${chat}/messages/${message.id}/softDelete`, { method: 'POST' });
    assert.deepEqual(told(await endpoint.take(1)), [['deleted', message.id]]);
  });

  it('tell of people and groups, new and gone ones as updates to those who want no more', async () => {
    const { users, groups } = sandbox.tenant.tables;
    await subscribe(app, 'users', 'updated');
    await subscribe(app, `groups/${[...groups.all()][0]?.id}/members`, 'updated');
    const alex = sandbox.person('Alex Wilber');
    users.put({ ...alex, password: 'of no interest' });
    users.put({ ...sandbox.person('Megan Bowen'), jobTitle: 'Head of Marketing' });
    const [user] = await endpoint.take(1);
    assert.deepEqual(user?.resourceData, {
      '@odata.type': '#Microsoft.Graph.User',
      '@odata.id': `Users/${meganId}`,
      id: meganId,
      organizationId: sandbox.tenant.id,
    });
    const group = [...groups.all()][0]!;
    groups.put({ ...group, description: 'of no interest to who follows members' });
    groups.put({ ...group, memberIds: group.memberIds.slice(1) });
    assert.deepEqual(told(await endpoint.take(1)), [['updated', group.id]]);
  });

  it('come in batches, in order, with all that waits for an endpoint', async () => {
    await subscribe(megan, 'me/contacts', 'created');
    const made = await Promise.all(
      ['One', 'Two', 'Three'].map((givenName) => post(megan, '/me/contacts', { givenName })),
    );
    const list = await endpoint.take(3);
    assert.deepEqual(new Set(list.map(({ resourceData }) => resourceData.id)), new Set(made.map(({ id }) => id)));
  });

  it('come again until the endpoint answers', async () => {
    await subscribe(megan, 'me/contacts', 'created');
    endpoint.answerWith(500, 'nothing', 429);
    const contact = await post(megan, '/me/contacts', { givenName: 'Pavel' });
    assert.deepEqual(told(await endpoint.take(1)), [['created', contact.id]]);
    assert.equal(endpoint.deliveries.length, 4);
  });

  it('end with the subscription', async () => {
    const id = await subscribe(megan, 'me/contacts', 'created');
    await subscribe(megan, 'me/contacts', 'created,deleted');
    await megan(`/subscriptions/${id}`, { method: 'DELETE' });
    await post(megan, '/me/contacts', { givenName: 'Pavel' });
    const [only] = await endpoint.take(1);
    assert.notEqual(only?.subscriptionId, id);
    sandbox.tenant.clock.advance('PT2H');
    await post(megan, '/me/contacts', { givenName: 'Paul' });
    assert.equal((await megan('/subscriptions')).body.value.length, 0);
  });

  describe('with resource data', () => {
    const { certificate, privateKey } = selfSigned();
    const rich = {
      includeResourceData: true,
      encryptionCertificate: certificate,
      encryptionCertificateId: 'my certificate',
    };

    it('carry what is selected, encrypted, and prove where they come from', async () => {
      await subscribe(megan, 'me/events?$select=subject,start', 'created', rich);
      const event = await post(megan, '/me/events', meeting);
      const [created] = await endpoint.take(1);
      const content = created?.encryptedContent as Record<string, string>;
      assert.equal(content.encryptionCertificateId, 'my certificate');
      const key = privateDecrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING },
        Buffer.from(content.dataKey ?? '', 'base64'),
      );
      const data = Buffer.from(content.data ?? '', 'base64');
      assert.equal(content.dataSignature, createHmac('sha256', key).update(data).digest('base64'));
      const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
      const resource = JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString());
      assert.deepEqual(
        [resource.id, resource.subject, resource.start.dateTime, resource.end],
        [event.id, 'Review', '2031-05-05T10:00:00.0000000', undefined],
      );
      const [token = ''] = endpoint.deliveries[0]?.validationTokens ?? [];
      const { payload } = await jwtVerify(
        token,
        createRemoteJWKSet(new URL(`${sandbox.url}/${sandbox.tenant.id}/discovery/v2.0/keys`)),
        { audience: scriptClientId },
      );
      assert.equal(payload.azp, '0bf30f3b-4a52-48df-9a82-234910c4a086');
    });

    it('tell of presence in full, of one person and of many', async () => {
      const alex = sandbox.person('Alex Wilber').id;
      await subscribe(megan, `/communications/presences?$filter=id in ('${alex}','${meganId}')`, 'updated', rich);
      await post(megan, '/me/presence/setUserPreferredPresence', {
        availability: 'DoNotDisturb',
        activity: 'DoNotDisturb',
      });
      const [changed] = await endpoint.take(1);
      assert.equal(changed?.resource, `communications/presences('${meganId}')`);
      assert(changed?.encryptedContent);
    });

    it('take a certificate, and a selection where there has to be one', async () => {
      const refused = async (resource: string, more: Json) => {
        const { status, body } = await megan('/subscriptions', {
          method: 'POST',
          body: {
            resource,
            changeType: 'updated',
            notificationUrl: endpoint.url,
            expirationDateTime: inMinutes(50),
            ...more,
          },
        });
        assert.deepEqual([status, body.error.code], [400, 'InvalidRequest'], JSON.stringify(body));
      };
      await refused('me/events', rich);
      await refused('me/drive/root', rich);
      await refused('me/events?$select=subject', { includeResourceData: true });
      await refused('me/events?$select=subject', { ...rich, encryptionCertificate: 'bm9uZQ==' });
      await refused('me/events?$select=bogus', rich);
    });
  });

  describe('of the lifecycle', () => {
    const lifecycle = (id: string, body: unknown) =>
      fetch(`${sandbox.url}/sandbox/subscriptions/${id}/lifecycle`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    it('ask to authorize again, and nothing is told before that is done', async () => {
      const id = await subscribe(megan, 'me/contacts', 'created', { lifecycleNotificationUrl: `${endpoint.url}/life` });
      await lifecycle(id, { lifecycleEvent: 'reauthorizationRequired', paused: true });
      const [asked] = await endpoint.take(1);
      assert.deepEqual(
        [asked?.lifecycleEvent, asked?.subscriptionId, asked?.clientState, asked?.changeType],
        ['reauthorizationRequired', id, 'secret', undefined],
      );
      assert.equal(endpoint.deliveries[0]?.path, '/notifications/life');
      await post(megan, '/me/contacts', { givenName: 'Lost' });
      assert.equal((await megan(`/subscriptions/${id}/reauthorize`, { method: 'POST' })).status, 204);
      const contact = await post(megan, '/me/contacts', { givenName: 'Told' });
      assert.deepEqual(told(await endpoint.take(1)), [['created', contact.id]]);
    });

    it('say that the subscription is removed', async () => {
      const id = await subscribe(megan, 'me/contacts', 'created', { lifecycleNotificationUrl: endpoint.url });
      assert.deepEqual(await (await lifecycle(id, { lifecycleEvent: 'subscriptionRemoved' })).json(), { told: true });
      assert.equal((await endpoint.take(1))[0]?.lifecycleEvent, 'subscriptionRemoved');
      assert.equal((await megan(`/subscriptions/${id}`)).status, 404);
      assert.equal((await lifecycle(id, { lifecycleEvent: 'missed' })).status, 404);
      assert.equal((await lifecycle(id, { lifecycleEvent: 'bogus' })).status, 400);
    });

    it('say that something was missed, when what has changed is not known any more', async () => {
      await subscribe(megan, 'me/contacts', 'created', { lifecycleNotificationUrl: endpoint.url });
      await fetch(`${sandbox.url}/sandbox/delta/expire`, { method: 'POST' });
      await post(megan, '/me/contacts', { givenName: 'Pavel' });
      assert.equal((await endpoint.take(1))[0]?.lifecycleEvent, 'missed');
    });
  });

  it('go on after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'subscriptions-'));
    try {
      const first = await startSandbox({ dataDir, notifications: times });
      const before = graphAs(first, await first.tokenFor('Megan Bowen', scopes));
      const id = await subscribe(before, 'me/contacts', 'created');
      await first.stop();
      const second = await startSandbox({ dataDir, notifications: times });
      const again = graphAs(second, await second.tokenFor('Megan Bowen', scopes));
      const contact = await post(again, '/me/contacts', { givenName: 'Pavel' });
      const [created] = await endpoint.take(1);
      assert.deepEqual([created?.subscriptionId, created?.resourceData.id], [id, contact.id]);
      await second.stop();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});

/** A certificate as an app would make one for itself, base64 of DER, and its key. */
function selfSigned(): { certificate: string; privateKey: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.der')];
  const options = [
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-subj',
    '/CN=Aide',
    '-outform',
    'DER',
    '-out',
    cert,
  ];
  try {
    execFileSync('openssl', ['req', '-x509', ...options], { stdio: 'ignore' });
    return { certificate: readFileSync(cert).toString('base64'), privateKey: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
