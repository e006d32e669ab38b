import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../bot/features/feature.ts';
import {
  draftAction,
  forwardAction,
  replyAction,
  replyAllAction,
} from '../../../../bot/features/mail/actions/draft.ts';
import { sendAction } from '../../../../bot/features/mail/actions/send.ts';
import { sendDraftAction } from '../../../../bot/features/mail/actions/send-draft.ts';
import { reasons } from '../../../../bot/features/mail/scopes.ts';
import { doneQuery } from '../../../../bot/features/mail/thread.ts';
import { createMemory, fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

describe('mail that is written', () => {
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const to = () => [{ name: alex, address: office.address(alex) }];
  const drafts = (subject: string) =>
    office.folder(name, 'drafts').then((all) => all.filter((message) => message.subject === subject));

  describe('drafts', () => {
    it('are written once, and thrown away again', async () => {
      const id = randomUUID();
      const input = { to: to(), subject: 'Draft one', text: 'Line <b>one</b>\n\nLine two' };
      const { proposal } = await megan.operations.propose(draftAction, input, id);
      assert.equal(proposal?.title, 'Write a draft to Alex Wilber: "Draft one"');
      assert.deepEqual(await drafts('Draft one'), []);
      const done = await megan.operations.confirm(id);
      await megan.operations.confirm(id);
      const [draft, ...others] = await drafts('Draft one');
      assert.equal(others.length, 0);
      assert.equal(draft?.id, (done.receipt!.result as { message: string }).message);
      assert.match(draft?.body?.content ?? '', /Line &lt;b&gt;one&lt;\/b&gt;/);
      await megan.operations.undo(id);
      assert.deepEqual(await drafts('Draft one'), []);
      assert.ok((await office.folder(name, 'deleteditems')).some(({ subject }) => subject === 'Draft one'));
    });

    it('answer with the text above what is quoted, addressed as Outlook does', async () => {
      const came = await office.deliver(alex, name, {
        subject: 'Question',
        toRecipients: [office.address(name), office.address('Lee Gu')].map((address) => ({
          emailAddress: { address },
        })),
        ccRecipients: [{ emailAddress: { address: office.address('Adele Vance') } }],
        body: { contentType: 'html', content: '<p>What do <i>you</i> think?</p>' },
      });
      const answers = [
        [replyAction, ['Alex Wilber'], []],
        [replyAllAction, ['Alex Wilber', 'Lee Gu'], ['Adele Vance']],
      ] as const;
      for (const [action, wantedTo, wantedCc] of answers) {
        const id = randomUUID();
        const proposed = await megan.operations.propose(action, { message: came.id, text: 'I <like> it\nMegan' }, id);
        assert.deepEqual(
          proposed.proposal?.facts
            .find(({ title }) => title === 'To')
            ?.value.split(/, | and /)
            .map((one) => one.replace(/ <.*/, '')),
          wantedTo,
        );
        const done = await megan.operations.confirm(id);
        const draft = await office.inside(name, (done.receipt!.result as { message: string }).message);
        assert.equal(draft.subject, 'RE: Question');
        assert.deepEqual(
          draft.toRecipients?.map((r) => r.emailAddress?.name),
          wantedTo,
        );
        assert.deepEqual(
          draft.ccRecipients?.map((r) => r.emailAddress?.name),
          wantedCc,
        );
        const html = draft.body?.content ?? '';
        assert.match(html, /I &lt;like&gt; it<br>Megan[\s\S]*What do <i>you<\/i> think\?/);
        assert.equal(html.match(/I &lt;like&gt; it/g)?.length, 1);
        await megan.operations.undo(id);
        assert.deepEqual(await drafts('RE: Question'), []);
      }
    });

    it('forward with the attachments', async () => {
      const came = await office.deliver(alex, name, {
        subject: 'With file',
        attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'YQ==' }],
      });
      const lee = { name: 'Lee Gu', address: office.address('Lee Gu') };
      const input = { message: came.id, to: [lee], text: 'FYI' };
      const proposed = await megan.operations.propose(forwardAction, input);
      assert.ok(proposed.proposal?.facts.some(({ title, value }) => title === 'Attached' && value === 'a.txt'));
      await megan.operations.confirm(proposed.id);
      const [draft] = await drafts('FW: With file');
      assert.equal(draft?.hasAttachments, true);
      assert.equal(draft?.toRecipients?.[0]?.emailAddress?.address, lee.address);
    });

    it('are there once after a crash at any step', async () => {
      const came = await office.deliver(alex, name, { subject: 'Crash' });
      const input = replyAction.input.parse({ message: came.id, text: 'Once' });
      for (const [method, path] of [
        ['POST', 'createReply'],
        ['PATCH', '/messages/'],
      ] as const) {
        const operation = randomUUID();
        const memory = createMemory();
        office.faults({ match: { method, path }, kind: 'drop', times: 1 });
        await assert.rejects(
          replyAction.perform(megan, input, operation, memory).then((receipt) => {
            // A PATCH may be repeated by the door itself.
            if (method === 'POST') return receipt;
            throw Object.assign(new Error('repeated'), { receipt });
          }),
        );
        office.sandbox.tenant.faults.clear();
        assert.equal(await replyAction.recover!(megan, input, operation, memory), 'repeat');
        const receipt = await replyAction.perform(megan, input, operation, memory);
        const all = await drafts('RE: Crash');
        assert.deepEqual(
          all.map(({ id }) => id),
          [receipt.result.message],
          method,
        );
        assert.equal(all[0]?.body?.content?.match(/Once/g)?.length, 1, method);
        await replyAction.undo!(megan, input, receipt);
      }
    });

    it('are not written twice when the process died after all was written', async () => {
      const came = await office.deliver(alex, name, { subject: 'Died' });
      const input = replyAction.input.parse({ message: came.id, text: 'Once' });
      const operation = randomUUID();
      const memory = createMemory();
      await replyAction.perform(megan, input, operation, memory);
      // What was kept at the end is lost; that it was begun is known.
      const early = createMemory();
      await early.keep({});
      await replyAction.perform(megan, input, operation, early);
      const [draft, ...others] = await drafts('RE: Died');
      assert.equal(others.length, 0);
      assert.equal(draft?.body?.content?.match(/Once/g)?.length, 1);
    });

    it('are not taken back when they were sent', async () => {
      const id = randomUUID();
      const done = await megan.operations.run(draftAction, { to: to(), subject: 'Sent by hand', text: 'x' }, id);
      await office.graphAs(name, 'POST', `/me/messages/${done.receipt!.result.message}/send`);
      await assert.rejects(megan.operations.undo(id), fails('cannot_undo'));
    });
  });

  describe('sending', () => {
    const send = (more: object = {}) => ({ kind: 'new' as const, to: to(), subject: 'Hello', text: 'Hi', ...more });
    /** What the timer does when the time has come. */
    const carryOut = async (plan: string) => {
      const waiting = await megan.plans.get(plan);
      return megan.operations.run(sendDraftAction, waiting!.input as never, plan);
    };

    it('waits in Drafts, says until when, and is taken back without a trace in anybody’s inbox', async () => {
      const id = randomUUID();
      const done = await megan.operations.run(sendAction, send({ subject: 'Waits' }), id);
      assert.match(done.receipt!.summary, /^"Waits" to Alex Wilber is sent at \d{1,2}:\d\d(:\d\d)? [AP]M; until then/);
      const { at, plan } = done.receipt!.result;
      assert.equal(Date.parse(at) - (await megan.now()).toMillis() > 20_000, true);
      assert.equal((await megan.plans.get(plan))?.state, 'planned');
      assert.equal((await drafts('Waits')).length, 1);
      await megan.operations.undo(id);
      assert.equal((await megan.plans.get(plan))?.state, 'cancelled');
      assert.deepEqual(await drafts('Waits'), []);
      await megan.operations.undo(id);
      assert.ok(!(await office.folder(alex, 'inbox')).some(({ subject }) => subject === 'Waits'));
    });

    it('is sent once when its time has come, and cannot be taken back then', async () => {
      const id = randomUUID();
      const done = await megan.operations.run(sendAction, send({ subject: 'Goes' }), id);
      const { plan } = done.receipt!.result;
      const sent = await carryOut(plan);
      await carryOut(plan);
      assert.equal(sent.receipt?.summary, 'Sent "Goes" to Alex Wilber');
      assert.equal(sent.receipt?.result.outcome, 'sent');
      assert.equal((await office.folder(alex, 'inbox')).filter(({ subject }) => subject === 'Goes').length, 1);
      await assert.rejects(megan.operations.undo(id), fails('cannot_undo'));
    });

    it('answers in the thread, and the thread knows what was done', async () => {
      const came = await office.deliver(alex, name, { subject: 'Thread' });
      const done = await megan.operations.run(
        sendAction,
        { kind: 'reply', message: came.id, text: 'Yes' },
        randomUUID(),
      );
      await carryOut(done.receipt!.result.plan);
      const [answer] = (await office.folder(alex, 'inbox')).filter(({ subject }) => subject === 'RE: Thread');
      assert.match(answer?.body?.content ?? '', /Yes/);
      const { operations } = await doneQuery.run(megan, { message: came.id });
      assert.deepEqual(
        operations.map(({ action, state }) => [action, state]),
        [
          ['mail.sendDraft', 'done'],
          ['mail.send', 'done'],
        ],
      );
      const other = await office.deliver(alex, name, { subject: 'Another thread' });
      assert.deepEqual((await doneQuery.run(megan, { message: other.id })).operations, []);
    });

    it('leaves alone what the person has sent or deleted meanwhile', async () => {
      const outcomes = { send: 'was sent already', move: 'is gone' } as const;
      for (const [what, outcome] of Object.entries(outcomes)) {
        const done = await megan.operations.run(sendAction, send({ subject: `By hand ${what}` }), randomUUID());
        const { message, plan } = done.receipt!.result;
        const body = what === 'move' ? { destinationId: 'deleteditems' } : undefined;
        await office.graphAs(name, 'POST', `/me/messages/${message}/${what}`, body);
        const sent = await carryOut(plan);
        assert.deepEqual([sent.state, sent.receipt?.result.outcome], ['done', outcome]);
      }
      assert.equal((await office.folder(alex, 'inbox')).filter((m) => m.subject?.startsWith('By hand')).length, 1);
    });

    it('sends a draft that is there, and leaves it there on undo', async () => {
      const draft = await megan.operations.run(draftAction, { to: to(), subject: 'Mine', text: 'x' }, randomUUID());
      const { message } = draft.receipt!.result;
      const id = randomUUID();
      await megan.operations.run(sendAction, { kind: 'draft', message }, id);
      await megan.operations.undo(id);
      assert.equal((await drafts('Mine')).length, 1);
      const [received] = await office.folder(name, 'inbox');
      await assert.rejects(
        megan.operations.run(sendAction, { kind: 'draft', message: received!.id }, randomUUID()),
        fails('invalid_input'),
      );
    });

    it('goes out once although the answer was lost, at each step', async () => {
      const input = sendDraftAction.input;
      const done = await megan.operations.run(sendAction, send({ subject: 'Lost' }), randomUUID());
      const given = input.parse((await megan.plans.get(done.receipt!.result.plan))!.input);
      const memory = createMemory();
      await sendDraftAction.perform(megan, given, 'x', memory);
      const found = await sendDraftAction.recover!(megan, given, 'x', memory);
      assert.ok(typeof found === 'object' && 'done' in found && found.done.result.outcome === 'sent');
      const dropped = await megan.operations.run(sendAction, send({ subject: 'Dropped' }), randomUUID());
      office.faults({ match: { method: 'POST', path: '/send$' }, kind: 'drop', times: 1 });
      const sent = await carryOut(dropped.receipt!.result.plan);
      assert.equal(sent.state, 'done');
      for (const subject of ['Lost', 'Dropped'])
        assert.equal((await office.folder(alex, 'inbox')).filter((m) => m.subject === subject).length, 1, subject);
    });

    it('is planned once after a crash between draft and plan', async () => {
      const operation = randomUUID();
      const memory = createMemory();
      const input = sendAction.input.parse(send({ subject: 'Between' }));
      const first = await sendAction.perform(megan, input, operation, memory);
      const again = await sendAction.perform(megan, input, operation, memory);
      assert.deepEqual(again.result, first.result);
      assert.equal((await drafts('Between')).length, 1);
      await sendAction.undo!(megan, input, first);
    });

    it('goes later when a time is named, and not in the past', async () => {
      const at = (await megan.now()).plus({ days: 1 }).startOf('hour').toUTC().toISO()!;
      const done = await megan.operations.run(sendAction, send({ at, subject: 'Later' }), randomUUID());
      assert.equal(Date.parse(done.receipt!.result.at), Date.parse(at));
      const past = (await megan.now()).minus({ hours: 1 }).toUTC().toISO()!;
      await assert.rejects(megan.operations.run(sendAction, send({ at: past }), randomUUID()), fails('invalid_input'));
    });

    it('refuses nobody, nothing, what is no address, and another person’s mail', async () => {
      const run = (input: object) => megan.operations.run(sendAction, input as never, randomUUID());
      await assert.rejects(run(send({ to: [] })), fails('invalid_input'));
      await assert.rejects(run(send({ to: [{ address: 'nobody' }] })), fails('invalid_input'));
      await assert.rejects(
        megan.operations.propose(sendAction, send({ subject: '', text: ' ' })),
        fails('invalid_input'),
      );
      const his = (await office.folder(alex, 'inbox'))[0]!;
      await assert.rejects(run({ kind: 'reply', message: his.id, text: 'x' }), fails('not_found'));
      const many = Array.from({ length: 500 }, (_, i) => ({ address: `p${i}@example.com` }));
      assert.equal(sendAction.input.safeParse(send({ to: many })).success, true);
      assert.equal(sendAction.input.safeParse(send({ to: many, cc: to() })).success, false);
    });

    it('ends readably when it is throttled, forbidden, or consent to send is missing', async () => {
      for (const [fault, code] of [
        [{ kind: 'status', status: 429, retryAfter: 1000 }, 'throttled'],
        [{ kind: 'status', status: 403 }, 'forbidden'],
        [{ kind: 'claims' }, 'claims_challenge'],
      ] as const) {
        office.faults({ match: { method: 'POST', path: '/messages' }, ...fault });
        await assert.rejects(megan.operations.run(sendAction, send({ subject: 'Faults' }), randomUUID()), fails(code));
        office.sandbox.tenant.faults.clear();
      }
      assert.deepEqual(await drafts('Faults'), []);
      office.consent(['Mail.Read', 'Mail.ReadWrite', 'User.Read', 'MailboxSettings.Read']);
      const lynne = await office.as('Lynne Robbins');
      await assert.rejects(
        lynne.operations.run(sendAction, send({ subject: 'Unconsented' }), randomUUID()),
        fails('consent_required'),
      );
      assert.deepEqual(
        (await office.folder('Lynne Robbins', 'drafts')).map(({ subject }) => subject),
        [],
      );
      office.consent(Object.keys(reasons));
    });
  });
});
