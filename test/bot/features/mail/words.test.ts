import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { features } from '../../../../bot/features/index.ts';
import { mail } from '../../../../bot/features/mail/index.ts';
import type { View, Wish } from '../../../../bot/features/mail/wish.ts';
import { pastIn } from '../../../../bot/language/past.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { bestCommand } from '../../../../bot/teams/understand.ts';

const now = DateTime.fromISO('2026-11-23T10:00:00', { zone: 'America/Los_Angeles' });
const all = [...features.filter(({ name }) => name !== 'mail'), mail];
const commands = all.flatMap((feature) => feature.commands);
const best = (text: string) => bestCommand(commands, readSentence(text, { now, locale: 'en-US' }));

/** What a sentence means, in short. */
function understood(text: string) {
  const found = best(text);
  const wish = (found?.request ?? {}) as Partial<Wish>;
  return {
    command: found?.command.name as string | undefined,
    what: wish.what,
    from: wish.which?.from,
    about: wish.which?.about,
    latest: wish.which?.latest,
    to: wish.to?.map(({ name }) => name).join('+'),
    cc: wish.cc?.map(({ name }) => name).join('+'),
    subject: wish.subject,
    text: wish.text,
    at: wish.at && DateTime.fromISO(wish.at, { zone: now.zone }).toFormat('ccc HH:mm'),
    isDraft: wish.isDraft,
    settled: found?.settled,
  };
}

type Expected = Partial<ReturnType<typeof understood>>;
function expectAll(sentences: Record<string, Expected>) {
  for (const [text, wanted] of Object.entries(sentences)) {
    const got = understood(text);
    const picked = Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key as keyof Expected]]));
    assert.deepEqual(picked, wanted, text);
  }
}

