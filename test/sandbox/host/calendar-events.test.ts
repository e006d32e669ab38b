import assert from 'node:assert/strict';
import { eventFields, seriesText } from '../../../sandbox/host/page/src/calendar/events.ts';

describe('the calendar of the sandbox’s page', () => {
  it('tells meetings of a series from single ones, in words too', () => {
    assert.ok(eventFields.split(',').includes('type'));
    assert.equal(seriesText({ type: 'occurrence' }), 'Recurring');
    assert.equal(seriesText({ type: 'exception' }), 'Recurring, changed');
    assert.equal(seriesText({ type: 'singleInstance' }), undefined);
  });
});
