import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { features } from '../../../bot/features/index.ts';
import { createRegistry } from '../../../bot/features/registry.ts';
import { readSentence } from '../../../bot/language/read.ts';
import { statementOf } from '../../../bot/language/statements.ts';
import { type Composed, composedIn, plainOrder, titledAfter } from '../../../bot/teams/compose.ts';
import { bestCommand } from '../../../bot/teams/understand.ts';

const registry = createRegistry(features);
const now = DateTime.fromISO('2026-11-18T10:00', { zone: 'America/Los_Angeles' });
const read = (text: string) => readSentence(text, { now, locale: 'en-US' });
const composed = (text: string) => composedIn(text, { registry, read });
const commandOf = (text: string) => bestCommand(registry.commands, read(text))?.command.name;

function conditionOf(text: string) {
  const found = composed(text);
  assert(found?.kind === 'condition', `${text}: ${found?.kind}`);
  return found;
}
/** A condition in short: its facts, "not" before those that are denied, and what is done. */
function told({ facts, join, negated, command, otherwise }: Extract<Composed, { kind: 'condition' }>) {
  const names = facts.map(({ fact, statement }) => `${statement.negated ? 'not ' : ''}${fact.name}`);
  return [`${negated ? 'unless ' : ''}${names.join(join === 'all' ? ' and ' : ' or ')}`, command, otherwise];
}

