import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizeText } from '../../outlook-addin/src/app/sizes.ts';
import { opensInOutlook } from '../../outlook-addin/src/features/answer/form-limit.ts';
import { driveAt, into, oneDrive, pathWords, up } from '../../outlook-addin/src/features/attachments/place.ts';
import { availabilityText } from '../../outlook-addin/src/features/availability/text.ts';
import { choicesOf } from '../../outlook-addin/src/features/meeting/when.ts';
import { dueIn, dueWords, titleOf } from '../../outlook-addin/src/features/task/from-mail.ts';
import { signInErrorOf } from '../../outlook-addin/src/sign-in-error.ts';
import { textAsHtml } from '../../outlook-addin/src/text-as-html.ts';
import { themeOf } from '../../outlook-addin/src/theme-of.ts';
import { said } from '../../outlook-addin/src/window-protocol.ts';

const zone = 'America/Los_Angeles';
const clock = { zone, locale: 'en-US' };
const now = Date.parse('2026-11-23T17:00:00Z');

describe('the add-in without a browser', () => {
  it('knows Outlook’s themes by their colours', () => {
    const look = (background?: string, forced = false, dark = false) => themeOf({ background, forced, dark });
    assert.equal(look('#FFFFFF'), 'light');
    assert.equal(look('#292929'), 'dark');
    assert.equal(look('#000000'), 'contrast');
    assert.equal(look('#ffffff', true), 'contrast');
    assert.equal(look(undefined, false, true), 'dark');
    assert.equal(look('nonsense'), 'light');
  });

  it('makes no markup of any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.doesNotMatch(textAsHtml(text).replaceAll('<br>', ''), /[<>"']/);
      }),
    );
  });

  it('takes "RE:" off a subject, in other languages too, and nothing else', () => {
    assert.equal(titleOf('RE: Fwd: AW: Budget'), 'Budget');
    assert.equal(titleOf('Restart: the plan'), 'Restart: the plan');
    assert.equal(titleOf('Re:'), 'Re:');
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (subject) => titleOf(subject).length <= 255));
  });

  it('finds the due day that a mail names: the last of several, none that is over', () => {
    const mail = (kind: 'day' | 'days', start: string, end: string) => ({
      timeZone: zone,
      times: [{ words: 'by then', kind, start, end }],
    });
    const by = mail('days', '2026-11-23T00:00:00.000-08:00', '2026-11-28T00:00:00.000-08:00');
    assert.equal(dueIn(by, now), '2026-11-27');
    assert.match(dueWords(by, '2026-11-27', 'en-US') ?? '', /Fri, Nov 27: the email says “by then”/);
    assert.equal(dueIn(mail('day', '2026-11-20T00:00:00.000-08:00', '2026-11-21T00:00:00.000-08:00'), now), undefined);
  });

  it('offers the times of a mail first, an instant as a wish within its day, and nothing that is over', () => {
    const choices = choicesOf(
      [
        {
          words: 'yesterday',
          kind: 'day',
          start: '2026-11-22T00:00:00.000-08:00',
          end: '2026-11-23T00:00:00.000-08:00',
        },
        {
          words: 'Friday at 2',
          kind: 'instant',
          start: '2026-11-27T14:00:00.000-08:00',
          end: '2026-11-27T14:00:00.000-08:00',
        },
      ],
      now,
      clock,
    );
    assert.deepEqual(
      choices.map(({ label }) => label),
      ['Fri, Nov 27, 2:00 PM', 'The next 7 days', 'The next 2 weeks'],
    );
    assert.equal(choices[0]?.wish, '2026-11-27T14:00:00.000-08:00');
    assert.deepEqual(choices[0]?.window, { start: '2026-11-27T08:00:00.000Z', end: '2026-11-28T08:00:00.000Z' });
  });

  it('writes availability by day, with the zone it is meant in', () => {
    const free = [
      { start: '2026-11-24T17:00:00Z', end: '2026-11-24T18:30:00Z' },
      { start: '2026-11-24T21:00:00Z', end: '2026-11-24T22:00:00Z' },
      { start: '2026-11-25T17:00:00Z', end: '2026-11-25T18:00:00Z' },
    ];
    const lines = availabilityText(free, clock).replaceAll('\u202f', ' ').split('\n');
    assert.deepEqual(lines, [
      'I am free at these times (Pacific Standard Time):',
      '• Tue, Nov 24: 9:00 AM – 10:30 AM, 1:00 PM – 2:00 PM',
      '• Wed, Nov 25: 9:00 AM – 10:00 AM',
      '',
    ]);
    assert.equal(availabilityText([], clock), '');
  });

  it('goes into folders and up again, naming a drive only where it is not one’s own', () => {
    const reports = into(oneDrive, { itemId: 'r', name: 'Reports' });
    assert.deepEqual(reports.folder, { itemId: 'r' });
    assert.equal(pathWords(reports), 'Your OneDrive › Reports');
    assert.deepEqual(up(reports), oneDrive);
    assert.equal(up(oneDrive), undefined);
    assert.deepEqual(into(driveAt('d', 'Mark 8'), { itemId: 'p', name: 'Plans' }).folder, {
      driveId: 'd',
      itemId: 'p',
    });
  });

  it('says sizes in bytes, KB, MB and GB', () => {
    assert.deepEqual([0, 999, 1200, 999_960, 3 * 1024 * 1024].map(sizeText), [
      '0 bytes',
      '999 bytes',
      '1.2 KB',
      '1.0 MB',
      '3.1 MB',
    ]);
  });

  it('opens Outlook’s own form up to 32 KB of HTML', () => {
    assert.ok(opensInOutlook('a'.repeat(32 * 1024)));
    assert.ok(!opensInOutlook('a'.repeat(32 * 1024 + 1)));
    assert.ok(!opensInOutlook('<'.repeat(10_000)));
  });

  it('takes only its own words from a window', () => {
    assert.equal(said(undefined), undefined);
    assert.equal(said('hello'), undefined);
    assert.equal(said('{"type":"token"}'), undefined);
    assert.deepEqual(said('{"type":"connected"}'), { type: 'connected' });
  });

  it('tells what a person can do from what a host cannot', () => {
    const of = (errorCode: string) => signInErrorOf(Object.assign(new Error(errorCode), { errorCode }));
    assert.equal(of('interaction_required').hostCannot, false);
    assert.equal(of('user_cancelled').problem.detail, 'The sign-in was not completed.');
    assert.equal(of('no_network_connectivity').problem.code, 'unavailable');
    assert.equal(of('5objp').hostCannot, true);
  });
});
