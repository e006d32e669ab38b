import { LRUCache } from 'lru-cache';

/**
 * How dates and times are written in Aide's English words: month first or day first, twelve hours or twenty-four. As tags, so that
 * luxon and Intl write by them; and so few that what those two keep for each stays small, whatever tags come from outside.
 */
export type English = `en-${'US' | 'GB'}-u-hc-${'h12' | 'h23'}`;

/** Nothing a client, a mailbox or a browser says of itself is longer. */
const longest = 64;

/** A language tag that came from outside, in its canonical form; undefined where there is none, or it is not one. */
export function localeOf(tag: string | null | undefined): string | undefined {
  if (!tag || tag.length > longest) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const englishes = new LRUCache<string, English>({ max: 500 });

/**
 * The order of dates and the hours of a locale, in English: 'de-DE' writes "Tue 24 Nov, 14:30", 'en-US' "Tue, Nov 24, 2:30 PM".
 * Of an English of this kind it is that one itself.
 * @param locale BCP 47; what is none is read as 'en-US'
 */
export function englishOf(locale: string): English {
  const known = englishes.get(locale);
  if (known) return known;
  const habits = new Intl.DateTimeFormat(localeOf(locale) ?? 'en-US', {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
  });
  const monthFirst = habits.formatToParts(0).find(({ type }) => type === 'month' || type === 'day')?.type === 'month';
  const english: English = `en-${monthFirst ? 'US' : 'GB'}-u-hc-${isHalfDay(habits) ? 'h12' : 'h23'}`;
  englishes.set(locale, english);
  return english;
}

/** Does the day have twice twelve hours there? */
const isHalfDay = (format: Intl.DateTimeFormat) => /^h1[12]$/.test(format.resolvedOptions().hourCycle ?? '');

/**
 * A mailbox's language, with its own hours where they are not the language's: 'en-US' and "HH:mm" are 'en-US-u-hc-h23'.
 * @param timeFormat as Exchange writes it: "h:mm tt", "HH:mm"
 */
export function withHours(locale: string, timeFormat: string | null | undefined): string {
  const hours = /[hH]/.exec(timeFormat ?? '')?.[0];
  if (hours === undefined) return locale;
  const cycle = hours === 'h' ? 'h12' : 'h23';
  return englishOf(locale).endsWith(cycle) ? locale : new Intl.Locale(locale, { hourCycle: cycle }).toString();
}

/**
 * The locale of a request: the client's, because there the person reads it. Of the same language and region the mailbox knows more: the
 * hours that the person has chosen.
 */
export const localeFor = (said: string | undefined, stored: string): string =>
  said === undefined || said === new Intl.Locale(stored).baseName ? stored : said;

/**
 * The language that a browser prefers, from `Accept-Language`: browsers name the most wanted first.
 * https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
 */
export const preferredLocale = (header: string | undefined): string | undefined =>
  localeOf(header?.split(',', 1)[0]?.split(';', 1)[0]?.trim());
