import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json, part } from '../support.ts';

describe('Mail that comes to an inbox', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite'];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    alex = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', scopes));
  });
  after(() => sandbox.stop());

  const rules = '/me/mailFolders/inbox/messageRules';
  const address = (name: string) => ({ emailAddress: { address: sandbox.person(name).mail } });
  const write = (subject: string, content = 'Hello') =>
    alex('/me/sendMail', {
      method: 'POST',
      body: { message: { subject, body: { contentType: 'text', content }, toRecipients: [address('Megan Bowen')] } },
    });
  const found = async (subject: string, folder = 'inbox', graph = megan) =>
    (await graph(`/me/mailFolders/${folder}/messages?$filter=contains(subject,'${subject}')`)).body.value;
  const addRule = async (about: Json): Promise<string> => {
    const { status, body } = await megan(rules, {
      method: 'POST',
      body: { displayName: 'Rule', sequence: 1, ...about },
    });
    assert.equal(status, 201, JSON.stringify(body));
    return String(body.id);
  };

  it('is moved, marked and put into categories by a rule, until the rule is gone', async () => {
    const folder = (await megan('/me/mailFolders', { method: 'POST', body: { displayName: 'Reports' } })).body.id;
    const id = await addRule({
      conditions: { subjectContains: ['report'] },
      exceptions: { bodyContains: ['urgent'] },
      actions: { moveToFolder: folder, markAsRead: true, markImportance: 'low', assignCategories: ['Reading'] },
    });
    await write('The report of May');
    await write('The report of June', 'This is urgent');
    const [moved] = await found('The report of May', String(folder));
    assert.deepEqual([moved?.isRead, moved?.importance, moved?.categories], [true, 'low', ['Reading']]);
    assert.equal((await found('The report of June')).length, 1);
    const off = await megan(`${rules}/${id}`, { method: 'PATCH', body: { isEnabled: false } });
    assert.deepEqual([off.body.isEnabled, off.body.exceptions], [false, { bodyContains: ['urgent'] }]);
    await write('The report of July');
    assert.equal((await found('The report of July')).length, 1);
    assert.equal((await megan(`${rules}/${id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await megan(`${rules}/${id}`)).body.error.code, 'ErrorItemNotFound');
  });

  it('is sent on by a rule, in circles no more than once', async () => {
    const here = await addRule({
      conditions: { subjectContains: ['Onward'] },
      actions: { forwardTo: [address('Alex Wilber')] },
    });
    const body = { displayName: 'Back', sequence: 1, conditions: { subjectContains: ['Onward'] } };
    const actions = { forwardTo: [address('Megan Bowen')] };
    const back = (await alex(rules, { method: 'POST', body: { ...body, actions } })).body.id;
    await write('Onward');
    assert.equal((await found('Onward', 'inbox', alex)).length, 1);
    assert.equal((await found('Onward')).length, 2);
    await megan(`${rules}/${here}`, { method: 'DELETE' });
    await alex(`${rules}/${back}`, { method: 'DELETE' });
  });

  it('is deleted by a rule, and further rules are not asked when it says so', async () => {
    const first = await addRule({
      sequence: 2,
      conditions: { subjectContains: ['Noise'] },
      actions: { assignCategories: ['Never'] },
    });
    const second = await addRule({
      conditions: { fromAddresses: [address('Alex Wilber')], subjectContains: ['Noise'] },
      actions: { delete: true, stopProcessingRules: true },
    });
    await write('Noise');
    const [gone] = await found('Noise', 'deleteditems');
    assert.deepEqual(gone?.categories, []);
    for (const id of [first, second]) await megan(`${rules}/${id}`, { method: 'DELETE' });
  });

  it('takes no rule without a name, an order, or anything to do, and none of another folder', async () => {
    const whole = { displayName: 'x', sequence: 1, actions: { delete: true } };
    for (const [name, wrong] of [
      ['displayName', { ...whole, displayName: undefined }],
      ['sequence', { ...whole, sequence: 0 }],
      ['actions', { ...whole, actions: {} }],
      ['folder', { ...whole, actions: { moveToFolder: 'nowhere' } }],
    ] as [string, Json][])
      assert.equal((await megan(rules, { method: 'POST', body: wrong })).status, 400, name);
    assert.equal((await megan('/me/mailFolders/drafts/messageRules')).status, 404);
    const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['MailboxSettings.Read']));
    assert.equal((await reader(rules)).status, 200);
    assert.equal((await reader(rules, { method: 'POST', body: whole })).status, 403);
  });

  it('is focused or not, as was said of its sender', async () => {
    const overrides = '/me/inferenceClassification/overrides';
    const senderEmailAddress = { ...address('Alex Wilber').emailAddress, name: 'Alex' };
    const { status, body } = await megan(overrides, {
      method: 'POST',
      body: { classifyAs: 'other', senderEmailAddress },
    });
    assert.equal(status, 201);
    await write('Chatter');
    assert.equal((await found('Chatter'))[0]?.inferenceClassification, 'other');
    const changed = await megan(`${overrides}/${body.id}`, { method: 'PATCH', body: { classifyAs: 'focused' } });
    assert.equal(changed.body.classifyAs, 'focused');
    assert.equal((await megan(overrides)).body.value.length, 1);
    assert.equal((await megan(`${overrides}/${body.id}`, { method: 'DELETE' })).status, 204);
  });

  it('shows in a search folder for as long as the search finds it', async () => {
    const made = await megan('/me/mailFolders/searchfolders/childFolders', {
      method: 'POST',
      body: {
        '@odata.type': 'microsoft.graph.mailSearchFolder',
        displayName: 'Digests',
        includeNestedFolders: true,
        sourceFolderIds: ['inbox'],
        filterQuery: "contains(subject, 'digest')",
      },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await write('Weekly digest');
    const path = `/me/mailFolders/${made.body.id}`;
    const { body } = await megan(path);
    assert.deepEqual([body.totalItemCount, body.unreadItemCount], [1, 1]);
    const [message] = (await megan(`${path}/messages`)).body.value;
    assert.equal((await megan(`${path}/messages/${message?.id}`)).body.subject, 'Weekly digest');
    await megan(path, { method: 'PATCH', body: { filterQuery: "contains(subject, 'nothing')" } });
    assert.equal((await megan(`${path}/messages`)).body.value.length, 0);
    const wrong = { filterQuery: 'colour eq 1' };
    assert.equal((await megan(path, { method: 'PATCH', body: wrong })).body.error.code, 'ErrorInvalidUrlQueryFilter');
    assert.equal((await megan(path, { method: 'DELETE' })).status, 204);
    assert.equal((await found('Weekly digest')).length, 1);
  });

  it('goes for good when it is deleted permanently', async () => {
    await write('Secret');
    const [message] = await found('Secret');
    assert.equal((await megan(`/me/messages/${message?.id}/permanentDelete`, { method: 'POST' })).status, 204);
    assert.equal((await megan(`/me/messages/${message?.id}`)).status, 404);
    assert.equal((await found('Secret', 'deleteditems')).length, 0);
  });

  it('is better written to some people when one knows their tips', async () => {
    await alex('/me/mailboxSettings', {
      method: 'PATCH',
      body: { automaticRepliesSetting: { status: 'alwaysEnabled', internalReplyMessage: 'Away' } },
    });
    const ask = (EmailAddresses: string[], MailTipsOptions: string) =>
      megan('/me/getMailTips', { method: 'POST', body: { EmailAddresses, MailTipsOptions } });
    const all = [sandbox.person('Alex Wilber').mail, 'nobody@contoso.com', 'x@fabrikam.com'];
    const { body } = await ask(all, 'automaticReplies, mailboxFullStatus, recipientScope');
    const [tip, unknown, outside] = body.value;
    assert.deepEqual([part(tip?.automaticReplies).message, tip?.mailboxFull], ['Away', false]);
    assert.equal(part(unknown?.error).code, 'RecipientNotFound');
    assert.equal(outside?.recipientScope, 'external');
    assert.equal((await ask(all, 'horoscope')).status, 400);
    assert.equal((await ask([], 'automaticReplies')).status, 400);
  });

  it('keeps to Microsoft’s contract', () => assertContract(sandbox.tenant));
});
