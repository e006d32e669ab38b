import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import type { Graph, Json } from '../support.ts';
import { html, type Office, openOffice, post, refusal } from './support.ts';

describe('Chats', () => {
  let office: Office;
  let megan: Graph;
  let alex: Graph;
  const member = (id: string, roles = ['owner']) => ({
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles,
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
  });

  before(async () => {
    office = await openOffice();
    [megan, alex] = [await office.as('Megan Bowen'), await office.as('Alex Wilber')];
  });
  after(() => assertContract(office.sandbox.tenant).finally(() => office.sandbox.stop()));

  it('of two people are one, however often they are created', async () => {
    const members = [office.id('Megan Bowen'), office.id('Grady Archie')].map((id) => member(id));
    const first = await post(megan, '/chats', { chatType: 'oneOnOne', members });
    const again = await post(megan, '/chats', { chatType: 'oneOnOne', members: members.toReversed() });
    assert.equal(first.id, again.id);
    assert.match(first.id, /^19:[\w-]+_[\w-]+@unq\.gbl\.spaces$/);
    assert.deepEqual([first.chatType, first.topic], ['oneOnOne', null]);
    const grady = await office.as('Grady Archie');
    assert.ok((await grady('/me/chats')).body.value.some((chat) => chat.id === first.id));
  });

  it('of several people have a topic, which their members change', async () => {
    const names = ['Megan Bowen', 'Alex Wilber', 'Lee Gu'];
    const members = names.map((name) => member(office.id(name)));
    const chat = await post(megan, '/chats', { chatType: 'group', topic: 'Tokyo', members });
    const path = `/chats/${encodeURIComponent(chat.id)}`;
    const renamed = await alex(path, { method: 'PATCH', body: { topic: 'Kyoto' } });
    assert.deepEqual([renamed.status, renamed.body.topic], [200, 'Kyoto']);
    const { body } = await megan(`${path}/members`);
    assert.deepEqual(body.value.map((m) => m.displayName).sort(), [...names].sort());
    const one = await megan(`${path}/members/${encodeURIComponent(String(body.value[0]?.id))}`);
    assert.equal(one.body.userId, body.value[0]?.userId);
    const expanded = await megan(`${path}?$expand=members`);
    assert.equal((expanded.body.members as Json[]).length, 3);
  });

  it('are refused without oneself, with strangers, and with the wrong number of people', async () => {
    const [me, other, third] = ['Megan Bowen', 'Alex Wilber', 'Lee Gu'].map((name) => member(office.id(name)));
    const create = (body: unknown) => megan('/chats', { method: 'POST', body });
    assert.equal((await create({ chatType: 'group', members: [other, third] })).status, 403);
    assert.equal((await create({ chatType: 'oneOnOne', members: [me, other, third] })).status, 400);
    assert.equal((await create({ chatType: 'group', members: [me, member('nobody')] })).status, 404);
    assert.equal((await create({ chatType: 'oneOnOne', members: [me] })).status, 400);
    assert.equal((await create({ chatType: 'meeting', members: [me, other] })).status, 400);
  });

  it('list what was said, newest first, by a date that a filter goes with', async () => {
    const { body } = await megan('/me/chats?$expand=lastMessagePreview&$top=50');
    const chat = body.value.find((c) => c.topic === 'Mark 8 launch');
    assert.match(JSON.stringify(chat?.lastMessagePreview), /Gladly/);
    const path = `/chats/${encodeURIComponent(String(chat?.id))}/messages`;
    const sent = await post(alex, path, html('<p>Running late</p>'));
    assert.equal((await megan(`${path}?$top=1`)).body.value[0]?.id, sent.id);
    const since = String(sent.createdDateTime);
    const recent = await megan(
      `${path}?$orderby=lastModifiedDateTime desc&$filter=lastModifiedDateTime gt ${new Date(Date.parse(since) - 1).toISOString()}`,
    );
    assert.deepEqual(
      recent.body.value.map((m) => m.id),
      [sent.id],
    );
    assert.equal((await megan(`${path}?$orderby=createdDateTime asc`)).status, 400);
    // https://learn.microsoft.com/graph/api/chat-list-messages: there is no other operator, and without its order a filter is ignored.
    const later = `$orderby=createdDateTime desc&$filter=createdDateTime gt ${since}`;
    assert.equal((await megan(`${path}?${later}`)).status, 400);
    const ignored = await megan(`${path}?$top=1&$filter=createdDateTime lt 2001-01-01T00:00:00Z`);
    assert.equal(ignored.body.value[0]?.id, sent.id);
  });

  it('let people change, delete and restore what they wrote, and react', async () => {
    const { body } = await megan('/me/chats');
    const chat = encodeURIComponent(String(body.value.find((c) => c.topic === 'Mark 8 launch')?.id));
    const sent = await post(megan, `/chats/${chat}/messages`, html('<p>draft</p>'));
    const path = `/chats/${chat}/messages/${sent.id}`;
    assert.equal((await megan(path, { method: 'PATCH', body: html('<p>final</p>') })).status, 204);
    assert.equal((await alex(path, { method: 'PATCH', body: html('no') })).status, 403);
    assert.equal((await alex(`${path}/setReaction`, { method: 'POST', body: { reactionType: '👍' } })).status, 204);
    const own = `/users/${office.id('Megan Bowen')}${path}`;
    assert.equal((await megan(`${own}/softDelete`, { method: 'POST' })).status, 204);
    assert.ok((await alex(path)).body.deletedDateTime);
    assert.equal((await megan(`${own}/undoSoftDelete`, { method: 'POST' })).status, 204);
    assert.match(JSON.stringify((await alex(path)).body.body), /final/);
    assert.equal((await alex(`${own}/softDelete`, { method: 'POST' })).status, 403);
  });

  it('are closed to everybody else', async () => {
    const { body } = await megan('/me/chats');
    const id = encodeURIComponent(String(body.value.find((c) => c.topic === 'Mark 8 launch')?.id));
    const outsider = await office.as('Pradeep Gupta');
    for (const path of [`/chats/${id}`, `/chats/${id}/messages`, `/chats/${id}/members`])
      assert.equal((await outsider(path)).status, 403);
    assert.deepEqual((await outsider('/me/chats')).body.value, []);
    assert.equal((await outsider(`/users/${office.id('Megan Bowen')}/chats`)).status, 403);
    assert.deepEqual(refusal(await outsider('/chats/19%3Anone%40thread.v2')).slice(0, 2), [404, 'NotFound']);
  });
});
