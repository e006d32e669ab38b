import assert from 'node:assert/strict';
import { type RecurrencePattern, weekdays, weekIndexes } from '@aide/contracts/schedule/recurrence';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { inWords } from '../../../bot/chat/recurrence.ts';
import { readAdd } from '../../../bot/features/tasks/commands/add.ts';
import { recurrenceOf } from '../../../bot/features/tasks/repeat.ts';
import { readSentence } from '../../../bot/language/read.ts';
import { recurrenceIn } from '../../../bot/language/recurrence.ts';
import { seriesScopeIn } from '../../../bot/language/series-scope.ts';

/** A Saturday. */
const now = DateTime.fromISO('2026-11-21T10:00', { zone: 'America/Los_Angeles' });
const read = (text: string) => recurrenceIn(readSentence(text, { now, locale: 'en-US' }));
const interval = fc.integer({ min: 1, max: 999 });
const someDays = fc.subarray([...weekdays], { minLength: 1 });
const index = fc.constantFrom(...weekIndexes);
const date = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) }).map(
  // Of a leap year: the words name no day that there is not.
  ({ month, day }) => ({ month, dayOfMonth: Math.min(day, DateTime.utc(2028, month).daysInMonth!) }),
);
const pattern: fc.Arbitrary<Omit<RecurrencePattern, 'firstDayOfWeek'>> = fc.oneof(
  fc.record({ type: fc.constant('daily' as const), interval }),
  fc
    .record({ type: fc.constant('weekly' as const), interval, daysOfWeek: someDays })
    // On all seven days is "every day", which is another pattern for the same days.
    .filter(({ interval, daysOfWeek }) => interval > 1 || daysOfWeek.length < 7),
  fc.record({ type: fc.constant('absoluteMonthly' as const), interval, dayOfMonth: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ type: fc.constant('relativeMonthly' as const), interval, daysOfWeek: someDays, index }),
  fc
    .record({ type: fc.constant('absoluteYearly' as const), interval, date })
    .map(({ date, ...rest }) => ({ ...rest, ...date })),
  fc.record({
    type: fc.constant('relativeYearly' as const),
    interval,
    daysOfWeek: someDays,
    index,
    month: fc.integer({ min: 1, max: 12 }),
  }),
);
const range = fc.oneof(
  fc.constant({ type: 'noEnd' as const }),
  fc.record({ type: fc.constant('numbered' as const), numberOfOccurrences: interval }),
  // Later than any of the patterns begins.
  fc.integer({ min: 9, max: 500 }).map((years) => ({
    type: 'endDate' as const,
    endDate: now.plus({ years, days: years }).toISODate()!,
  })),
);
const locale = fc.constantFrom('en-US', 'en-GB', 'de-DE', 'en-IN');

/** What it says, as the cards say it: the pattern in words, the first day, the hour. */
const told = (text: string) => {
  const found = read(text);
  const { recurrence, time = '', missing, unrepeatable } = found ?? {};
  return recurrence
    ? `${inWords(recurrence, { locale: 'en-GB' })} | ${recurrence.range.startDate} | ${time}`
    : (missing ?? unrepeatable ?? 'once');
};

