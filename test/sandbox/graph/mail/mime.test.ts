import assert from 'node:assert/strict';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, part, parts } from '../support.ts';

const mime = (to: string, subject = 'A letter in MIME') =>
  [
    'From: Megan Bowen <meganb@contoso.com>',
    `To: "Wilber, Alex" <${to}>`,
    `Subject: =?utf-8?B?${Buffer.from(`${subject} – grüße`).toString('base64')}?=`,
    'Importance: high',
    'X-Ticket: 4711',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="edge"',
    '',
    '--edge',
    'Content-Type: text/html; charset="iso-8859-1"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>Caf=E9</p>',
    '--edge',
    'Content-Type: text/plain; name="notes.txt"',
    'Content-Disposition: attachment; filename="notes.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('one two three').toString('base64'),
    '--edge--',
    '',
  ].join('\r\n');

describe('Mail as MIME', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  before(async () => {
    sandbox = await startSandbox();
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Mail.ReadWrite', 'Mail.Send']));
    alex = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', ['Mail.ReadWrite', 'Mail.Send']));
  });
  after(() => sandbox.stop());

  const send = (path: string, text: string, graph = megan) =>
    graph(path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from(text).toString('base64'),
    });
  const inbox = async (graph: Graph, subject: string) =>
    (await graph(`/me/mailFolders/inbox/messages?$filter=startswith(subject,'${subject}')&$expand=attachments`)).body
      .value[0];

  it('is sent with everything in it', async () => {
    assert.equal((await send('/me/sendMail', mime(sandbox.person('Alex Wilber').mail))).status, 202);
    const got = await inbox(alex, 'A letter in MIME');
    assert.equal(got?.subject, 'A letter in MIME – grüße');
    assert.equal(got?.importance, 'high');
    assert.match(part(got?.body).content as string, /Café/);
    const [file] = parts(got?.attachments);
    assert.deepEqual([file?.name, file?.contentType], ['notes.txt', 'text/plain']);
    assert.equal(Buffer.from(String(file?.contentBytes), 'base64').toString(), 'one two three');
  });

  it('is a draft that can be read as MIME again', async () => {
    const { status, body } = await send('/me/messages', mime('someone@fabrikam.com', 'A draft'));
    assert.equal(status, 201);
    assert.equal(body.isDraft, true);
    const raw = await megan(`/me/messages/${body.id}/$value`);
    assert.match(String(raw.body), /X-Ticket: 4711/);
    assert.equal((await send('/me/messages', String(raw.body))).body.subject, 'A draft – grüße');
  });

  it('answers a message, in its thread', async () => {
    const original = await inbox(alex, 'A letter in MIME');
    const text = mime(sandbox.person('Megan Bowen').mail, 'An answer').replace('meganb@', 'alexw@');
    assert.equal((await send(`/me/messages/${original?.id}/reply`, text, alex)).status, 202);
    const answer = await inbox(megan, 'An answer');
    const sent = (await megan("/me/mailFolders/sentitems/messages?$filter=startswith(subject,'A letter in MIME')")).body
      .value[0];
    assert.equal(answer?.conversationId, sent?.conversationId);
    assert.equal((await send(`/me/messages/${original?.id}/createReply`, text, alex)).status, 201);
  });

  it('is refused when it is no base64 or no MIME, and where JSON is wanted', async () => {
    const plain = { method: 'POST', headers: { 'content-type': 'text/plain' } };
    const odd = await megan('/me/sendMail', { ...plain, body: 'Dear Alex, …' });
    assert.deepEqual([odd.status, odd.body.error.code], [400, 'ErrorMimeContentInvalidBase64String']);
    const none = await send('/me/sendMail', '\r\nno header at all');
    assert.deepEqual([none.status, none.body.error.code], [400, 'ErrorMimeContentInvalid']);
    assert.equal(
      (await send('/me/sendMail', mime('').replace(/^To:.*\r\n/m, ''))).body.error.code,
      'ErrorInvalidRecipients',
    );
    assert.equal((await send('/me/mailFolders', mime('x@y.z'))).status, 415);
  });
});
