import assert from 'node:assert/strict';
import { englishOf, localeFor, localeOf, preferredLocale, withHours } from '../../bot/locale.ts';

describe('how a person writes times', () => {
  it('is taken from tags that are ones, and from nothing else', () => {
    assert.equal(localeOf('de-de'), 'de-DE');
    for (const tag of [undefined, null, '', '*', 'en_US', 'x'.repeat(100), '<script>', '__proto__'])
      assert.equal(localeOf(tag), undefined, String(tag));
    assert.equal(preferredLocale('de-DE,de;q=0.9,en;q=0.8'), 'de-DE');
    assert.equal(preferredLocale('en-gb;q=0.5'), 'en-GB');
    for (const header of [undefined, '', '*', ';q=1', ',,,']) assert.equal(preferredLocale(header), undefined);
  });

  it('is one of four kinds of English', () => {
    const kinds = {
      'en-US': 'en-US-u-hc-h12',
      'en-GB': 'en-GB-u-hc-h23',
      'de-DE': 'en-GB-u-hc-h23',
      'en-AU': 'en-GB-u-hc-h12',
      'ja-JP': 'en-US-u-hc-h23',
      'en-US-u-hc-h23': 'en-US-u-hc-h23',
      'ar-EG': 'en-GB-u-hc-h12',
    };
    for (const [locale, english] of Object.entries(kinds)) {
      assert.equal(englishOf(locale), english);
      assert.equal(englishOf(english), english, 'its own English');
    }
    assert.equal(englishOf('not a tag'), 'en-US-u-hc-h12');
  });

  it('knows the hours that were chosen in the mailbox, where the client is of the same language', () => {
    assert.equal(withHours('en-US', 'h:mm tt'), 'en-US');
    assert.equal(withHours('en-US', undefined), 'en-US');
    assert.equal(withHours('en-US', 'HH:mm'), 'en-US-u-hc-h23');
    assert.equal(withHours('de-DE', 'H:mm'), 'de-DE');
    assert.equal(withHours('en-GB', 'hh:mm tt'), 'en-GB-u-hc-h12');
    assert.equal(localeFor('en-US', 'en-US-u-hc-h23'), 'en-US-u-hc-h23');
    assert.equal(localeFor('en-GB', 'en-US-u-hc-h23'), 'en-GB');
    assert.equal(localeFor(undefined, 'fr-FR'), 'fr-FR');
  });
});
