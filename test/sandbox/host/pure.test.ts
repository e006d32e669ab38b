import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventData } from '../../../sandbox/host/page/src/api/event-stream.ts';
import { hrefOf, parseRoute } from '../../../sandbox/host/page/src/app/route.ts';
import { sideBySide } from '../../../sandbox/host/page/src/calendar/layout.ts';
import { chosenDate, shownDays, title } from '../../../sandbox/host/page/src/calendar/week.ts';
import { executeValue, readAnswer, refreshAction } from '../../../sandbox/host/page/src/chat/card-action.ts';
import { createDrafts } from '../../../sandbox/host/page/src/chat/drafts.ts';
import { titleFor } from '../../../sandbox/host/page/src/chat/groups.ts';
import { mentionQuery, withMentions } from '../../../sandbox/host/page/src/chat/mentions.ts';
import { add, matches, shownAtMost } from '../../../sandbox/host/page/src/traffic/entries.ts';

describe("the page's address", () => {
  it('says who, which view and what of it, and is read back as it was written', () => {
    assert.equal(
      hrefOf({ as: 'AdeleV@contoso.com', view: 'calendar', detail: '2026-11-23' }),
      '?as=AdeleV@contoso.com#/calendar/2026-11-23',
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (as, detail) => {
        const href = hrefOf({ as, view: 'chat', detail });
        const hash = href.indexOf('#');
        assert.deepEqual(parseRoute(href.slice(0, hash), href.slice(hash)), { as, view: 'chat', detail });
      }),
    );
  });
  it('is the chat when it says nothing, and survives a broken escape', () => {
    assert.deepEqual(parseRoute('', ''), { as: undefined, view: 'chat', detail: undefined });
    assert.equal(parseRoute('', '#/chat/%zz').detail, '%zz');
  });
});

describe('reading server-sent events', () => {
  const read = async (chunks: Uint8Array[]) => {
    const found: string[] = [];
    for await (const data of eventData(ReadableStream.from(chunks) as ReadableStream<Uint8Array>)) found.push(data);
    return found;
  };
  it('gives the same events however the bytes are cut', async () => {
    const text = ': open\n\nid: 1\ndata: {"a":"ü"}\n\ndata: one\r\ndata: two\r\n\r\n: beat\n\ndata:three\n\n';
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.slice(at[i], end));
        assert.deepEqual(await read(chunks), ['{"a":"ü"}', 'one\ntwo', 'three']);
      }),
    );
  });
});

describe('events side by side', () => {
  const span = fc.record({ from: fc.nat(1400), length: fc.integer({ min: 1, max: 300 }) });
  it('never lets two that overlap cover each other, and keeps every one within its columns', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 25 }), (spans) => {
        const placed = sideBySide(spans.map(({ from, length }) => ({ from, to: from + length })));
        assert.equal(placed.length, spans.length);
        for (const a of placed) {
          assert(a.wide >= 1 && a.column + a.wide <= a.columns);
          for (const b of placed) {
            if (a === b || a.item.from >= b.item.to || b.item.from >= a.item.to) continue;
            assert.equal(a.columns, b.columns);
            assert(a.column + a.wide <= b.column || b.column + b.wide <= a.column);
          }
        }
      }),
    );
  });
  it('gives a lone event the whole day', () => {
    assert.deepEqual(sideBySide([{ from: 60, to: 90 }])[0], {
      item: { from: 60, to: 90 },
      column: 0,
      columns: 1,
      wide: 1,
    });
  });
});

describe('the week', () => {
  const zone = 'America/Los_Angeles';
  it('is the coming one on a Saturday whose weekend is hidden', () => {
    const saturday = Date.parse('2026-11-21T20:00:00Z');
    assert.equal(chosenDate(undefined, saturday, zone, false).toISODate(), '2026-11-23');
    assert.equal(chosenDate(undefined, saturday, zone, true).toISODate(), '2026-11-21');
  });
  it('goes from Monday to Friday or Sunday, over a change of the clocks too', () => {
    const days = shownDays(chosenDate('2026-11-01', 0, zone, true), true, false);
    assert.deepEqual(
      days.map((d) => d.toISO()),
      ['10-26', '10-27', '10-28', '10-29', '10-30', '10-31', '11-01'].map((day) => `2026-${day}T00:00:00.000-07:00`),
    );
    assert.equal(title(days), 'Oct – Nov 2026');
    assert.equal(shownDays(chosenDate('2026-11-23', 0, zone, false), false, false).length, 5);
  });
  it('ignores a date that is none', () => {
    assert.equal(chosenDate('nonsense', Date.parse('2026-11-18T12:00:00Z'), zone, false).toISODate(), '2026-11-18');
  });
});

