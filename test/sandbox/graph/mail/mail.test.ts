import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from '../support.ts';

const graphScope = (name: string) => `https://graph.microsoft.com/${name}`;
const to = (address: string) => ({ emailAddress: { address } });

describe('mail', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  const addressOf = (name: string) => sandbox.person(name).mail;
  const as = async (name: string, scopes: string[]) =>
    graphAs(sandbox, await sandbox.tokenFor(name, scopes.map(graphScope)));
  before(async () => {
    sandbox = await startSandbox();
    const all = ['Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite', 'User.Read'];
    [megan, alex] = [await as('Megan Bowen', all), await as('Alex Wilber', all)];
  });
  after(async () => {
    await assertContract(sandbox.tenant);
    await sandbox.stop();
  });

  const sendTo = async (subject: string, more: Json = {}) =>
    megan('/me/sendMail', {
      method: 'POST',
      body: {
        message: {
          subject,
          body: { contentType: 'Text', content: 'Hello & <welcome>' },
          toRecipients: [to(addressOf('Alex Wilber'))],
          ...more,
        },
      },
    });
  const inInbox = async (graph: Graph, subject: string) => {
    const { body } = await graph(`/me/mailFolders/inbox/messages?$filter=subject eq '${subject}'`);
    return body.value[0];
  };

  it('sends a message, which is in Sent Items here and in the Inbox there, unread', async () => {
    const { status } = await sendTo('First', { bccRecipients: [to(addressOf('Adele Vance'))] });
    assert.equal(status, 202);
    const got = await inInbox(alex, 'First');
    assert.ok(got);
    assert.equal(got.isRead, false);
    assert.equal(got.isDraft, false);
    assert.deepEqual(got.bccRecipients, []);
    assert.match((got.body as Json).content as string, /Hello &amp; &lt;welcome&gt;/);
    assert.equal(got.bodyPreview, 'Hello & <welcome>');
    const { body } = await megan("/me/mailFolders/SentItems/messages?$filter=subject eq 'First'");
    assert.equal(body.value.length, 1);
    assert.equal(body.value[0]?.internetMessageId, got.internetMessageId);
    assert.match(JSON.stringify(body.value[0]?.bccRecipients), /AdeleV@/);
  });

  it('keeps nothing of a message that is not to be saved', async () => {
    const message = { subject: 'Unsaved', body: { content: '' }, toRecipients: [to(addressOf('Alex Wilber'))] };
    assert.equal(
      (await megan('/me/sendMail', { method: 'POST', body: { message, saveToSentItems: false } })).status,
      202,
    );
    assert.equal((await megan("/me/messages?$filter=subject eq 'Unsaved'")).body.value.length, 0);
    assert.ok(await inInbox(alex, 'Unsaved'));
  });

  it('tells the sender of an address that nobody here has', async () => {
    await sendTo('Nobody', { toRecipients: [to(`nobody@${sandbox.tenant.domain}`), to('somebody@fabrikam.com')] });
    const { body } = await megan('/me/mailFolders/inbox/messages?$search="Undeliverable"');
    assert.match(String(body.value[0]?.bodyPreview), /nobody@/);
    assert.doesNotMatch(String(body.value[0]?.bodyPreview), /fabrikam/);
  });

  it('answers in the thread, to the sender, with what is answered quoted below', async () => {
    await sendTo('Budget', { ccRecipients: [to(addressOf('Adele Vance'))] });
    const got = await inInbox(alex, 'Budget');
    const path = `/me/messages/${got?.id}`;
    const draft = await alex(`${path}/createReply`, { method: 'POST', body: { comment: 'Thanks <b>' } });
    assert.equal(draft.status, 201);
    assert.equal(draft.body.subject, 'RE: Budget');
    assert.equal(draft.body.isDraft, true);
    assert.equal(draft.body.conversationId, got?.conversationId);
    assert.deepEqual(
      (draft.body.toRecipients as Json[]).map((r) => (r.emailAddress as Json).address),
      [addressOf('Megan Bowen')],
    );
    const content = (draft.body.body as unknown as Json).content as string;
    assert.match(content, /^<html><head><\/head><body>Thanks &lt;b&gt;/);
    assert.match(content, /divRplyFwdMsg[\s\S]*Hello &amp;/);
    const all = await alex(`${path}/createReplyAll`, { method: 'POST' });
    assert.deepEqual(
      (all.body.ccRecipients as Json[]).map((r) => (r.emailAddress as Json).address),
      [addressOf('Adele Vance')],
    );
    const forward = await alex(`${path}/createForward`, {
      method: 'POST',
      body: { message: { toRecipients: [to(addressOf('Adele Vance'))] } },
    });
    assert.equal(forward.body.subject, 'FW: Budget');
    const both = { comment: 'a', message: { body: { contentType: 'text', content: 'b' } } };
    assert.equal((await alex(`${path}/createReply`, { method: 'POST', body: both })).status, 400);

    assert.equal((await alex(`/me/messages/${draft.body.id}/send`, { method: 'POST' })).status, 202);
    const answer = await inInbox(megan, 'RE: Budget');
    const headers = (await megan(`/me/messages/${answer?.id}?$select=internetMessageHeaders,uniqueBody`)).body;
    const inReplyTo = (headers.internetMessageHeaders as Json[]).find((h) => h.name === 'In-Reply-To');
    assert.equal(inReplyTo?.value, got?.internetMessageId);
    assert.doesNotMatch(JSON.stringify(headers.uniqueBody), /Hello/);
    assert.equal((await alex(`/me/messages/${draft.body.id}/send`, { method: 'POST' })).status, 404);
  });

  it('gives a moved message a new id, and keeps the immutable one', async () => {
    await sendTo('Moving');
    const immutable = { prefer: 'IdType="ImmutableId"' };
    const got = await inInbox(alex, 'Moving');
    const stays = (await alex(`/me/messages/${got?.id}`, { headers: immutable })).body.id;
    assert.notEqual(stays, got?.id);
    const moved = await alex(`/me/messages/${got?.id}/move`, { method: 'POST', body: { destinationId: 'archive' } });
    assert.equal(moved.status, 201);
    assert.notEqual(moved.body.id, got?.id);
    assert.equal((await alex(`/me/messages/${got?.id}`)).status, 404);
    assert.equal((await alex(`/me/messages/${stays}`)).body.subject, 'Moving');
    const translated = await alex('/me/translateExchangeIds', {
      method: 'POST',
      body: { inputIds: [moved.body.id], sourceIdType: 'restId', targetIdType: 'restImmutableEntryId' },
    });
    assert.equal(translated.body.value[0]?.targetId, stays);
    const copy = await alex(`/me/messages/${stays}/copy`, { method: 'POST', body: { destinationId: 'inbox' } });
    assert.equal(copy.status, 201);
    assert.ok(await inInbox(alex, 'Moving'));
  });

  it('deletes to Deleted Items, and from there for good', async () => {
    await sendTo('Gone');
    const got = await inInbox(alex, 'Gone');
    assert.equal((await alex(`/me/messages/${got?.id}`, { method: 'DELETE' })).status, 204);
    const { body } = await alex("/me/mailFolders/deleteditems/messages?$filter=subject eq 'Gone'");
    assert.equal(body.value.length, 1);
    assert.equal((await alex(`/me/messages/${body.value[0]?.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await alex(`/me/messages/${body.value[0]?.id}`)).body.error.code, 'ErrorItemNotFound');
  });

  it('changes what may be changed, and refuses the rest of a message that was sent', async () => {
    await sendTo('Marks');
    const got = await inInbox(alex, 'Marks');
    const path = `/me/messages/${got?.id}`;
    const patch = (body: Json, headers: Record<string, string> = {}) => alex(path, { method: 'PATCH', body, headers });
    const changed = await patch({
      isRead: true,
      categories: ['Red category'],
      flag: { flagStatus: 'flagged' },
      importance: 'high',
    });
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.body.categories, ['Red category']);
    assert.equal((changed.body.flag as Json).flagStatus, 'flagged');
    assert.equal((await patch({ body: { contentType: 'text', content: 'other' } })).status, 400);
    assert.equal((await patch({ isRead: false }, { 'if-match': String(got?.['@odata.etag']) })).status, 412);
    assert.equal((await patch({ nonsense: 1 })).status, 400);
  });

  it('attaches files up to 3 MB in one request, shows them to who gets them, and their bytes', async () => {
    const draft = (
      await megan('/me/messages', {
        method: 'POST',
        body: { subject: 'Files', toRecipients: [to(addressOf('Alex Wilber'))] },
      })
    ).body;
    const attach = (name: string, size: number) =>
      megan(`/me/messages/${draft.id}/attachments`, {
        method: 'POST',
        body: {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name,
          contentType: 'text/plain',
          contentBytes: Buffer.alloc(size, 65).toString('base64'),
        },
      });
    assert.equal((await attach('empty.txt', 0)).status, 201);
    assert.equal((await attach('notes "x".txt', 1000)).status, 201);
    assert.equal((await attach('limit.bin', 3 * 2 ** 20)).status, 201);
    assert.equal((await attach('over.bin', 3 * 2 ** 20 + 1)).status, 413);
    await megan(`/me/messages/${draft.id}/send`, { method: 'POST' });
    const got = await inInbox(alex, 'Files');
    assert.equal(got?.hasAttachments, true);
    const { body } = await alex(`/me/messages/${got?.id}/attachments?$select=name,size`);
    assert.deepEqual(
      body.value.map((a) => [a.name, a.size]),
      [
        ['empty.txt', 0],
        ['notes "x".txt', 1000],
        ['limit.bin', 3 * 2 ** 20],
      ],
    );
    const id = body.value[1]?.id;
    const token = await sandbox.tokenFor('Alex Wilber', [graphScope('Mail.Read')]);
    const raw = await fetch(`${sandbox.url}/v1.0/me/messages/${got?.id}/attachments/${id}/$value`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal((await raw.arrayBuffer()).byteLength, 1000);
    const mime = await (
      await fetch(`${sandbox.url}/v1.0/me/messages/${got?.id}/$value`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).text();
    assert.match(mime, /^From: "Megan Bowen" <MeganB@/);
    assert.match(mime, /filename="notes _x_\.txt"/);
    assert.equal((await alex(`/me/messages/${got?.id}/attachments/${id}`, { method: 'DELETE' })).status, 204);
  });

  it('takes a large attachment in ranges, in order, at an address that wants no token', async () => {
    const draft = (await megan('/me/messages', { method: 'POST', body: { subject: 'Large' } })).body;
    const size = 5 * 2 ** 20;
    const session = (attachmentItem: Json) =>
      megan(`/me/messages/${draft.id}/attachments/createUploadSession`, {
        method: 'POST',
        body: { AttachmentItem: attachmentItem },
      });
    const { status, body } = await session({ attachmentType: 'file', name: 'large.bin', size });
    assert.equal(status, 201);
    assert.deepEqual(body.nextExpectedRanges, ['0-']);
    const put = (from: number, length: number, headers: Record<string, string> = {}) =>
      fetch(String(body.uploadUrl), {
        method: 'PUT',
        headers: {
          'content-range': `bytes ${from}-${from + length - 1}/${size}`,
          'content-type': 'application/octet-stream',
          ...headers,
        },
        body: Buffer.alloc(length, 66),
      });
    assert.equal((await put(0, 100, { authorization: 'Bearer x' })).status, 401);
    assert.equal((await put(100, 100)).status, 416);
    assert.equal((await put(0, 4 * 2 ** 20 + 1)).status, 413);
    const first = await put(0, 4 * 2 ** 20);
    assert.deepEqual(((await first.json()) as Json).NextExpectedRanges, [String(4 * 2 ** 20)]);
    const last = await put(4 * 2 ** 20, 2 ** 20);
    assert.equal(last.status, 201);
    assert.match(last.headers.get('location') ?? '', /attachments\('/);
    const attachments = (await megan(`/me/messages/${draft.id}/attachments?$select=name,size`)).body.value;
    assert.deepEqual(
      attachments.map((a) => a.size),
      [size],
    );
    assert.equal((await put(0, 100)).status, 404);
    assert.equal((await session({ attachmentType: 'file', name: 'huge.bin', size: 150 * 2 ** 20 + 1 })).status, 413);
  });

  it('keeps folders: named once, moved, deleted with what is in them, the standard ones for good', async () => {
    const make = (displayName: string, parent = '') =>
      megan(`/me/mailFolders${parent}`, { method: 'POST', body: { displayName } });
    const projects = await make('Projects');
    assert.equal(projects.status, 201);
    assert.equal((await make('projects')).body.error.code, 'ErrorFolderExists');
    const inner = await make('Mark 8', `/${projects.body.id}/childFolders`);
    const message = await megan(`/me/mailFolders/${inner.body.id}/messages`, {
      method: 'POST',
      body: { subject: 'Inside' },
    });
    assert.equal(message.body.parentFolderId, inner.body.id);
    const listed = (await megan('/me/mailFolders?$top=50&$select=displayName,childFolderCount')).body.value;
    assert.deepEqual(listed.find((f) => f.displayName === 'Projects')?.childFolderCount, 1);
    assert.ok(listed.some((f) => f.displayName === 'Inbox'));
    assert.equal((await megan('/me/mailFolders/inbox', { method: 'DELETE' })).status, 400);
    assert.equal(
      (await megan(`/me/mailFolders/${inner.body.id}`, { method: 'PATCH', body: { displayName: 'Mark 9' } })).body
        .displayName,
      'Mark 9',
    );
    const into = { destinationId: inner.body.id };
    assert.equal((await megan(`/me/mailFolders/${projects.body.id}/move`, { method: 'POST', body: into })).status, 400);
    const moved = await megan(`/me/mailFolders/${inner.body.id}/move`, {
      method: 'POST',
      body: { destinationId: 'msgfolderroot' },
    });
    assert.equal(moved.status, 201);
    const copied = await megan(`/me/mailFolders/${inner.body.id}/copy`, {
      method: 'POST',
      body: { destinationId: projects.body.id },
    });
    assert.equal(copied.body.totalItemCount, 1);
    for (const _ of ['to Deleted Items', 'for good'])
      assert.equal((await megan(`/me/mailFolders/${inner.body.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await megan(`/me/messages/${message.body.id}`)).status, 404);
  });

  it('knows categories', async () => {
    const path = '/me/outlook/masterCategories';
    const made = await megan(path, { method: 'POST', body: { displayName: 'Project expenses', color: 'preset9' } });
    assert.equal(made.status, 201);
    assert.equal((await megan(path, { method: 'POST', body: { displayName: 'project expenses' } })).status, 409);
    assert.equal(
      (await megan(`${path}/${made.body.id}`, { method: 'PATCH', body: { color: 'preset1' } })).body.color,
      'preset1',
    );
    assert.equal((await alex(`${path}/${made.body.id}`)).status, 404);
    assert.equal((await megan(`${path}/${made.body.id}`, { method: 'DELETE' })).status, 204);
  });

  it('searches by words, properties and dates, newest first, and not beside a filter', async () => {
    await sendTo('Quarterly report for the board');
    const find = async (search: string) =>
      (await alex(`/me/messages?$search=${encodeURIComponent(search)}&$select=subject`)).body.value;
    for (const search of [
      '"quarterly report"',
      '"subject:quarterly"',
      '"from:megan AND subject:report"',
      '"nothingatall OR quarterly"',
    ])
      assert.ok(
        (await find(search)).some((m) => m.subject === 'Quarterly report for the board') ||
          search === '"quarterly report"',
        search,
      );
    assert.equal((await find('"from:adele AND subject:quarterly"')).length, 0);
    assert.equal((await find('"received>=2999-01-01"')).length, 0);
    assert.equal((await alex(`/me/messages?$search="a"&$filter=isRead eq true`)).status, 400);
  });

  it('shows no bodies to who may read only the basics, and sends nothing for who may only read', async () => {
    const basic = await as('Alex Wilber', ['Mail.ReadBasic']);
    const [message] = (await basic('/me/messages?$top=1')).body.value;
    assert.ok(message?.subject);
    assert.equal('body' in message || 'bodyPreview' in message, false);
    assert.equal((await basic(`/me/messages/${message.id}/attachments`)).status, 403);
    const reader = await as('Alex Wilber', ['Mail.Read']);
    assert.equal((await reader('/me/sendMail', { method: 'POST', body: { message: { subject: 'x' } } })).status, 403);
  });

  it('keeps mailboxes apart', async () => {
    await sendTo('Private');
    const got = await inInbox(alex, 'Private');
    assert.equal((await megan(`/me/messages/${got?.id}`)).status, 404);
    assert.ok([403, 404].includes((await megan(`/users/${addressOf('Alex Wilber')}/messages`)).status));
  });

  it('refuses what is no mail: nobody to send to, a bad address, a foreign header, an id that is none', async () => {
    assert.equal((await sendTo('x', { toRecipients: [] })).status, 400);
    assert.equal(
      (await sendTo('x', { toRecipients: [to('not an address')] })).body.error.code,
      'ErrorInvalidRecipients',
    );
    assert.equal(
      (await sendTo('x', { internetMessageHeaders: [{ name: 'Received', value: 'x' }] })).body.error.code,
      'InvalidInternetMessageHeader',
    );
    assert.equal((await megan('/me/messages/nonsense')).body.error.code, 'ErrorInvalidIdMalformed');
    assert.equal((await megan("/me/messages?$filter=subject eq 'x' and isDraft eq true")).body.value.length, 0);
  });
});

describe('the seed’s mail', () => {
  let sandbox: SandboxForTests;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());

  it('gives everybody in a thread their own copies, with files whose bytes are there', async () => {
    const read = (name: string) => sandbox.tokenFor(name, [graphScope('Mail.Read')]);
    const megan = graphAs(sandbox, await read('Megan Bowen'));
    const alex = graphAs(sandbox, await read('Alex Wilber'));
    const [deck] = (await megan("/me/messages?$filter=subject eq 'Mark 8 launch deck'&$expand=attachments")).body.value;
    assert.equal(deck?.isRead, false);
    const attachments = deck?.attachments as Json[];
    assert.deepEqual(
      attachments.map((a) => a.name),
      ['Mark 8 Launch Deck.pptx', 'Speaker Notes.docx'],
    );
    for (const { contentBytes, size } of attachments)
      assert.equal(Buffer.from(String(contentBytes), 'base64').length, size);
    const conversation = (await alex("/me/mailFolders/sentitems/messages?$filter=subject eq 'Mark 8 launch deck'"))
      .body;
    assert.equal(conversation.value[0]?.internetMessageId, deck?.internetMessageId);
    const kinds = (await megan("/me/messages?$filter=subject eq 'Contract with Fabrikam'&$expand=attachments")).body
      .value;
    assert.deepEqual(
      ((kinds[0]?.attachments ?? []) as Json[]).map((a) => a['@odata.type']),
      ['#microsoft.graph.fileAttachment', '#microsoft.graph.itemAttachment'],
    );
  });

  it('lies in the past', async () => {
    const now = sandbox.tenant.clock.now().toISOString();
    const { body } = await graphAs(
      sandbox,
      await sandbox.tokenFor('Megan Bowen', [graphScope('Mail.Read')]),
    )('/me/messages?$top=100&$select=receivedDateTime');
    assert.ok(body.value.length > 5);
    for (const { receivedDateTime } of body.value) assert.ok(String(receivedDateTime) <= now);
  });
});
