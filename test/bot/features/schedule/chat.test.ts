import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Meeting, proposeInput } from '@aide/contracts/schedule';
import { DateTime } from 'luxon';
import { AideError } from '../../../../bot/errors.ts';
import type { Command, Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { agendaReply, nextReply } from '../../../../bot/features/schedule/cards/agenda.ts';
import { whichReply } from '../../../../bot/features/schedule/cards/ask.ts';
import { bookedReply } from '../../../../bot/features/schedule/cards/booked.ts';
import { proposalsReply } from '../../../../bot/features/schedule/cards/proposals.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { propose } from '../../../../bot/features/schedule/propose.ts';
import type { ReadSentence, Sentence, Span } from '../../../../bot/language/sentence.ts';
import { partsOf } from '../../../support/cards.ts';
import { createOffice, iso, type Office } from './office.ts';

/** A sentence as the language would read it, the parts given. */
const sentence = (text: string, now: DateTime, more: Partial<Sentence> = {}): Sentence => ({
  original: text,
  marks: [],
  text,
  rest: text.toLowerCase(),
  spans: [],
  weekdays: [],
  people: [],
  ambiguities: [],
  now,
  ...more,
});
const required = (...names: string[]) => names.map((name) => ({ name, role: 'required' as const }));
const span = (kind: Span['kind'], start: DateTime, end: DateTime, more: Partial<Span> = {}): Span => ({
  kind,
  start,
  end,
  text: 'then',
  ...more,
});
const best = (said: Sentence) => {
  const read = schedule.commands.map((command: Command) => ({ command, ...command.read(said) }));
  return read.filter((r) => r.score !== undefined).sort((a, b) => b.score! - a.score!)[0];
};
const actions = (reply: Reply) => partsOf(reply.card).filter((p) => String(p.type).startsWith('Action.'));
const textOf = (reply: Reply) => JSON.stringify(reply.card);
const press = (reply: Reply, title: RegExp) => {
  const found = actions(reply).find((a) => title.test(String(a.title)));
  assert(found, `no ${title} among ${actions(reply).map((a) => a.title)}`);
  return found as unknown as { verb: string; data: Record<string, unknown> };
};

const schemaFile = new URL('../../../../../shared/reference/cards/adaptive-card-1.5.0.json', import.meta.url);

/** Microsoft's schema of Adaptive Cards 1.5, where it is at hand. */
function cardSchema(): ((card: unknown) => void) | undefined {
  if (!existsSync(schemaFile)) return undefined;
  const require = createRequire(import.meta.url);
  const ajv = new (require('ajv').default)({ strict: false, validateSchema: false, validateFormats: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = ajv.compile(schema);
  return (card) => assert(validate(card), JSON.stringify(validate.errors));
}

describe('scheduling in chat', () => {
  const seen: Reply[] = [];
  const see = (reply: Reply) => {
    seen.push(reply);
    return reply;
  };

  let office: Office;
  let adele: Context;
  let day = 0;
  before(async () => {
    office = await createOffice();
    adele = await office.as('Adele Vance');
  });
  after(() => office.stop());
  const monday = () => office.emptyMonday();
  const nextDay = () => monday().plus({ weeks: Math.floor(day / 5), days: day++ % 5 });
  const say = async (said: Sentence): Promise<Reply> => {
    const read = best(said);
    assert(read, `nobody understands "${said.text}"`);
    return see(await read.command.run(adele, read.request));
  };
  const click = async (reply: Reply, title: RegExp, ctx = adele) => {
    const { verb, data } = press(reply, title);
    return see(await office.press(ctx, verb, data));
  };
  const budget = async (start: DateTime, more: Partial<Sentence> = {}) =>
    sentence('find 30 minutes with Megan and Alex', await adele.now(), {
      rest: 'find with about',
      duration: 30,
      people: required('Megan Bowen', 'Alex Wilber'),
      title: 'Budget [x](http://evil) *now*',
      spans: [
        span('part', start.set({ hour: 12 }), start.set({ hour: 17 }), { partOfDay: { from: '12:00', to: '17:00' } }),
      ],
      ...more,
    });

  it('offers times, books the one that is pressed, once, and shows what it booked', async () => {
    const start = nextDay();
    const offered = await say(await budget(start));
    assert.ok(actions(offered).length <= 6);
    assert.match(textOf(offered), /all free/);
    assert.doesNotMatch(textOf(offered), /"\[x\]\(/);
    office.calls();
    const booked = await click(offered, /12:00 – 12:30 PM/);
    assert.deepEqual(office.calls().length, 2);
    for (const title of [/^Join$/, /^Undo$/, /^Reschedule$/]) press(booked, title);
    assert.match(textOf(booked), /Megan Bowen/);
    const again = await click(offered, /12:00 – 12:30 PM/);
    assert.deepEqual(again.card, booked.card);
    const other = await click(offered, /2:00 – 2:30 PM/);
    assert.match(textOf(other), /done already/);
    press(other, /^Reschedule$/);
    const view = `/me/calendarView?startDateTime=${iso(start)}&endDateTime=${iso(start.plus({ days: 1 }))}`;
    const { value } = await office.graphAs<{ value: { subject: string }[] }>('Megan Bowen', 'GET', view);
    assert.deepEqual(
      value.map((e) => e.subject),
      ['Budget [x](http://evil) *now*'],
    );
    const moves = await click(booked, /^Reschedule$/);
    const moved = await click(moves, /\d:\d\d(?: [AP]M)? – \d{1,2}:\d\d [AP]M/);
    assert.match(moved.text, /^Moved/);
  });

  it('says of a card of somebody else that it is, and of an old one how to go on', async () => {
    const offered = await say(await budget(nextDay()));
    const megan = await office.as('Megan Bowen');
    await assert.rejects(
      click(offered, /12:00/, megan),
      (e) => e instanceof AideError && e.code === 'expired' && e.remedy !== '',
    );
    const { verb, data } = press(offered, /12:00/);
    await assert.rejects(
      office.press(adele, verb, { ...data, start: '2030-01-01T00:00:00.000Z' }),
      (e) => e instanceof AideError && e.code === 'invalid_input',
    );
  });

  it('looks at an exact time first, even when somebody is busy, with better ones', async () => {
    const start = nextDay();
    await office.fill('Alex Wilber', start.set({ hour: 15 }), 60);
    const at = start.set({ hour: 15 });
    const offered = await say(await budget(start, { spans: [span('instant', at, at)] }));
    assert.match(String(actions(offered)[0]?.title), /3:00 – 3:30 PM/);
    assert.match(textOf(offered), /all free but Alex Wilber/);
    assert.ok(actions(offered).length > 1);
  });

  it('asks who, keeps everything else, and remembers the answer', async () => {
    const start = nextDay();
    const asked = await say(await budget(start, { people: required('Megan Bowen', 'Xyzzy') }));
    assert.match(asked.text, /Xyzzy/);
    assert.ok(asked.question && asked.question.options.length > 0);
    const offered = await click(asked, /^Without Xyzzy/);
    assert.match(textOf(offered), /Budget/);
    press(offered, /12:00/);
  });

  it('asks for people and for a time when they are missing', async () => {
    const now = await adele.now();
    const people = await say(sentence('book a meeting', now));
    assert.match(people.text, /Who/);
    const { verb, data } = press(people, /^Find times/);
    const time = await office.press(adele, verb, { ...data, people: 'Megan Bowen and Alex Wilber' });
    assert.match(time.text, /When/);
    const offered = await click(time, /^Next week/);
    assert.match(textOf(offered), /Megan Bowen/);
    const alone = await click(people, /^Just me/);
    assert.match(alone.text, /When/);
  });

  it('cancels what is meant after a question, and says what to do when others organize it', async () => {
    const start = nextDay();
    await click(await say(await budget(start, { title: 'Quarterly figures' })), /12:00/);
    const spans = [span('day', start, start.plus({ days: 1 }))];
    const said = sentence('cancel the figures meeting', await adele.now(), { spans });
    const confirm = await say(said);
    assert.match(textOf(confirm), /Quarterly figures/);
    assert.match(textOf(confirm), /Alex Wilber/);
    const { data, verb } = press(confirm, /^Cancel it/);
    assert.equal(verb, 'operation.confirm');
    assert.equal((await adele.operations.confirm(String(data.id))).state, 'done');
    await office.fill('Megan Bowen', start.set({ hour: 9 }), 30, {
      subject: 'Launch plan',
      attendees: [{ type: 'required', emailAddress: { address: office.address('Adele Vance') } }],
    });
    const theirs = await say(sentence('cancel the launch meeting', await adele.now(), { spans }));
    assert.match(theirs.text, /Decline it instead/);
    const decline = await click(theirs, /Launch plan/);
    press(decline, /^Decline$/);
    const accept = await say(
      sentence('accept the invitation from megan', await adele.now(), { spans, people: required('Megan') }),
    );
    press(accept, /^Accept$/);
    const nothing = await say(sentence('cancel the zebra meeting', await adele.now(), { spans }));
    assert.match(nothing.text, /no such meeting/);
  });

  it('moves a meeting to the time that was said, or offers times', async () => {
    const start = nextDay();
    await click(await say(await budget(start, { title: 'Quarterly forecast' })), /12:00/);
    const whole = span('day', start, start.plus({ days: 1 }));
    const three = start.set({ hour: 15 });
    const move = (to: Span) =>
      adele.now().then((now) => say(sentence('move the forecast meeting to', now, { spans: [whole, to] })));
    const confirm = await move(span('instant', three, three));
    assert.match(textOf(confirm), /3:00 – 3:30 PM/);
    press(confirm, /^Move it/);
    const choice = await move(
      span('part', start.set({ hour: 13 }), start.set({ hour: 17 }), { partOfDay: { from: '13:00', to: '17:00' } }),
    );
    assert.match((await click(choice, /1:00 – 1:30 PM/)).text, /^Moved "Quarterly forecast"/);
  });

  it('shows the agenda in pages, free times, and the next meeting', async () => {
    const start = nextDay();
    const spans = [span('day', start, start.plus({ days: 1 }))];
    for (let i = 0; i < 14; i++)
      await office.fill('Adele Vance', start.set({ hour: 8, minute: 0 }).plus({ minutes: i * 30 }), 30, {
        subject: `Point ${i}`,
      });
    const agenda = await say(sentence("what's on", await adele.now(), { spans }));
    assert.match(agenda.text, /14 meetings/);
    const rest = await click(agenda, /^2 more/);
    assert.match(textOf(rest), /Point 13/);
    const free = await say(sentence('when am I free', await adele.now(), { spans }));
    assert.match(textOf(free), /3:00 – 5:00 PM/);
    const next = await say(sentence('next meeting with', await adele.now(), { people: required('Megan Bowen') }));
    assert.match(textOf(next), /Megan Bowen|no meeting/);
  });

  it('keeps every card with five hundred people far below what Teams takes', async () => {
    const name = 'Somebody with a rather long name *and* [brackets](http://evil)';
    const people = Array.from({ length: 500 }, (_, i) => ({ name: `${name} ${i}`, address: `p${i}@fabrikam.com` }));
    const start = nextDay().set({ hour: 9 });
    const window = { start: iso(start), end: iso(start.plus({ hours: 8 })) };
    const answer = await propose(adele, proposeInput.parse({ required: people, window }));
    assert.equal(answer.unknown.length, 500);
    const meeting: Meeting = {
      ...{
        id: 'x',
        subject: name.repeat(4).slice(0, 255),
        start: window.start,
        end: window.end,
        isAllDay: false,
        isCancelled: false,
      },
      ...{
        isOrganizer: false,
        organizer: people[0],
        showAs: 'tentative',
        response: 'notResponded',
        joinUrl: 'https://teams.microsoft.com/l/x',
      },
      attendees: people.map((p) => ({ ...p, response: 'none', type: 'required' })),
    };
    const done = {
      id: 'op',
      action: 'schedule.book',
      state: 'done',
      createdAt: '',
      updatedAt: '',
      undoKind: 'compensating',
      canUndo: true,
    } as const;
    const reader = { timeZone: 'Europe/Berlin', locale: 'de-DE' };
    const cards = [
      proposalsReply({
        title: name,
        draft: 'd',
        verb: 'schedule.choose',
        people,
        duration: 30,
        answer,
        reader,
        wider: [],
      }),
      bookedReply({ ...done, receipt: { summary: name, warnings: [], links: [], result: meeting } }, reader),
      agendaReply({
        title: name,
        meetings: Array.from({ length: 50 }, () => meeting),
        reader,
        from: 0,
        draft: 'd',
      }),
      whichReply(name, [meeting, meeting, meeting], 'd', reader, []),
      nextReply(meeting, reader),
    ];
    for (const { card } of cards.map(see)) {
      const json = JSON.stringify(card);
      assert.ok(Buffer.byteLength(json) < 25_000, `${Buffer.byteLength(json)} bytes`);
      // In what is rendered as Markdown the brackets of a link are escaped; the plain fallback needs nothing.
      for (const part of partsOf(card))
        if (part.type === 'TextBlock') assert.doesNotMatch(String(part.text), /(?<!\\)\[brackets/);
    }
    assert.match(JSON.stringify(cards[0]?.card), /and 49\d more/);
  });

  it('made only cards that fit the schema, with six buttons at most and every verb known', function () {
    const validate = cardSchema();
    if (!validate) return this.skip();
    const known = new Set([
      ...schedule.verbs.map((v) => v.verb),
      'operation.undo',
      'operation.confirm',
      'operation.keep',
      'sentence.say',
    ]);
    assert.ok(seen.length > 20);
    for (const { card } of seen) {
      validate(card);
      for (const part of partsOf(card))
        if (part.verb !== undefined) assert.ok(known.has(part.verb as never), String(part.verb));
      assert.ok(((card?.actions as unknown[]) ?? []).length <= 6);
    }
  });

  it('leaves to others what is not about meetings', () => {
    const now = DateTime.now();
    for (const text of [
      'hello',
      'thank you',
      'cancel',
      'help',
      'what can you do',
      'share the file with Megan',
      'remind me to call mum',
    ])
      assert.equal(best(sentence(text, now))?.command.name, undefined, text);
  });

  it('understands its own examples', async function () {
    const file = new URL('../../../../bot/language/read.ts', import.meta.url);
    if (!existsSync(file)) return this.skip();
    const { readSentence } = (await import(file.href)) as { readSentence: ReadSentence };
    const now = DateTime.fromISO('2026-11-18T10:00:00', { zone: 'America/Los_Angeles' });
    for (const command of schedule.commands)
      for (const example of command.examples) {
        const found = best(readSentence(example, { now }));
        assert.equal(found?.command.name, command.name, `"${example}" is taken for ${found?.command.name}`);
      }
  });
});
