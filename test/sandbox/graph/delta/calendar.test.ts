import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied, type Follower, idsOf, type Json, openWorld, type World } from './support.ts';

const window = 'startDateTime=2031-03-01T00:00:00Z&endDateTime=2031-04-01T00:00:00Z';
const on = (day: number, hour = 9, month = 3) => ({
  start: { dateTime: new Date(Date.UTC(2031, month - 1, day, hour)).toISOString().slice(0, 19), timeZone: 'UTC' },
  end: { dateTime: new Date(Date.UTC(2031, month - 1, day, hour + 1)).toISOString().slice(0, 19), timeZone: 'UTC' },
});
const weekly = (day: number): Json => ({
  subject: 'Stand-up',
  ...on(day),
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
    range: { type: 'numbered', startDate: `2031-03-${String(day).padStart(2, '0')}`, numberOfOccurrences: 3 },
  },
});

describe('delta queries of a calendar view', () => {
  let world: World;
  let megan: Follower;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen', ['Calendars.ReadWrite']);
  });
  after(() => world.stop());
  /** A calendar with nothing in it. */
  const empty = async () => {
    const { id } = await megan.do('POST', '/me/calendars', { name: `C${n++}` });
    return `/me/calendars/${id}`;
  };
  let n = 0;

  it('tell by pages what is in the window, and then what is new, changed, moved out of it and deleted', async () => {
    const calendar = await empty();
    const add = (event: Json) => megan.do('POST', `${calendar}/events`, event);
    const [a, b, c] = [
      await add({ subject: 'a', ...on(3) }),
      await add({ subject: 'b', ...on(4) }),
      await add({ subject: 'c', ...on(5) }),
    ];
    await add({ subject: 'elsewhere', ...on(3, 9, 5) });
    const prefer = { prefer: 'odata.maxpagesize=2' };
    const first = await megan.round(`${calendar}/calendarView/delta?${window}`, prefer);
    assert.deepEqual([idsOf(first.items), first.pages], [[a.id, b.id, c.id], 2]);
    assert.deepEqual((await megan.round(first.link)).items, []);

    await megan.do('PATCH', `/me/events/${a.id}`, { subject: 'A' });
    await megan.do('PATCH', `/me/events/${b.id}`, on(4, 9, 5));
    await megan.do('DELETE', `/me/events/${c.id}`);
    await add({ subject: 'elsewhere too', ...on(4, 9, 5) });
    const d = await add({ subject: 'd', ...on(6) });
    const second = await megan.round(first.link);
    assert.deepEqual(
      second.items.map((item) => item.subject ?? [item.id, item['@removed']]),
      ['A', [b.id, { reason: 'deleted' }], [c.id, { reason: 'deleted' }], 'd'],
    );
    assert(second.items.every((item) => item['@odata.type'] === '#microsoft.graph.event'));
    // The same link tells the same again: a client that lost the answer has lost nothing.
    assert.deepEqual(idsOf((await megan.round(first.link)).items), [a.id, b.id, c.id, d.id]);
  });

  it('tell of a series its master in full, of its occurrences when they are, and of exceptions in full', async () => {
    const calendar = await empty();
    const series = await megan.do('POST', `${calendar}/events`, weekly(3));
    const first = await megan.round(`${calendar}/calendarView/delta?${window}`);
    const kinds = (items: Json[]) => items.map(({ type, '@removed': gone }) => type ?? gone);
    assert.deepEqual(kinds(first.items), ['seriesMaster', 'occurrence', 'occurrence', 'occurrence']);
    const [master, occurrence] = first.items;
    assert.equal(master?.id, series.id);
    assert.deepEqual(
      Object.keys(occurrence ?? {}).sort(),
      ['@odata.etag', '@odata.type', 'end', 'id', 'seriesMasterId', 'start', 'type'].sort(),
    );

    await megan.do('PATCH', `/me/events/${occurrence?.id}`, { subject: 'Another' });
    const second = await megan.round(first.link);
    assert.deepEqual(
      new Map(second.items.map(({ id, type }) => [id, type])),
      new Map([
        [series.id, 'seriesMaster'],
        [occurrence?.id, 'exception'],
      ]),
    );
    await megan.do('DELETE', `/me/events/${occurrence?.id}`);
    const third = await megan.round(second.link);
    assert.deepEqual(
      third.items.filter((item) => item['@removed']).map(({ id }) => id),
      [occurrence?.id],
    );
    await megan.do('DELETE', `/me/events/${series.id}`);
    const gone = await megan.round(third.link);
    assert.equal(gone.items.length, 3);
    assert(gone.items.every((item) => item['@removed']));
  });

  it('tell that an occurrence is gone that was moved out of the window, and nothing of what nobody was told', async () => {
    const calendar = await empty();
    const view = async () =>
      (await megan.graph(`${calendar}/calendarView?${window}&$orderby=start/dateTime`)).body.value;
    await megan.do('POST', `${calendar}/events`, weekly(3));
    const first = await megan.round(`${calendar}/calendarView/delta?${window}`);
    const last = (await view()).at(-1);
    await megan.do('PATCH', `/me/events/${last?.id}`, on(3, 9, 6));
    const second = await megan.round(first.link);
    assert.deepEqual(
      second.items.filter((item) => item['@removed']).map(({ id }) => id),
      [last?.id],
    );
    // Both the series and the occurrence that leaves the window are new since the token.
    await megan.do('POST', `${calendar}/events`, weekly(10));
    await megan.do('PATCH', `/me/events/${(await view()).at(-1)?.id}`, on(3, 15, 6));
    const third = await megan.round(second.link);
    assert.deepEqual(
      third.items.filter((item) => item['@removed']),
      [],
    );
    // Back in the window it is there again.
    await megan.do('PATCH', `/me/events/${last?.id}`, on(18));
    assert((await megan.round(third.link)).items.some(({ id, type }) => id === last?.id && type === 'exception'));
  });

  it('keep the zone of each call and refuse options of a list, a window that is none and one that is too long', async () => {
    const calendar = await empty();
    await megan.do('POST', `${calendar}/events`, { subject: 'a', ...on(3) });
    const { body, headers } = await megan.graph(`${calendar}/calendarView/delta?${window}`, {
      headers: { prefer: 'outlook.timezone="Tokyo Standard Time", odata.maxpagesize=1' },
    });
    assert.deepEqual(body.value[0]?.start, {
      dateTime: '2031-03-03T18:00:00.0000000',
      timeZone: 'Tokyo Standard Time',
    });
    assert.equal(headers.get('preference-applied'), 'odata.maxpagesize=1, outlook.timezone="Tokyo Standard Time"');
    for (const option of ['$select=subject', '$filter=isAllDay eq true', '$orderby=subject', '$search="a"', '$top=5']) {
      const refused = await megan.graph(`${calendar}/calendarView/delta?${window}&${option}`);
      assert.deepEqual([refused.status, refused.body.error.code], [400, 'ErrorInvalidUrlQuery'], option);
      assert.match(refused.body.error.message, /not supported with change tracking over the 'CalendarView' resource/);
    }
    assert.equal((await megan.graph(`${calendar}/calendarView/delta`)).status, 400);
    const years = 'startDateTime=2031-01-01T00:00:00Z&endDateTime=2041-01-01T00:00:00Z';
    assert.equal((await megan.graph(`${calendar}/calendarView/delta?${years}`)).status, 400);
  });

  it('are those of its events as well, which takes a window too', async () => {
    const calendar = await empty();
    await megan.do('POST', `${calendar}/events`, { subject: 'a', ...on(3) });
    const first = await megan.round(`${calendar}/events/delta?${window}`);
    assert.deepEqual(
      first.items.map(({ subject }) => subject),
      ['a'],
    );
    assert.match(first.link, /\/events\/delta\?\$deltatoken=/);
    await megan.do('POST', `${calendar}/events`, { subject: 'b', ...on(4) });
    assert.deepEqual(
      (await megan.round(first.link)).items.map(({ subject }) => subject),
      ['b'],
    );
    for (const path of ['/me/events/delta', '/me/calendar/events/delta']) {
      assert.equal((await megan.graph(path)).status, 400);
      assert.equal((await megan.graph(`${path}?${window}`)).status, 200);
    }
  });

  it('keep a copy true whatever happens between and during the rounds', async function () {
    this.timeout(120_000);
    const step = fc.record({
      kind: fc.constantFrom('single', 'series', 'subject', 'move', 'out', 'delete', 'sync', 'page'),
      at: fc.nat(20),
      day: fc.constantFrom(3, 10, 17, 24),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
        const calendar = await empty();
        const copy = new Map<string, Json>();
        let next = `${calendar}/calendarView/delta?${window}`;
        const page = async () => {
          const { status, body } = await megan.graph(next, { headers: { prefer: 'odata.maxpagesize=2' } });
          assert.equal(status, 200, JSON.stringify(body));
          applied(copy, body.value);
          next = String(body['@odata.nextLink'] ?? body['@odata.deltaLink']);
          return '@odata.nextLink' in body;
        };
        const shown = async () => (await megan.graph(`${calendar}/calendarView?${window}&$top=100`)).body.value;
        for (const { kind, at, day } of [...steps, { kind: 'sync' as const, at: 0, day: 3 }]) {
          if (kind === 'single') await megan.do('POST', `${calendar}/events`, { subject: 's', ...on(day) });
          else if (kind === 'series') await megan.do('POST', `${calendar}/events`, weekly(day));
          else if (kind === 'page') await page();
          else if (kind === 'sync') while (await page());
          else {
            const events = await shown();
            const event = events[at % Math.max(events.length, 1)];
            // Now and then the whole series.
            const id = at % 3 === 0 && event?.seriesMasterId ? event.seriesMasterId : event?.id;
            if (!event) continue;
            if (kind === 'delete') await megan.do('DELETE', `/me/events/${id}`);
            else if (kind === 'subject') await megan.do('PATCH', `/me/events/${id}`, { subject: `n${at}` });
            // An occurrence cannot be moved past its neighbours: whatever Graph says to it is well.
            else
              await megan.graph(`/me/events/${id}`, {
                method: 'PATCH',
                body: kind === 'move' ? on(day, 15) : on(day, 9, 6),
              });
          }
        }
        const events = await shown();
        const own = [...copy.values()].filter(({ type }) => type !== 'seriesMaster');
        const times = (list: Json[]) => new Map(list.map(({ id, start, type }) => [id, JSON.stringify([start, type])]));
        assert.deepEqual(times(own), times(events));
      }),
      { numRuns: 40 },
    );
  });
});