describe('the words of mail', () => {
  it('leave the examples of every feature to it, and keep their own', () => {
    for (const { commands: own } of all)
      for (const { name, examples } of own)
        for (const example of examples) assert.equal(best(example)?.command.name, name, example);
  });

  it('forward: which email, and to whom', () => {
    const forward = { command: 'mail.forward', latest: true };
    expectAll({
      'share the newest email from amir with dmitri': { ...forward, from: 'amir', to: 'dmitri' },
      'forward my most recent email from fatima to kofi': { ...forward, from: 'fatima', to: 'kofi' },
      'can you forward my most recent email from Leila Azizi to anaya and Olga': {
        ...forward,
        from: 'Leila Azizi',
        to: 'anaya+Olga',
      },
      'fatima needs my most recent email from leila. Can you forward it?': { ...forward, from: 'leila', to: 'fatima' },
      'forward kofi my last email from nia': { ...forward, from: 'nia', to: 'kofi' },
      'please send my latest email from sofia to dmitri': { ...forward, from: 'sofia', to: 'dmitri' },
      "forward Alex's last email to megan@contoso.com: Have a look": {
        ...forward,
        from: 'Alex',
        to: 'megan@contoso.com',
        text: 'Have a look',
        settled: true,
      },
      'forward the email about the budget to Lee': {
        command: 'mail.forward',
        about: 'the budget',
        latest: false,
        to: 'Lee',
      },
      'forward my last email from Alex': { ...forward, to: '' },
      'draft a forward of the last email from Alex to Lee': { ...forward, isDraft: true, to: 'Lee' },
    });
  });

  it('reply: to what, to whom, and what', () => {
    expectAll({
      'reply to the last mail from Megan: sure, see you at 3': {
        command: 'mail.reply',
        from: 'Megan',
        text: 'sure, see you at 3',
        what: { kind: 'reply' },
        settled: true,
      },
      'reply all to Megan\'s last email saying "Sounds good"': {
        what: { kind: 'replyAll' },
        from: 'Megan',
        text: 'Sounds good',
      },
      "Reply to carlos's last email about 'Update on Project' with 'Thanks - I'll get back to you tomorrow.'": {
        from: 'carlos',
        about: 'Update on Project',
        text: "Thanks - I'll get back to you tomorrow.",
      },
      "answer alex's email about the deck:\nDear Alex,\n\nfine.": {
        command: 'mail.reply',
        about: 'the deck',
        text: 'Dear Alex,\n\nfine.',
      },
      'draft a reply to the last email from Alex: Thanks': { what: { kind: 'reply' }, isDraft: true },
    });
    assert.equal(best('reply: Thanks, all done')?.command.name, 'posts.reply');
  });

  it('send: to whom, about what, saying what, and when', () => {
    const send = { command: 'mail.send' };
    expectAll({
      "send an email to Alex titled 'Catch up soon?' saying 'We haven't caught up in a while - can you send some availability over next week?'":
        {
          ...send,
          to: 'Alex',
          subject: 'Catch up soon?',
          text: "We haven't caught up in a while - can you send some availability over next week?",
          settled: true,
        },
      "Send an email to jinsoo with the title 'Annual Report' and body 'Great: done'": {
        ...send,
        subject: 'Annual Report',
        text: 'Great: done',
      },
      'email Megan: see you at 5': { ...send, to: 'Megan', text: 'see you at 5', at: undefined },
      'email Megan and Alex Wilber tomorrow at 9: Good morning': {
        ...send,
        to: 'Megan+Alex Wilber',
        at: 'Tue 09:00',
        text: 'Good morning',
      },
      'email Lee about the meeting tomorrow at 9: I am late': {
        ...send,
        to: 'Lee',
        subject: 'the meeting tomorrow at 9',
        at: undefined,
      },
      'write an email to Pradeep with the subject Budget and cc Diego: hello': {
        ...send,
        to: 'Pradeep',
        cc: 'Diego',
        subject: 'Budget',
      },
      'send Alex an email saying hello there': { ...send, to: 'Alex', text: 'hello there' },
      'draft an email to Pradeep about the numbers': { ...send, isDraft: true, subject: 'the numbers' },
      'compose an email': { ...send, to: '' },
      'mail Lee: hi': { ...send, to: 'Lee' },
    });
  });

  it('save, note, post, file away', () => {
    expectAll({
      "download attachments from Alex's last email to my Reports folder": {
        what: { kind: 'save', folder: 'Reports' },
        from: 'Alex',
        latest: true,
      },
      'save the attachments of the email about the deck in Projects/Mark 8': {
        what: { kind: 'save', folder: 'Projects/Mark 8' },
        about: 'the deck',
      },
      'make a task from the email about the budget by Friday': {
        what: { kind: 'task', due: '2026-11-27' },
        about: 'the budget',
      },
      'turn my last email from Lee into a task': { what: { kind: 'task' }, from: 'Lee' },
      'post the last mail from Adele in Marketing General': {
        what: { kind: 'channel', place: 'Marketing General', mode: 'summary' },
        from: 'Adele',
      },
      'share the last email from Adele with the Sales channel': {
        what: { kind: 'channel', place: 'Sales channel', mode: 'summary' },
      },
      'quote the email about signs in the Design channel': {
        what: { kind: 'channel', place: 'Design channel', mode: 'quote' },
      },
      'flag the last email from Pradeep for Friday': { what: { kind: 'flag', flag: 'flagged', due: '2026-11-27' } },
      'unflag the last email from Pradeep': { what: { kind: 'flag', flag: 'notFlagged' } },
      'archive my last email from Fabrikam': { what: { kind: 'move', folder: 'archive' }, from: 'Fabrikam' },
      'Delete my last email from sofia': { what: { kind: 'delete' }, from: 'sofia' },
      'label the last mail from Joni as Legal and Finance': {
        what: { kind: 'categorise', add: ['Legal', 'Finance'], remove: [] },
      },
      'remove the category Legal from the last mail from Joni': {
        what: { kind: 'categorise', add: [], remove: ['Legal'] },
      },
      'mark the last email from Lidia as unread': { what: { kind: 'markRead', read: false } },
      'move the last email from Alex to the Projects folder': { what: { kind: 'move', folder: 'the Projects folder' } },
    });
  });

  it('show what is asked for', () => {
    const view = (text: string) => best(text)?.request as View;
    assert.equal(view('show my unread mail').unread, true);
    assert.equal(view('mail from Pradeep').sender?.name, 'Pradeep');
    assert.equal(view('show emails from alex since Monday').since, now.startOf('week').toUTC().toISO());
    assert.equal(view('has Alex emailed me this week?').sender?.name, 'Alex');
    assert.equal(view('find emails from Joni about the contract').search, 'the contract');
    assert.equal(view('show my email in Archive').folder, 'Archive');
    assert.equal(best('last mail from Adele')?.command.name, 'mail.read');
    assert.equal(best('open the email about the contract')?.command.name, 'mail.read');
  });

  it('leave to others, or to nobody, what only speaks of mail', () => {
    for (const text of [
      'schedule a meeting with Megan about the email from Alex',
      'add task answer email from Pradeep',
      'share the budget file with Alex by email',
      'send a message to Megan: I sent you an email',
      'post in General: check your email',
      'email me when it is done',
      'forward the invitation to Alex',
      "if yuki hasn't sent me any emails in the past 4 days, schedule a half hour meeting with them for Friday at 12 and call it 'Catch up with yuki'",
    ])
      assert.ok(!best(text)?.command.name.startsWith('mail.'), text);
  });

  it('understand the forwarding that an office types', function () {
    const file = resolve(import.meta.dirname, '../../../../../shared/reference/workbench/commands.json');
    if (!existsSync(file)) this.skip();
    const { queries } = JSON.parse(readFileSync(file, 'utf8')) as { queries: { query: string; domains: string[] }[] };
    const mails = queries.filter(({ domains }) => domains.join() === 'email');
    assert.ok(mails.length > 0);
    for (const { query } of mails) {
      const { command, from, to, latest } = understood(query);
      assert.deepEqual([command, latest], ['mail.forward', true], query);
      assert.ok(from && to && query.includes(from) && query.includes(to), query);
    }
  });

  it('read times as times that are over', () => {
    const past = (words: string) => {
      const found = pastIn(words, now);
      return found && [found.since.toISODate(), found.until?.toISODate()];
    };
    assert.deepEqual(past('emails today'), ['2026-11-23', undefined]);
    assert.deepEqual(past('emails from yesterday'), ['2026-11-22', '2026-11-23']);
    assert.deepEqual(past('since Friday'), ['2026-11-20', undefined]);
    assert.deepEqual(past('on Friday'), ['2026-11-20', '2026-11-21']);
    assert.deepEqual(past('in the past 3 days'), ['2026-11-20', undefined]);
    assert.deepEqual(past('last week'), ['2026-11-16', '2026-11-23']);
    assert.equal(past('from Pradeep'), undefined);
  });

  it('take milliseconds, whatever is written', () => {
    const words = fc.constantFrom(
      'email',
      'from',
      'to',
      'saying',
      'my',
      'last',
      "'",
      '"',
      ':',
      'with',
      'about',
      'Alex',
      ' ',
      '.',
      'and',
      'x'.repeat(50),
    );
    const text = fc.array(words, { maxLength: 120 }).map((parts) => parts.join(' ').slice(0, 1000));
    fc.assert(
      fc.property(text, (said) => {
        for (const command of mail.commands) command.read(readSentence(said, { now, locale: 'en-US' }));
      }),
      { numRuns: 40 },
    );
  });

  it('say what an email shall say, in whichever order', () => {
    const send = { command: 'mail.send', to: 'raj', subject: 'Lunch', text: 'Are you free?' };
    expectAll({
      "Can you write an email to raj? The subject should be 'Lunch' and the body 'Are you free?'": send,
      "please email raj, subject 'Lunch', message 'Are you free?'": send,
      "let raj know by email that 'Are you free?' with subject 'Lunch'": send,
      "send 'Are you free?' to raj by email with the subject 'Lunch'": send,
      "Email raj. Use the subject 'Lunch' and say 'Are you free?'": send,
      "I need to reply to the last email from raj. Can you tell them 'On my way'?": {
        command: 'mail.reply',
        from: 'raj',
        text: 'On my way',
      },
    });
  });
});
