import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endOfDay, tomorrow } from '../../../tab/src/features/files/share/days.ts';
import { aboutFile, nameFault, sizeInWords, whenInWords } from '../../../tab/src/features/files/words.ts';

describe('what the Files view says', () => {
  it('says sizes in the unit that suits them', () => {
    const said = [0, 1, 1023, 1024, 1536, 153_600, 5 * 1024 ** 2, 250 * 1024 ** 3].map((n) => sizeInWords(n, 'en-US'));
    assert.deepEqual(said, ['0 bytes', '1 bytes', '1,023 bytes', '1 KB', '1.5 KB', '150 KB', '5 MB', '250 GB']);
  });

  it('says a time today, a weekday this week, and a date before that', () => {
    const now = new Date(2026, 10, 25, 15, 0);
    const said = (at: Date) => whenInWords(at.toISOString(), 'en-US', now).replace(/\s/g, ' ');
    assert.equal(said(new Date(2026, 10, 25, 9, 30)), '9:30 AM');
    assert.equal(said(new Date(2026, 10, 23, 9, 30)), 'Monday');
    assert.equal(said(new Date(2026, 9, 2)), 'Oct 2');
    assert.equal(said(new Date(2025, 9, 2)), 'Oct 2, 2025');
  });

  it('says of a file what is known of it, and no more', () => {
    const options = { locale: 'en-US', now: new Date(2026, 10, 25), where: true };
    assert.equal(aboutFile({ itemId: '1', name: 'a', kind: 'file', where: 'Your OneDrive' }, options), 'Your OneDrive');
    assert.equal(
      aboutFile(
        { itemId: '1', name: 'a', kind: 'folder', where: 'x', count: 1, changedBy: 'Megan' },
        { ...options, where: false },
      ),
      'Megan · 1 thing',
    );
  });

  it('finds what a name cannot hold', () => {
    assert.equal(nameFault('Plan 2026.docx'), undefined);
    assert.equal(nameFault('a/b'), 'A name cannot hold /');
  });

  it('ends a link with the last second of its day, where the person is', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2026, 0, 1), max: new Date(2036, 0, 1), noInvalidDate: true }), (now) => {
        const end = new Date(endOfDay(tomorrow(now)));
        assert.deepEqual([end.getHours(), end.getMinutes(), end.getSeconds()], [23, 59, 59]);
        const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
        assert.equal(end.toDateString(), next.toDateString());
      }),
    );
  });
});
