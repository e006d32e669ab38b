import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertContract } from '../../../support/contract.ts';
import { appToken, type Graph, graphAs, type Json } from '../support.ts';
import { html, type Office, openOffice, post, refusal } from './support.ts';

describe('Messages of channels', () => {
  let office: Office;
  let megan: Graph;
  let alex: Graph;
  let design: string;

  before(async () => {
    office = await openOffice();
    [megan, alex] = [await office.as('Megan Bowen'), await office.as('Alex Wilber')];
    design = `${office.channel('Design')}/messages`;
  });
  after(() => assertContract(office.sandbox.tenant).finally(() => office.sandbox.stop()));

  it('are posted as the person, with subject and importance, and read by everybody in the team', async () => {
    const sent = await post(megan, design, { subject: 'Ship it', importance: 'high', body: { content: 'On Friday.' } });
    assert.match(sent.id, /^\d{13}$/);
    const { body } = await alex(`${design}/${sent.id}`);
    assert.equal(body.subject, 'Ship it');
    assert.equal(body.importance, 'high');
    assert.deepEqual(body.body, { contentType: 'text', content: 'On Friday.' });
    assert.equal((body.from as { user: Json }).user.id, office.id('Megan Bowen'));
    assert.equal(body.etag, body.id);
    assert.match(String(body.webUrl), /^https:\/\/teams\.microsoft\.com\/l\/message\/19%3A/);
    const list = await alex(design);
    assert.equal(list.body.value[0]?.id, sent.id);
    assert.equal(list.body['@odata.count'], list.body.value.length);
  });

  it('have their replies apart from themselves, and with them when they are expanded', async () => {
    const root = await post(megan, design, { body: { content: 'Who is in?' } });
    const reply = await post(alex, `${design}/${root.id}/replies`, { body: { content: 'Me.' } });
    assert.equal(reply.replyToId, root.id);
    const roots = await megan(design);
    assert.ok(!roots.body.value.some((m) => m.id === reply.id));
    const replies = await megan(`${design}/${root.id}/replies`);
    assert.deepEqual(
      replies.body.value.map((m) => m.id),
      [reply.id],
    );
    assert.equal((await megan(`${design}/${root.id}/replies/${reply.id}`)).body.id, reply.id);
    assert.equal((await megan(`${design}/${reply.id}`)).status, 404);
    const expanded = await megan(`${design}?$top=1&$expand=replies`);
    assert.equal((expanded.body.value[0]?.replies as Json[] | undefined)?.[0]?.id, reply.id);
  });

  it('come in pages, newest first, of at most 50', async () => {
    const first = await megan(`${design}?$top=1`);
    const second = await megan(String(first.body['@odata.nextLink']));
    assert.ok(Number(first.body.value[0]?.id) > Number(second.body.value[0]?.id));
    assert.equal((await megan(`${design}?$top=51`)).status, 400);
    assert.equal((await megan(`${design}?$select=id`)).status, 400);
  });

  it('are changed by their author only, and say when', async () => {
    const sent = await post(megan, design, html('<p>Frist</p>'));
    const path = `${design}/${sent.id}`;
    assert.equal((await alex(path, { method: 'PATCH', body: html('Mine now') })).status, 403);
    assert.equal((await megan(path, { method: 'PATCH', body: html('<p>First</p>') })).status, 204);
    const { body } = await alex(path);
    assert.deepEqual(body.body, { contentType: 'html', content: '<p>First</p>' });
    assert.equal(body.lastEditedDateTime, body.lastModifiedDateTime);
    assert.notEqual(body.etag, sent.etag);
  });

  it('are deleted softly, which their author can take back', async () => {
    const sent = await post(megan, design, { subject: 'Oops', ...html('secret') });
    const path = `${design}/${sent.id}`;
    assert.equal((await alex(`${path}/softDelete`, { method: 'POST' })).status, 403);
    assert.equal((await megan(`${path}/softDelete`, { method: 'POST' })).status, 204);
    const gone = await megan(path);
    assert.deepEqual(
      [gone.status, gone.body.body, gone.body.subject],
      [200, { contentType: 'html', content: '' }, null],
    );
    assert.ok(gone.body.deletedDateTime);
    assert.equal((await megan(path, { method: 'PATCH', body: html('x') })).status, 400);
    assert.equal((await megan(`${path}/undoSoftDelete`, { method: 'POST' })).status, 204);
    const back = await megan(path);
    assert.deepEqual([back.body.subject, back.body.deletedDateTime], ['Oops', null]);
  });

  it('name people, channels and tags that the body marks, and nobody else', async () => {
    const user = { id: office.id('Lidia Holloway'), displayName: 'Lidia <R&D>', userIdentityType: 'aadUser' };
    const tag = { id: 'dGFn', displayName: 'Engineers' };
    const mentions = [
      { id: 0, mentionText: 'Lidia <R&D>', mentioned: { user } },
      { id: 1, mentionText: 'Engineers', mentioned: { tag } },
    ];
    const text = '<at id="0">Lidia &lt;R&amp;D&gt;</at> and <at id="1">Engineers</at>, <at id="7">nobody</at>: look';
    const sent = await post(megan, design, { ...html(text), mentions });
    assert.equal((sent.body as Json).content, text.replace('<at id="7">nobody</at>', 'nobody'));
    const [person, crew] = sent.mentions as { mentioned: Json }[];
    assert.deepEqual(person?.mentioned.user, user);
    assert.deepEqual([crew?.mentioned.tag, crew?.mentioned.user], [tag, null]);
  });

  it('are refused where mentions and attachments do not fit the body', async () => {
    const mention = (id: number, mentionText: string) => ({
      id,
      mentionText,
      mentioned: { user: { id: office.id('Alex Wilber'), displayName: mentionText } },
    });
    const say = (body: unknown) => megan(design, { method: 'POST', body });
    const marker = (id: string) =>
      `Neither Body nor adaptive card content contains marker for mention with Id '${id}'.`;
    assert.deepEqual(refusal(await say({ ...html('hi'), mentions: [mention(0, 'Alex')] })), [
      400,
      'BadRequest',
      marker('0'),
    ]);
    assert.deepEqual(refusal(await say({ ...html('<at id="0">Al</at>'), mentions: [mention(0, 'Alex')] })), [
      400,
      'BadRequest',
      marker('0'),
    ]);
    assert.deepEqual(refusal(await say({ body: { content: 'Alex' }, mentions: [mention(0, 'Alex')] })), [
      400,
      'BadRequest',
      'Mentions are only allowed in Html messages.',
    ]);
    const attachments = [{ id: 'a1', contentType: 'application/vnd.microsoft.card.adaptive', content: '{}' }];
    assert.deepEqual(refusal(await say({ ...html('card'), attachments })), [
      400,
      'BadRequest',
      "Body does not contain marker for attachment with Id 'a1'.",
    ]);
    assert.deepEqual(refusal(await say({})), [400, 'BadRequest', 'Missing body content.']);
    assert.equal((await say({ ...html('x'), createdDateTime: '2020-01-01T00:00:00Z' })).status, 400);
  });

  it('carry cards as JSON in a string, and files and quotes', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hi' }] };
    const attachments = [
      { id: 'c', contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(card) },
      { id: 'f', contentType: 'reference', contentUrl: 'https://contoso.sharepoint.com/a.docx', name: 'a.docx' },
    ];
    const markers = attachments.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
    const sent = await post(megan, design, { ...html(markers), attachments });
    const [first, second] = sent.attachments as Json[];
    assert.deepEqual(JSON.parse(String(first?.content)), card);
    assert.deepEqual([second?.contentUrl, second?.name, second?.content], [attachments[1]?.contentUrl, 'a.docx', null]);
  });

  it('keep nothing of what would run in a client', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '<script>alert(1)</script>',
          '<img src="x" onerror="alert(1)">',
          '<a href="javascript:x">y</a>',
          '<iframe src="//x"></iframe>',
          '<form action="/x"><input></form>',
          '<p style="position:fixed">z</p>',
          '<svg onload="x"></svg>',
        ),
        fc.constantFrom('<b>bold</b>', 'text &amp; more', '<ul><li>one</li></ul>'),
        async (bad, good) => {
          const { body } = await post(megan, design, html(`${good}${bad}`));
          const { content } = body as { content: string };
          assert.ok(content.startsWith(good), content);
          assert.doesNotMatch(content, /script|onerror|javascript:|<iframe|<form|position|onload/);
        },
      ),
      { numRuns: 15 },
    ));

  it('take 28 KB and no more, and images of less than 4 MB', async () => {
    const say = (content: string) =>
      megan(design, { method: 'POST', body: { body: { contentType: 'text', content } } });
    const envelope = JSON.stringify({ body: { contentType: 'text', content: '' } }).length;
    assert.equal((await say('x'.repeat(28 * 1024 - envelope))).status, 201);
    const refused = await say('x'.repeat(28 * 1024 - envelope + 1));
    assert.deepEqual([refused.status, refused.body.error.code], [413, 'RequestEntityTooLarge']);
    const image = {
      '@microsoft.graph.temporaryId': '1',
      contentType: 'image/png',
      contentBytes: 'A'.repeat(4 * 2 ** 20),
    };
    const tooLarge = { ...html('<img src="../hostedContents/1/$value">'), hostedContents: [image] };
    assert.equal((await megan(design, { method: 'POST', body: tooLarge })).status, 413);
  });

  it('show images that came with them under an address of their own', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a', 'hex');
    const image = {
      '@microsoft.graph.temporaryId': '1',
      contentType: 'image/png',
      contentBytes: bytes.toString('base64'),
    };
    const sent = await post(megan, design, {
      ...html('<p><img src="../hostedContents/1/$value" width="40" height="40" alt="A plan"></p>'),
      hostedContents: [image],
    });
    const [, address = ''] = /src="([^"]+)"/.exec(String((sent.body as Json).content)) ?? [];
    const list = await alex(`${design}/${sent.id}/hostedContents`);
    assert.deepEqual([list.body['@odata.count'], list.body.value[0]?.contentBytes], [1, null]);
    const token = await office.sandbox.tokenFor('Alex Wilber', ['ChannelMessage.Read.All']);
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/png']);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
    assert.equal((await alex(`${design}/${sent.id}/hostedContents/none`)).status, 404);
  });

  it('are reacted to, once with each emoji', async () => {
    const { id } = await post(megan, design, { body: { content: 'Done!' } });
    const react = (name: 'setReaction' | 'unsetReaction', reactionType: unknown) =>
      alex(`${design}/${id}/${name}`, { method: 'POST', body: { reactionType } });
    for (let i = 0; i < 2; i++) assert.equal((await react('setReaction', '👍')).status, 204);
    const { body } = await megan(`${design}/${id}`);
    const reactions = body.reactions as { reactionType: string; user: { user: Json } }[];
    assert.deepEqual(
      reactions.map((r) => [r.reactionType, r.user.user.id]),
      [['👍', office.id('Alex Wilber')]],
    );
    assert.equal(body.lastEditedDateTime, null);
    assert.equal((await react('unsetReaction', '👍')).status, 204);
    assert.deepEqual((await megan(`${design}/${id}`)).body.reactions, []);
    assert.equal((await react('setReaction', 5)).status, 400);
  });

  it('are closed to other teams, and nobody posts without a person', async () => {
    const outsider = await office.as('Lee Gu');
    assert.equal((await outsider(design)).status, 403);
    assert.equal((await outsider(design, { method: 'POST', body: { body: { content: 'x' } } })).status, 403);
    const app = graphAs(
      office.sandbox,
      await appToken(office.sandbox, ['ChannelMessage.Read.All', 'Group.ReadWrite.All']),
    );
    assert.equal((await app(design)).status, 200);
    assert.equal((await app(design, { method: 'POST', body: { body: { content: 'x' } } })).status, 403);
    const reader = await office.as('Megan Bowen', ['ChannelMessage.Read.All']);
    assert.deepEqual(refusal(await reader(design, { method: 'POST', body: { body: { content: 'x' } } })).slice(0, 2), [
      403,
      'Forbidden',
    ]);
  });
});