describe('how often something takes place', () => {
  const sentences: Record<string, string> = {
    'book a weekly 30 minute meeting with Megan every Tuesday at 10 until March':
      'every Tuesday until 28 February 2027 | 2026-11-24 | 10:00',
    'meet Alex every other Monday at 2pm': 'every 2 weeks on Monday | 2026-11-23 | 14:00',
    'daily stand-up at 9:15 with Alex for two weeks': 'every day until 5 December 2026 | 2026-11-22 | 09:15',
    'meeting with Alex every weekday at 9': 'every weekday | 2026-11-23 | 09:00',
    'book a meeting with Megan on the first Monday of each month at 10':
      'every month on the first Monday | 2026-12-07 | 10:00',
    'meeting with Alex the last Friday of the month at 3pm': 'every month on the last Friday | 2026-11-27 | 15:00',
    'meet Alex every Monday at 10, 10 times': 'every Monday, 10 times | 2026-11-23 | 10:00',
    'meeting with Megan yearly on 3 May at 10': 'every year on 3 May | 2027-05-03 | 10:00',
    'meet Megan every 3rd of May at 9': 'every year on 3 May | 2027-05-03 | 09:00',
    'book a call with Alex every 2 weeks on Tuesday and Thursday at 4pm':
      'every 2 weeks on Tuesday and Thursday | 2026-11-24 | 16:00',
    'weekly 1:1 with Alex on Tuesdays at 3pm starting 1 December until 3 March':
      'every Tuesday until 3 March 2027 | 2026-12-01 | 15:00',
    'book a call with Alex every month on the 15th at 3pm until the end of the year':
      'every month on the 15th until 31 December 2026 | 2026-12-15 | 15:00',
    'book a call with Megan on Mondays and Wednesdays at 9 for 6 weeks':
      'every Monday and Wednesday until 3 January 2027 | 2026-11-23 | 09:00',
    'quarterly review with Alex on 4 January at 10am': 'every 3 months on the 4th | 2027-01-04 | 10:00',
    'meeting with Megan every year on the last Friday of November at 15:00':
      'every year on the last Friday of November | 2026-11-27 | 15:00',
    'sync with Alex every Friday at 4pm through March': 'every Friday until 31 March 2027 | 2026-11-27 | 16:00',
    'sync with Alex every Friday at 4pm until further notice': 'every Friday | 2026-11-27 | 16:00',
    'sync with Alex fortnightly on Thursdays at 11': 'every 2 weeks on Thursday | 2026-11-26 | 11:00',
    'meeting with Alex every 3 days at noon, 5 times': 'every 3 days, 5 times | 2026-11-21 | 12:00',
    'meet Alex every other Tuesday at 10': 'every 2 weeks on Tuesday | 2026-11-24 | 10:00',
    'meet Alex on alternate Wednesdays at 10': 'every 2 weeks on Wednesday | 2026-11-25 | 10:00',
    'meet Alex at 10 monthly on the last Friday': 'every month on the last Friday | 2026-11-27 | 10:00',
    'monthly review with Alex on the first Monday at 10': 'every month on the first Monday | 2026-12-07 | 10:00',
    'fortnightly catch-up with Alex on Tuesdays at 10': 'every 2 weeks on Tuesday | 2026-11-24 | 10:00',
    'meet Alex at 9 every weekday until March': 'every weekday until 28 February 2027 | 2026-11-23 | 09:00',
    'meet Alex yearly on the 3rd of May at 10': 'every year on 3 May | 2027-05-03 | 10:00',
    'meet Alex every 2 weeks on Mon and Wed at 10': 'every 2 weeks on Monday and Wednesday | 2026-11-23 | 10:00',
    'stand-up with Alex at 9 daily for 10 times': 'every day, 10 times | 2026-11-22 | 09:00',
    'meet Alex every day except Sunday at 11':
      'every Monday, Tuesday, Wednesday, Thursday, Friday and Saturday | 2026-11-21 | 11:00',
    'meet Alex every weekday but not Fridays at 11':
      'every Monday, Tuesday, Wednesday and Thursday | 2026-11-23 | 11:00',
    'meet Alex every Monday to Thursday at 9': 'every Monday, Tuesday, Wednesday and Thursday | 2026-11-23 | 09:00',
    'meet Alex every month on the 31st at 9': 'every month on the 31st | 2026-11-30 | 09:00',
    'meet Alex on the 15th of every other month at 9': 'every 2 months on the 15th | 2026-12-15 | 09:00',
    'meet Alex monthly on the 15th at 9 starting 1 March': 'every month on the 15th | 2027-03-15 | 09:00',
    'meet Alex every quarter on the last weekday at 9': 'every 3 months on the last weekday | 2026-11-30 | 09:00',
    'meet Alex on the 1st and 15th of each month at 10': 'dates',
    'meet Alex monthly on the 1st and the 15th at 10': 'dates',
    'meet Alex on the first and third Monday of the month': 'nths',
    'meet Alex every second and fourth Tuesday at 10': 'nths',
    'meet Alex every fifth Friday at 10': 'fifth',
    'meet Alex every 2 hours tomorrow': 'often',
    'meet Alex twice a week at 10': 'times',
    'meet Alex every other weekday at 10': 'workdays',
    'meet Alex every Monday at 10 except on public holidays': 'exceptions',
    'meet Alex on the first Monday in May at 10': 'once',
    'meet Alex tomorrow at 10 to go through the first and third chapter': 'once',
    'weekly sync with Alex': 'weekday',
    'monthly review with Alex at 10': 'date',
    'recurring meeting with Alex on Tuesday at 3': 'frequency',
    'meeting with Alex about the weekly report tomorrow': 'once',
    'book a 1 hour meeting called "every Friday" with Megan tomorrow at 10': 'once',
    'find 30 minutes with Megan tomorrow': 'once',
  };
  for (const [sentence, expected] of Object.entries(sentences))
    it(`is understood: ${sentence}`, () => assert.equal(told(sentence), expected));

  it('takes nothing away of who comes, for how long and what about', () => {
    const { plain, time, duration } = read(
      'book a 45 minute call with Megan Bowen and Alex about the budget every Tuesday from 2pm until 3pm',
    )!;
    assert.deepEqual(
      plain.people.map(({ name }) => name),
      ['Megan Bowen', 'Alex'],
    );
    assert.equal(plain.title, 'budget');
    assert.deepEqual([plain.duration, time, duration], [45, '14:00', 60]);
  });

  it('begins today while the hour is to come, tomorrow when it is over', () => {
    assert.equal(read('stand-up with Alex every day at 11:00')?.recurrence?.range.startDate, '2026-11-21');
    assert.equal(read('stand-up with Alex every day at 9:00')?.recurrence?.range.startDate, '2026-11-22');
  });

  it('reads what it writes: the words for a series give the same series again, for meetings and for tasks', () => {
    fc.assert(
      fc.property(pattern, range, locale, (pattern, range, locale) => {
        const words = inWords({ pattern, range: { ...range, startDate: '2026-11-21' } }, { locale });
        const found = recurrenceIn(readSentence(`meet Alex ${words} at 11:00`, { now, locale }))?.recurrence;
        assert.deepEqual(found?.pattern, { ...pattern, firstDayOfWeek: 'monday' }, words);
        const { startDate: _, ...rest } = found.range;
        assert.deepEqual(rest, { ...range }, words);

        const task = readAdd(readSentence(`add task water the plants ${words}`, { now, locale }))!.request;
        assert.equal(task.title, 'Water the plants', words);
        const again = recurrenceOf(task.repeat!, task.due!, 'America/Los_Angeles');
        const { firstDayOfWeek: _first, ...repeats } = again.pattern!;
        assert.deepEqual(repeats, { ...pattern }, words);
        assert.deepEqual(again.range, { ...range, startDate: task.due, recurrenceTimeZone: 'Pacific Standard Time' });
      }),
      { numRuns: 500 },
    );
  });

  it('is found, or not, in whatever is written, and never fails', () => {
    const words = fc.constantFrom(
      ...'every other the first last Monday weekday month of until March 3 for two weeks at 10 times on and weekly , 15th year "x"'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        const found = read(parts.join(' '));
        const { range } = found?.recurrence ?? {};
        assert.ok(!range || range.startDate >= '2026-11-21');
        assert.ok(!range?.endDate || range.endDate >= range.startDate);
      }),
      { numRuns: 300 },
    );
  });
});

