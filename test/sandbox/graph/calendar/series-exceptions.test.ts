import assert from 'node:assert/strict';
import { readOccurrenceId } from '../../../../sandbox/graph/calendar/ids.ts';
import { errorOf, type Json, type Office, openOffice, type Person } from './office.ts';
import { book, daily, instances, on, read, repeated, type SeriesEvent, startsOf, weekly } from './series-support.ts';

describe('occurrences of a series', () => {
  let office: Office;
  let megan: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
  });
  after(() => office.stop());

  const mondays = (range: Json = {}) => book(megan, repeated('2031-06-02', weekly('monday'), range));
  const june = (series: SeriesEvent) => instances(megan, series, '2031-06-01', '2031-07-01');
  const change = (id: string, body: Json, headers?: Record<string, string>) =>
    megan.ask<SeriesEvent>('PATCH', `/me/events/${id}`, body, headers);
  const remove = async (id: string) => assert.equal((await megan.ask('DELETE', `/me/events/${id}`)).status, 204);
  const details = '?$select=subject,cancelledOccurrences,exceptionOccurrences&$expand=exceptionOccurrences';
  const second = async (series: SeriesEvent) => (await june(series))[1]!;

  it('become exceptions when they are changed: with the same id, and the start that the pattern gave them', async () => {
    const series = await mondays();
    const occurrence = await second(series);
    const moved = { start: on('2031-06-10', '11:00'), end: on('2031-06-10', '11:45'), subject: 'Longer' };
    const { status, body } = await change(occurrence.id, moved);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.id, body.type, body.seriesMasterId, body.subject, body.originalStart],
      [occurrence.id, 'exception', series.id, 'Longer', '2031-06-09T16:00:00Z'],
    );
    assert.notEqual(body.changeKey, occurrence.changeKey);
    const found = await june(series);
    assert.deepEqual(startsOf(found), [
      '2031-06-02T16:00',
      '2031-06-10T18:00',
      '2031-06-16T16:00',
      '2031-06-23T16:00',
      '2031-06-30T16:00',
    ]);
    assert.equal(found.filter((e) => e.type === 'exception').length, 1);
    const shown = (await megan.view('2031-06-09', '2031-06-12')).filter((e) => e.seriesMasterId === series.id);
    assert.deepEqual(startsOf(shown), ['2031-06-10T18:00']);
    const { body: list } = await megan.ask<{ value: SeriesEvent[] }>('GET', '/me/events?$top=200');
    assert.ok(
      list.value.every((e) => e.id !== occurrence.id),
      'the list has the master alone',
    );
    const master = await read(megan, series.id, details);
    assert.deepEqual(
      master.exceptionOccurrences?.map((e) => [e.id, e.subject]),
      [[occurrence.id, 'Longer']],
    );
    assert.deepEqual(master.cancelledOccurrences, []);
  });

  it('are told apart by their change keys, and changed by whoever knows the current one', async () => {
    const series = await mondays();
    const occurrence = await second(series);
    const ifMatch = { 'if-match': String(occurrence['@odata.etag']) };
    assert.equal((await change(occurrence.id, { subject: 'One' }, ifMatch)).status, 200);
    assert.deepEqual(errorOf(await change(occurrence.id, { subject: 'Two' }, ifMatch)), [
      412,
      'ErrorIrresolvableConflict',
    ]);
    assert.notEqual((await read(megan, series.id)).changeKey, series.changeKey, 'exceptions are a part of the master');
  });

  it('leave their date empty when they are deleted, and are told by the master that is asked for them', async () => {
    const series = await mondays();
    const [first, gone, changed] = await june(series);
    await change(changed!.id, { subject: 'Changed' });
    await remove(gone!.id);
    await remove(changed!.id);
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${gone!.id}`)), [404, 'ErrorItemNotFound']);
    assert.deepEqual(errorOf(await change(gone!.id, { subject: 'x' })), [404, 'ErrorItemNotFound']);
    assert.deepEqual(startsOf(await june(series)), ['2031-06-02T16:00', '2031-06-23T16:00', '2031-06-30T16:00']);
    const master = await read(megan, series.id, details);
    assert.deepEqual(master.cancelledOccurrences, [`OID.${series.id}.2031-06-09`, `OID.${series.id}.2031-06-16`]);
    assert.deepEqual(master.exceptionOccurrences, []);
    assert.equal('cancelledOccurrences' in (await read(megan, series.id)), false);
    assert.equal((await read(megan, first!.id)).type, 'occurrence');
  });

  it('stay between their neighbours, wherever those have been moved to', async () => {
    const series = await book(megan, repeated('2031-06-02', daily));
    const [, tuesday, wednesday] = await june(series);
    const to = (date: string, time = '09:00', end = '09:30') => ({ start: on(date, time), end: on(date, end) });
    const crosses = [400, 'ErrorOccurrenceCrossingBoundary'];
    assert.deepEqual(errorOf(await change(tuesday!.id, to('2031-06-04'))), crosses);
    assert.deepEqual(errorOf(await change(tuesday!.id, to('2031-06-02', '20:00', '20:30'))), crosses);
    assert.equal((await change(tuesday!.id, to('2031-06-03', '20:00', '20:30'))).status, 200);
    await remove(wednesday!.id);
    assert.equal((await change(tuesday!.id, to('2031-06-04'))).status, 200, 'nobody is on that day');
    assert.deepEqual(errorOf(await change(tuesday!.id, to('2031-06-05'))), crosses);
    const overnight = { start: on('2031-06-04', '23:00'), end: on('2031-06-05', '10:00') };
    assert.deepEqual(errorOf(await change(tuesday!.id, overnight)), crosses);
  });

  it('do not recur by themselves', async () => {
    const occurrence = await second(await mondays());
    const { recurrence } = repeated('2031-06-09', daily) as { recurrence: Json };
    assert.deepEqual(errorOf(await change(occurrence.id, { recurrence })), [400, 'ErrorInvalidRequest']);
    assert.equal((await change(occurrence.id, { recurrence: null })).status, 200);
  });

  it('are not found by ids that look like theirs', async () => {
    const series = await mondays();
    const occurrence = await second(series);
    const { date } = readOccurrenceId(occurrence.id)!;
    assert.equal(date, '2031-06-09');
    for (const id of [
      occurrence.id.replace(/..=$/, 'AQ='),
      `${occurrence.id.slice(0, -9)}________=`,
      `${series.id.slice(0, -1)}AVEACP________8=`,
    ])
      assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${id}`)), [404, 'ErrorItemNotFound'], id);
    const malformed = errorOf(await megan.ask('GET', '/me/events/AVEACAAAAAAAAAAA='));
    assert.deepEqual(malformed, [400, 'ErrorInvalidIdMalformed']);
  });

  describe('when the series is changed', () => {
    /** A series with an exception that has another subject, and a deleted occurrence. */
    async function withExceptions(range: Json = {}) {
      const series = await mondays(range);
      const [, exception, gone] = await june(series);
      await change(exception!.id, { subject: 'Special' });
      await remove(gone!.id);
      return { series, exception: exception! };
    }

    it('take over what is not their own', async () => {
      const { series, exception } = await withExceptions();
      await change(series.id, { subject: 'Weekly', location: { displayName: 'Attic' } });
      const after = await read(megan, exception.id);
      assert.deepEqual([after.subject, (after.location as Json).displayName], ['Special', 'Attic']);
      const found = await june(series);
      assert.deepEqual(
        found.map((e) => e.subject),
        ['Weekly', 'Special', 'Weekly', 'Weekly'],
      );
    });

    it('are kept by another end of the range, as far as they are in it', async () => {
      const { series, exception } = await withExceptions();
      const until = (endDate: string) => ({
        recurrence: { ...series.recurrence, range: { ...series.recurrence!.range, type: 'endDate', endDate } },
      });
      assert.equal((await change(series.id, until('2031-06-17'))).status, 200);
      assert.deepEqual(
        (await june(series)).map((e) => e.subject),
        ['Stand-up', 'Special'],
      );
      await change(series.id, until('2031-06-03'));
      assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${exception.id}`)), [404, 'ErrorItemNotFound']);
      await change(series.id, until('2031-06-20'));
      const again = await june(series);
      assert.deepEqual(
        again.map((e) => [e.subject, e.type]),
        Array(3).fill(['Stand-up', 'occurrence']),
      );
    });

    it('are lost with another pattern or another time, and so are the gaps', async () => {
      for (const body of [
        { start: on('2031-06-02', '10:00'), end: on('2031-06-02', '10:30') },
        { recurrence: repeated('2031-06-02', { ...weekly('monday'), firstDayOfWeek: 'monday' }).recurrence },
      ] as Json[]) {
        const { series } = await withExceptions();
        assert.equal((await change(series.id, body)).status, 200);
        const found = await june(series);
        assert.deepEqual(
          found.map((e) => [e.subject, e.type]),
          Array(5).fill(['Stand-up', 'occurrence']),
        );
        assert.deepEqual((await read(megan, series.id, details)).cancelledOccurrences, []);
      }
    });

    it('move with its start, and keep their days of the week', async () => {
      const series = await mondays({ type: 'numbered', numberOfOccurrences: 2 });
      const { body } = await change(series.id, { start: on('2031-06-04', '10:00'), end: on('2031-06-04', '10:30') });
      assert.deepEqual(startsOf(await june(series)), ['2031-06-09T17:00', '2031-06-16T17:00']);
      assert.equal(body.start.dateTime.slice(0, 10), '2031-06-09');
      const longer = await change(series.id, { end: on('2031-06-09', '11:30') });
      assert.equal(longer.body.start.dateTime, body.start.dateTime);
      assert.equal((await second(series)).end.dateTime.slice(0, 16), '2031-06-16T18:30');
    });

    it('go with it when it is deleted', async () => {
      const { series, exception } = await withExceptions();
      await remove(series.id);
      for (const { id } of [series, exception])
        assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${id}`)), [404, 'ErrorItemNotFound']);
      const left = await megan.view('2031-06-01', '2031-07-01');
      assert.ok(left.every((e) => e.seriesMasterId !== series.id));
    });
  });

  it('survive a dump of the store, exceptions and gaps too', async () => {
    const series = await mondays();
    const [, exception, gone] = await june(series);
    await change(exception!.id, { subject: 'Special' });
    await remove(gone!.id);
    const before = await june(series);
    office.tenant.store.load(JSON.parse(JSON.stringify(office.tenant.store.dump())));
    assert.deepEqual(await june(series), before);
  });
});