describe('a text of several orders', () => {
  it('is none of the sentences that a command understands by itself', () => {
    for (const { examples } of registry.commands)
      for (const example of examples) assert.equal(composed(example), undefined, example);
    for (const text of [
      'remind me to call Alex and send him the deck',
      'remind me to check if I have meetings with Alex tomorrow',
      'book a meeting with Alex tomorrow and reserve a room for 8',
      "email Megan: If you haven't met Alex in the past 2 days, please do",
      'If possible, find 30 minutes with Megan tomorrow',
      'when am I free on Friday',
      'post in General: If you are free tomorrow, please come and bring a friend',
    ])
      assert.equal(composed(text), undefined, text);
  });

  it('finds each fact by its examples', () => {
    for (const fact of registry.facts)
      for (const example of fact.examples) {
        const statement = statementOf(example, '', read)!;
        const best = registry.facts
          .map((other) => ({ name: other.name, score: other.read(statement)?.score ?? 0 }))
          .sort((a, b) => b.score - a.score)[0]!;
        assert.deepEqual([best.name, best.score > 0], [fact.name, true], example);
      }
  });

  it('finds people by the examples of how they are described', () => {
    for (const reference of registry.references)
      for (const example of reference.examples) {
        const text = `send an email to ${example} saying 'See you there'`;
        const found = reference.find(text, now);
        assert.equal(found && text.slice(found.from, found.to), example);
      }
  });

  it('is a condition, in one sentence or in several', () => {
    const mail = "send nia an email titled 'Hi' saying 'If not, why?'";
    const rows: Record<string, unknown[]> = {
      "If nia hasn't sent me any emails in the past 4 days, send them an email titled 'Hi' saying 'If not, why?'": [
        'not mail.received',
        mail,
        undefined,
      ],
      "I haven't met with nia in a while. if it's been longer than 2 days can you send them an email titled 'Hi' saying 'If not, why?'":
        ['not schedule.meeting', mail, undefined],
      "Did I already schedule a meeting with nia in the next 3 days? If not, send her an email titled 'Hi' saying 'If not, why?'":
        ['unless schedule.meeting', mail, undefined],
      "can't remember the last time I met with nia. Can you check if it's been over 2 days? If so, send them an email titled 'Hi' saying 'If not, why?'":
        ['not schedule.meeting', mail, undefined],
      "send nia an email titled 'Hi' saying 'If not, why?' unless she has emailed me this week": [
        'unless mail.received',
        mail,
        undefined,
      ],
      "If I'm free tomorrow at 3, book 30 minutes with nia. Otherwise email her saying 'no'": [
        'schedule.free',
        'book 30 minutes with nia.',
        "email nia saying 'no'",
      ],
      "If I haven't met with nia and she hasn't emailed me in the past 5 days, send her an email titled 'Hi' saying 'If not, why?'":
        ['not schedule.meeting and not mail.received', mail, undefined],
      'if there is a meeting with nia tomorrow, cancel it': [
        'schedule.meeting',
        'cancel my meeting with nia tomorrow',
        undefined,
      ],
      'schedule a meeting with kofi tomorrow at 10 unless I am busy then': [
        'unless schedule.free',
        'schedule a meeting with kofi tomorrow at 10',
        undefined,
      ],
      'When did I last meet with nia? If it was more than a week ago, email her saying "Hi"': [
        'not schedule.meeting',
        'email nia saying "Hi"',
        undefined,
      ],
      "I don't think I've met with nia this week. If that's right, email her saying 'Hi'": [
        'not schedule.meeting',
        "email nia saying 'Hi'",
        undefined,
      ],
      'If kofi has emailed me more than 3 times in the past 2 days, book 30 minutes with them tomorrow at 4': [
        'mail.received',
        'book 30 minutes with kofi tomorrow at 4',
        undefined,
      ],
      'If I have more than 4 meetings tomorrow, cancel the last one': [
        'schedule.meeting',
        'cancel my last meeting tomorrow',
        undefined,
      ],
      "If I'm free tomorrow at 3, book 30 minutes with nia at that time": [
        'schedule.free',
        'book 30 minutes with nia tomorrow at 3',
        undefined,
      ],
      'Is my first meeting tomorrow with nia? If it is, cancel it': [
        'schedule.certain',
        'cancel my first meeting tomorrow',
        undefined,
      ],
      'If kofi has emailed me today, forward the last one to nia': [
        'mail.received',
        'forward the last email from kofi to nia',
        undefined,
      ],
      'If I have no meeting with nia this week, book one tomorrow at 4': [
        'not schedule.meeting',
        'book a meeting with nia tomorrow at 4',
        undefined,
      ],
      'If I have unread emails from kofi, mark them as read': [
        'mail.received',
        'mark all my unread emails from kofi as read',
        undefined,
      ],
      "If I haven't emailed kofi in the past week, add a task write to kofi": [
        'not mail.sent',
        'add a task write to kofi',
        undefined,
      ],
    };
    for (const [text, wanted] of Object.entries(rows)) assert.deepEqual(told(conditionOf(text)), wanted, text);
  });

  it('shares the time of two facts that is said once', () => {
    const { facts } = conditionOf(
      "If I haven't met with nia and she hasn't emailed me in the past 5 days, email her saying 'hi'",
    );
    assert.deepEqual(
      facts.map(({ statement }) => statement.past?.since.toISODate()),
      ['2026-11-13', '2026-11-13'],
    );
  });

  it('does nothing on a condition that nobody can look up', () => {
    assert.deepEqual(composed("If it rains tomorrow, email Megan saying 'Stay home'"), {
      kind: 'unknown',
      condition: 'it rains tomorrow',
      command: "email Megan saying 'Stay home'",
    });
  });

  it('does nothing in any case, when only a part of it is understood', () => {
    const found = composed('If aisha or nia emailed me today, schedule a meeting with aisha tomorrow at 4');
    assert.equal(found?.kind, 'unknown');
    assert.equal(composed('If the moon is full, schedule a meeting with aisha tomorrow at 4')?.kind, 'unknown');
  });

  it('is read without what only makes it polite, and with slips mended', () => {
    const plain = (text: string) => plainOrder(text, { registry, read });
    assert.equal(plain('Hi! Would you mind cancelling my next meeting with nia?'), 'cancel my next meeting with nia?');
    assert.equal(plain('Cancle my frist meeting tomorrow, thanks'), 'Cancel my first meeting tomorrow');
    for (const text of ['remind me to say thank you', 'post in General: hi, thanks', 'what a day, thanks'])
      assert.equal(plain(text), text);
  });

  it('is orders one after the other', () => {
    const rows: Record<string, string[]> = {
      "I don't need the last email from raj, can you delete it?": ['delete the last email from raj'],
      "kofi's last email is out of date. Please delete it": ['delete the last email from kofi'],
      'Raj Patel sent me an email about the launch. Forward it to lena': [
        'Forward the last email from Raj Patel about launch to lena',
      ],
      "amir emailed me today. Please reply with 'On it'": ["reply to the last email from amir with 'On it'"],
      'santiago asked me to send them the last email from yuki': ['send santiago the last email from yuki'],
      "I need to talk to fatima. Set up a 30 minute meeting named 'Career' on Monday at 1:30": [
        "Set up a 30 minute meeting with fatima named 'Career' on Monday at 1:30",
      ],
      "cancel my next meeting with Megan and send her an email saying 'sorry'": [
        'cancel my next meeting with Megan',
        "send Megan an email saying 'sorry'",
      ],
      'find the email from Alex about the launch and schedule a 30 minute meeting called Launch with them tomorrow at 11':
        [
          'find the email from Alex about the launch',
          'schedule a 30 minute meeting called Launch with Alex tomorrow at 11',
        ],
      'find my last email from kofi and forward it to nia': ['forward my last email from kofi to nia'],
      'reply to the last email from lena with "On it" and delete it': [
        'reply to the last email from lena with "On it"',
        'delete the last email from lena',
      ],
      'cancel my meeting with Alex tomorrow and then book 30 minutes with Megan tomorrow': [
        'cancel my meeting with Alex tomorrow',
        'book 30 minutes with Megan tomorrow',
      ],
      "I need to talk to nia about the plan. Can you send her an email titled 'Plan' saying 'Can we talk?'": [
        "send nia an email titled 'Plan' saying 'Can we talk?'",
      ],
    };
    for (const [text, wanted] of Object.entries(rows)) {
      const found = composed(text);
      assert(found?.kind === 'orders', text);
      assert.deepEqual(found.orders, wanted, text);
      for (const order of found.orders) assert.ok(commandOf(order), order);
    }
  });

  it('names whoever the condition is about, when the order needs somebody and names nobody', () => {
    const orders: Record<string, string> = {
      "Have I met with lena in the last 7 days? If not, schedule a 30-minute meeting called 'catch-up' for my first free slot tomorrow":
        "schedule a 30-minute meeting with lena called 'catch-up' for my first free slot tomorrow",
      "if lena hasn't emailed me this week, send an email titled 'Hi' saying 'x'":
        "send an email to lena titled 'Hi' saying 'x'",
      'if I have no meeting with lena tomorrow, block 2 hours for focus': 'block 2 hours for focus',
    };
    for (const [text, order] of Object.entries(orders)) assert.equal(conditionOf(text).command, order);
  });

  it('knows the sender of an email that was only looked for', () => {
    const left = (text: string) => {
      const found = composed(text);
      assert(found?.kind === 'orders', text);
      return found.orders;
    };
    const meeting = "schedule a 30 minute meeting called 'Debrief' at 10am on December 6 with";
    assert.deepEqual(left(`Find the email from sofia about 'Update' and ${meeting} the sender`), [`${meeting} sofia`]);
    assert.deepEqual(left(`Find the email about 'Update' and ${meeting} whoever sent it`), [
      `${meeting} the sender of the email about 'Update'`,
    ]);
    assert.equal(composed(`${meeting} the sender of the email about 'Update'`)?.kind, 'people');
  });

  it('takes the name of the event for the title, however that is said', () => {
    for (const text of [
      'email a@b.example. Title it with the event name and ask them to prepare',
      'email a@b.example with the event name as the title and ask them to prepare',
      'email a@b.example, use the event name as the subject and ask them to prepare',
    ])
      assert.equal(titledAfter(text, 'Sync'), 'email a@b.example titled "Sync" and ask them to prepare');
  });

  it('is a question, where nothing is to be done', () => {
    const found = composed('tell me if I have met with nia this week');
    assert(found?.kind === 'question');
    assert.equal(found.asked.fact.name, 'schedule.meeting');
  });

  it('is understood as an office types it', function () {
    const file = resolve(import.meta.dirname, '../../../../shared/reference/workbench/commands.json');
    if (!existsSync(file)) this.skip();
    const { queries } = JSON.parse(readFileSync(file, 'utf8')) as { queries: { query: string; domains: string[] }[] };
    const conditions = queries.filter(({ domains }) => [...domains].sort().join() === 'calendar,email');
    assert.ok(conditions.length > 0);
    for (const { query } of conditions) {
      const { command, facts } = conditionOf(query);
      assert.equal(facts.length, 1, query);
      assert.match(commandOf(command) ?? '', /^(?:mail\.send|schedule\.)/, query);
    }
  });

  it('ends soon, whatever is written', function () {
    this.timeout(120_000);
    const words = fc.constantFrom(
      ...`if unless not and then , . ? 'a' " : send book cancel I have met with Nia kofi she it them emailed me in the past 2 days
      tomorrow otherwise everybody in my first meeting saying an email`.split(/\s+/),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 150 }), (parts) => {
        composed(parts.join(' '));
      }),
      { numRuns: 25 },
    );
    composed(`${'if a, '.repeat(100)}${'send '.repeat(60)}`);
  });
});