describe('what a card says and hears', () => {
  it('sends an Action.Execute as Teams does', () => {
    assert.deepEqual(executeValue({ verb: 'book', data: { a: 1 } }, 'manual', { state: '123456' }), {
      action: { type: 'Action.Execute', id: undefined, verb: 'book', data: { a: 1 } },
      trigger: 'manual',
      state: '123456',
    });
  });
  const answer = (statusCode: number, type: string, value: unknown, status = 200) =>
    readAnswer({ status, body: { statusCode, type, value } });
  const adaptive = 'application/vnd.microsoft.card.adaptive';
  it('takes a card, a message, a sign-in, an error and nothing for what they are', () => {
    const card = { type: 'AdaptiveCard' };
    assert.deepEqual(answer(200, adaptive, card), { kind: 'card', card });
    assert.deepEqual(answer(200, 'application/vnd.microsoft.activity.message', 'Done'), {
      kind: 'message',
      text: 'Done',
    });
    const oauth = { connectionName: 'aide', buttons: [{ type: 'signin', title: 'Sign in', value: 'https://x' }] };
    assert.deepEqual(answer(401, 'application/vnd.microsoft.activity.loginRequest', oauth), {
      kind: 'signIn',
      card: oauth,
    });
    assert.deepEqual(readAnswer({ status: 200 }), { kind: 'nothing' });
    assert.deepEqual(answer(400, 'application/vnd.microsoft.error', { code: 'Bad', message: 'No such verb' }), {
      kind: 'failed',
      text: 'No such verb',
      retry: false,
    });
    assert.equal(readAnswer({ status: 502 }).kind, 'failed');
    assert(answer(412, 'application/vnd.microsoft.error.preconditionFailed', {}).kind === 'failed');
  });
  it('never throws, whatever the bot answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.anything(), (status, body) => {
        assert(['card', 'message', 'signIn', 'nothing', 'failed'].includes(readAnswer({ status, body }).kind));
      }),
    );
  });
  it('refreshes a card by itself for those whom it names', () => {
    const card = { refresh: { action: { type: 'Action.Execute', verb: 'r' }, userIds: ['29:a'] } };
    assert.equal(refreshAction(card, '29:a')?.verb, 'r');
    assert.equal(refreshAction(card, '29:b'), undefined);
    assert.equal(refreshAction({}, '29:a'), undefined);
  });
});

describe('mentions and drafts', () => {
  it('marks the names of the conversation, the longest first, and no other', () => {
    assert.equal(
      withMentions('@Aide Dev and @aide, mail a@Aide.com @Bob', ['Aide', 'Aide Dev']),
      '<at>Aide Dev</at> and <at>Aide</at>, mail a@Aide.com @Bob',
    );
    assert.deepEqual(mentionQuery('hi @Ai', 6), { from: 3, query: 'Ai' });
    assert.equal(mentionQuery('a@b', 3), undefined);
  });
  it('keeps a draft for each person and conversation, and forgets an empty one', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (k: string) => kept.get(k) ?? null,
      setItem: (k: string, v: string) => void kept.set(k, v),
      removeItem: (k: string) => void kept.delete(k),
    };
    createDrafts(storage, 'adele').set('a', 'half a');
    assert.equal(createDrafts(storage, 'adele').get('a'), 'half a');
    assert.equal(createDrafts(storage, 'lee').get('a'), '');
    createDrafts(storage, 'adele').set('a', '');
    assert.equal(kept.size, 0);
  });
});

describe('the list of calls', () => {
  const call = (id: number, more = {}) => ({
    id,
    time: '',
    method: 'GET',
    path: `/v1.0/me/events/${id}`,
    status: 200,
    duration: 1,
    ...more,
  });
  it('shows each call once, the newest first, and no more than it can', () => {
    const many = Array.from({ length: shownAtMost + 20 }, (_, i) => call(i));
    const list = add(add([], many.slice(0, 300)), many.slice(100));
    assert.equal(list.length, shownAtMost);
    assert.equal(list[0]?.id, shownAtMost + 19);
    assert.equal(new Set(list.map((e) => e.id)).size, list.length);
  });
  it('finds by words, app and outcome', () => {
    const entry = call(7, { app: 'Aide', status: 403, method: 'POST' });
    assert(matches(entry, { text: 'post EVENTS', app: 'Aide', status: 'failed' }));
    assert(!matches(entry, { text: '', app: 'Other', status: '' }));
    assert(!matches(entry, { text: '', app: '', status: 'ok' }));
  });
});

describe('the title of a conversation', () => {
  const member = (name: string) => ({ mri: name, name, aadObjectId: name, kind: 'user' as const });
  const chat = (type: 'oneOnOne' | 'groupChat', title: string, names: string[]) => ({
    id: 'x',
    type,
    title,
    members: names.map(member),
    lastActivityAt: '2026-11-20T10:00:00Z',
  });
  it('is the name of the other one in a chat of two, for each of them', () => {
    const two = chat('oneOnOne', 'Megan, Alex', ['Megan', 'Alex']);
    assert.deepEqual([titleFor(two, 'Megan'), titleFor(two, 'Alex')], ['Alex', 'Megan']);
    assert.equal(titleFor(chat('groupChat', 'Launch', ['Megan', 'Alex']), 'Megan'), 'Launch');
  });
});
