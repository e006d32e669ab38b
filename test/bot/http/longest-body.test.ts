import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { features } from '../../../bot/features/index.ts';
import { longestBody, mostBytes } from '../../../bot/http/longest-body.ts';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { aideForTests } from '../../support/sandbox.ts';

const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;

describe('how long a body can be', () => {
  /** As clients outside of JavaScript write it: everything beyond ASCII as \uXXXX. */
  const ascii = (value: unknown) =>
    JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

  it('follows from the input: whatever its schema takes can be sent', () => {
    const input = z.object({
      text: z.string().max(300),
      kind: z.enum(['a', 'ü']),
      people: z.array(z.object({ name: z.string().max(40), age: z.number().int().optional() })).max(20),
      to: z.union([z.object({ id: z.string().max(80) }), z.literal('me')]),
      on: z.boolean().default(false),
    });
    const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength: Math.floor(maxLength / 2) });
    const value = fc.record({
      text: text(300),
      kind: fc.constantFrom('a', 'ü'),
      people: fc.array(fc.record({ name: text(40), age: fc.integer() }), { maxLength: 20 }),
      to: fc.oneof(fc.record({ id: text(80) }), fc.constant('me' as const)),
      on: fc.boolean(),
    });
    const limit = longestBody(input);
    fc.assert(
      fc.property(value, (one) => {
        assert(input.safeParse(one).success);
        assert(ascii(one).length <= limit);
      }),
    );
    assert(ascii({ text: '語'.repeat(300) }).length < limit);
  });

  it('is known for every action and query, and is never without end', () => {
    for (const { actions, queries } of features)
      for (const { name, input } of [...actions, ...queries]) {
        const limit = longestBody(input);
        assert(limit > 0 && limit <= mostBytes, `${name}: ${limit}`);
      }
  });
});

describe('the longest text that the API takes', function () {
  this.timeout(120_000);
  let world: WorldForTests;
  let token: string;
  before(async () => {
    world = await startWorld();
    token = await world.sandbox.tokenFor('Megan Bowen', [scope]);
  });
  after(() => world.stop());

  const target = () => {
    const { groups, channels } = world.sandbox.tenant.tables;
    const team = [...groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const [channel] = channels.by('team', String(team?.id));
    return { kind: 'channel', teamId: team?.id, channelId: channel?.id };
  };
  const post = (text: string) =>
    callApi(world.aide, '/api/actions/posts.postAsFile', {
      token,
      key: randomUUID(),
      body: { to: target(), text },
    });
  const words = (length: number) => '会議の議事録。 Budget für 2027 – über alles. '.repeat(8000).slice(0, length);

  it('is posted as a file, kept in the ledger, and can be seen there', async () => {
    const { status, body, text } = await post(words(200_000));
    assert.equal(status, 200, text);
    assert.equal(body.state, 'done', JSON.stringify(body.problem));
    assert(Buffer.byteLength(words(200_000)) > 256 * 1024);
    const { driveId, itemId } = body.receipt.result.file;
    const graph = await world.sandbox.tokenFor('Megan Bowen', ['Files.Read.All']);
    const content = await fetch(`${world.sandbox.url}/v1.0/drives/${driveId}/items/${itemId}/content`, {
      headers: { authorization: `Bearer ${graph}` },
    });
    assert.equal(await content.text(), words(200_000));
  });

  it('is not one character longer', async () => {
    const { status, body } = await post(words(200_001));
    assert.equal(status, 400);
    assert.equal(body.code, 'invalid_input');
  });

  it('is refused while it comes when it is far too long', async () => {
    const { status, body } = await post('x'.repeat(mostBytes));
    assert.equal(status, 413);
    assert.equal(body.code, 'too_large');
  });

  it('is refused in words when the ledger cannot keep it', async () => {
    const noise = Buffer.from(Array.from({ length: 900_000 }, () => Math.floor(Math.random() * 256))).toString(
      'base64',
    );
    const { status, body } = await callApi(world.aide, '/api/actions/posts.post', {
      token,
      key: randomUUID(),
      body: { to: target(), text: 'Look', images: [{ contentType: 'image/png', contentBytes: noise }] },
    });
    assert.equal(status, 413, JSON.stringify(body));
    assert.equal(body.detail, 'This is more than Aide can keep.');
  });
});