describe('Bodies that are no messages', () => {
  it('are refused as Graph does it', async () => {
    const office = await openOffice();
    try {
      const megan = await office.as('Megan Bowen');
      const card = { id: 'a', contentType: 'application/vnd.microsoft.card.adaptive', content: 'no JSON' };
      const bodies = [
        [],
        { body: { content: 1 } },
        { ...html('x'), importance: 'rather' },
        { ...html('<attachment id="a"></attachment>'), attachments: [card] },
        { ...html('<at id="0">x</at>'), mentions: [{ id: 0, mentionText: 'x', mentioned: {} }] },
      ];
      for (const body of bodies) {
        const answer = await megan(`${office.channel('Design')}/messages`, { method: 'POST', body });
        assert.deepEqual(refusal(answer), [400, 'BadRequest', 'Invalid request body was sent.']);
      }
    } finally {
      await office.sandbox.stop();
    }
  });
});

describe('Calls for one channel', () => {
  it('are let through four times a second for each app', async () => {
    const office = await openOffice(true);
    try {
      const megan = await office.as('Megan Bowen');
      const say = (channel: string) =>
        megan(`${office.channel(channel)}/messages`, { method: 'POST', body: html('x') });
      const answers = await Promise.all(Array.from({ length: 6 }, () => say('Design')));
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [201, 201, 201, 201, 429, 429]);
      const refused = answers.find(({ status }) => status === 429);
      assert.equal(refused?.headers.get('retry-after'), '1');
      assert.equal(refused?.body.error.code, 'TooManyRequests');
      assert.equal((await say('General')).status, 201);
    } finally {
      await office.sandbox.stop();
    }
  });
});
