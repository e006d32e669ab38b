import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Context } from '../../../../bot/features/feature.ts';
import { replyAction } from '../../../../bot/features/mail/actions/draft.ts';
import { toTaskAction } from '../../../../bot/features/mail/actions/to-task.ts';
import { getQuery } from '../../../../bot/features/mail/get.ts';
import { postOf } from '../../../../bot/features/mail/post-body.ts';
import { withoutQuoted } from '../../../../bot/features/mail/quoted.ts';
import { cleanText } from '../../../../bot/features/mail/text.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

describe('a mail that means ill, or is only odd', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  after(() => office.stop());

  const read = async (message: Record<string, unknown>) => {
    const { id } = await office.deliver(alex, name, message);
    return getQuery.run(megan, { message: id });
  };
  const html = (content: string) => ({ body: { contentType: 'html', content } });

  const cases: { title: string; body: string; shows: RegExp; hides: RegExp }[] = [
    {
      title: 'scripts, handlers and styles',
      body: '<style>p{display:none}</style><script>steal()</script><p onclick="steal()">Hello <img src=x onerror="steal()">Megan</p><svg onload="steal()"></svg>',
      shows: /^Hello Megan$/,
      hides: /steal|display/,
    },
    {
      title: 'a form that asks for a password',
      body: '<form action="https://evil.example"><p>Your session ended.</p><input name="password" value="hidden"><button>Sign in</button></form>',
      shows: /^Your session ended\./,
      hides: /<|evil\.example|hidden/,
    },
    {
      title: 'markup that is written as text',
      body: '<p>1 &lt; 2 &amp;&amp; &lt;b&gt;bold&lt;/b&gt;</p>',
      shows: /^1 < 2 && <b>bold<\/b>$/,
      hides: /&lt;/,
    },
    {
      title: 'writing from right to left, and marks that turn it around',
      body: '<p dir="rtl">שלום \u202eתודה\u202c</p>',
      shows: /^שלום תודה$/,
      hides: /\u202e|\u202c/,
    },
  ];
  for (const { title, body, shows, hides } of cases)
    it(`is read as text: ${title}`, async () => {
      const mail = await read(html(body));
      assert.match(mail.text, shows);
      assert.match(mail.ownText, shows);
      assert.doesNotMatch(mail.text, hides);
      const post = postOf({ mail, mode: 'whole', owner: { displayName: name, timeZone: 'UTC', locale: 'en-US' } });
      assert.doesNotMatch(post.body!.content!, /<(?!\/?(?:p|br|strong|blockquote|a)\b)/);
      assert.doesNotMatch(post.body!.content!, /\son\w+=/);
    });

  it('of two million characters is cut, and makes a task, a post and a draft of a sensible size', async () => {
    const mail = await read({ subject: 'H'.repeat(255), ...html(`<p>${'word '.repeat(400_000)}</p>`) });
    assert.ok(mail.isCut && mail.text.length <= 50_000);
    const task = await megan.operations.run(toTaskAction, { message: mail.id, due: null }, randomUUID());
    assert.equal(task.receipt?.result.title, 'H'.repeat(255));
    await megan.operations.run(replyAction, { message: mail.id, text: 'Short' }, randomUUID());
    const post = postOf({ mail, mode: 'summary', owner: { displayName: name, timeZone: 'UTC', locale: 'en-US' } });
    assert.ok(post.body!.content!.length < 3000);
  });

  it('names its days itself: those in what it quotes are nobody’s wish', async () => {
    const text = [
      'Tomorrow at 15:00 suits me.',
      '',
      'From: Lidia Holloway <LidiaH@contoso.com>',
      'Sent: Friday, November 20, 2026 9:12 AM',
      'To: Alex Wilber',
      'Subject: When?',
      '',
      'How about Thursday at 10?',
      '> or next Monday',
    ].join('\n');
    const mail = await read({ body: { contentType: 'text', content: text } });
    assert.equal(mail.ownText, 'Tomorrow at 15:00 suits me.');
    assert.match(mail.text, /How about Thursday/);
    const tomorrow = (await megan.now()).plus({ days: 1 }).toISODate();
    assert.deepEqual(
      mail.times.map(({ start }) => start.slice(0, 10)),
      [tomorrow],
    );
  });

  it('keeps above the quote what is written above it, whichever client quotes', () => {
    const own = 'Yes, agreed.\nSee the plan from: Monday on.';
    const quotes = [
      '-----Original Message-----\nFrom: A\nold',
      '-------- Ursprüngliche Nachricht --------\nVon: A\nold',
      'On Tue, 24 Nov 2026 at 10:00, Alex Wilber <a@x.example> wrote:\n> old',
      'Am 24.11.2026 um 10:00 schrieb Alex Wilber:\n> old',
      'Le mar. 24 nov. 2026 à 10:00, Alex a écrit :\n> old',
      `${'_'.repeat(32)}\nVon: Alex\nGesendet: Dienstag\nAn: Megan\nBetreff: Plan\nold`,
      '> old\n> > older\n>>> oldest',
    ];
    for (const quote of quotes) assert.equal(withoutQuoted(`${own}\n\n${quote}`), own, quote);
    // Answers between the lines of what is quoted.
    assert.equal(withoutQuoted('> one?\nYes.\n> two?\nNo.'), 'Yes.\nNo.');
    // Forwarded without a word: what is forwarded is what it says.
    const forwarded = 'From: A\nSent: today\nTo: B\nSubject: C\n\nLook at this.';
    assert.equal(withoutQuoted(forwarded), forwarded);
    assert.equal(withoutQuoted('From: the heart.\nThank you!'), 'From: the heart.\nThank you!');
  });

  it('leaves out what stands for pictures', () => {
    assert.equal(cleanText('Regards\n[cid:image001.png@01DC5F2A.7B3C0E10]\nAlex'), 'Regards\n\nAlex');
    assert.equal(cleanText('[cid: no] [cid:]'), '[cid: no] [cid:]');
  });

  it('takes no longer the longer it is', () => {
    const line = fc.constantFrom('> ', 'From: a', 'Sent: b', 'On 1 ', ' wrote:', '-----', '[cid:', '_'.repeat(30), 'x');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', ' ', ''), (parts, between) => {
        const text = parts.join(between);
        const own = withoutQuoted(text);
        assert.ok(own.length <= text.length);
        assert.equal(own.trim() === '', text.trim() === '');
      }),
    );
    for (const piece of ['From: ', 'On a ', '[cid:', '> ', ' wrote: ', '\n', 'on  wrote :'])
      assert.ok(withoutQuoted(cleanText(piece.repeat(200_000))) !== undefined);
  });
});
