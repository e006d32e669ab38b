import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { timesIn } from '../../../bot/language/passages.ts';

const now = DateTime.fromISO('2026-11-23T10:00:00', { zone: 'Europe/London' });
const read = (text: string) =>
  timesIn(text, { now, locale: 'en-GB' }).map(({ start, kind }) => `${start.toFormat('ccc d HH:mm')} ${kind}`);

describe('times in a text of somebody else', () => {
  it('are read sentence by sentence, each once', () => {
    const text =
      'Hi Megan,\n\ncan you send it on Friday at 4pm? We then meet on Tuesday at 10.\nFriday at 4pm is the limit.';
    assert.deepEqual(read(text), ['Fri 27 16:00 instant', 'Tue 24 10:00 instant']);
  });

  it('are none where there are none', () => {
    assert.deepEqual(read('I have 42 boxes of size 12 and no idea.'), []);
    assert.deepEqual(read(''), []);
  });

  it('take milliseconds in a long text, and are at most ten', () => {
    const found = timesIn('Friday at 4pm and so on. '.repeat(20_000), { now });
    assert.ok(found.length <= 10);
    const days = Array.from({ length: 28 }, (_, i) => `On ${i + 1} December 2026 at 3pm.`).join('\n');
    assert.equal(timesIn(days, { now }).length, 10);
  });
});