describe('how much of a series an order is about', () => {
  const scope = (text: string) => {
    const found = seriesScopeIn(readSentence(text, { now, locale: 'en-US' }));
    return found ? [found.scope ?? 'asks', found.from ?? '', found.plain.text] : 'one';
  };
  const sentences: Record<string, string | string[]> = {
    'cancel the weekly sync from next week on': ['following', '2026-11-23', 'cancel the sync'],
    'cancel the weekly sync from next week': ['following', '2026-11-23', 'cancel the sync'],
    'cancel the budget sync from 1 December onwards': ['following', '2026-12-01', 'cancel the budget sync'],
    'cancel the budget sync from now on': ['following', '2026-11-21', 'cancel the budget sync'],
    'cancel this and all following budget syncs': ['following', '', 'cancel budget syncs'],
    'cancel the whole budget series': ['series', '', 'cancel the budget'],
    'move the whole weekly sync series to 3pm': ['series', '', 'move the sync to 3pm'],
    'cancel all occurrences of the budget review': ['series', '', 'cancel the budget review'],
    'cancel the entire series of budget meetings': ['series', '', 'cancel the budget meetings'],
    'cancel the weekly sync': ['asks', '', 'cancel the sync'],
    'cancel my meeting with Alex tomorrow': 'one',
    'move the budget meeting to Thursday 3pm': 'one',
    'cancel all future meetings with Alex': 'one',
  };
  for (const [sentence, expected] of Object.entries(sentences))
    it(`is understood: ${sentence}`, () => assert.deepEqual(scope(sentence), expected));
});
