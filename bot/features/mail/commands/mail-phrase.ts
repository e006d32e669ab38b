import type { DateTime } from 'luxon';
import { type Past, pastIn } from '../../../language/past.ts';
import { masked } from '../../../language/quotes.ts';
import type { Which } from '../wish.ts';
import { unquoted } from './gist.ts';

const mailNoun = '(?:e-?mails?|mails?)(?: messages?)?';
/** Is mail spoken of? */
export const noun = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${mailNoun}|inbox)(?![\\p{L}\\p{N}-])`, 'iu');

const lead = String.raw`(?:(?<det>(?:all|every|each)(?: of)?(?: single)?(?: (?:the|my|those|these))?|my|the|that|this|an?|any|our|these|those|some)\s+)?`;
const counts = 'two|three|four|five|six|seven|eight|nine|ten';
const rank = String.raw`(?:(?:very\s+)?(?<latest>last|latest|most recent|newest|recent)\s+)?(?:(?<count>\d{1,2}|${counts})\s+(?:most recent\s+|latest\s+|last\s+)?)?`;
const kind = String.raw`(?:(?<mark>unread|new|flagged|important|starred)\s+)?`;
const came = String.raw`(?:\s+(?:that\s+|which\s+)?(?:i(?:['’]ve)?\s+(?:have\s+)?(?:got|get|received|had|have)|(?:was |were |has been |have been )?sent(?: to me)?|(?:came|arrived)(?: in)?|in my (?:inbox|mailbox)))?`;
const by = String.raw`(?:\s+(?:from|by)\s+(?<from>.{1,80}?))?`;
const attached = String.raw`(?:\s+(?<attached>with (?:an? |the )?(?:attachments?|files?)))?`;
const topic = String.raw`(?:,?\s+(?:(?:about|regarding|concerning|re|on|mentioning|with (?:the )?(?:subject|title)(?: line)?|titled|called|entitled)\s+(?<about>.{1,200}?)|(?:with|that (?:has|have)|containing) (?<inTitle>.{1,200}?) in (?:the|its|their) (?:subject|title)(?: line)?))?`;
const phrase = new RegExp(`^${lead}${rank}${kind}${mailNoun}${came}${by}${attached}${topic}$`, 'iu');
/** "Megan's last email", "alex’s mail about the budget", "kofi's last 2 emails". */
const owned = new RegExp(
  String.raw`^(?:(?:all (?:of )?)?(?:the\s+)?)(?<from>[\p{L}][\p{L}\p{M}.'’ -]{0,60}?|[^\s@]+@[^\s@]+?)['’]s?\s+${rank}${kind}${mailNoun}${attached}${topic}$`,
  'iu',
);
/** "the last email kofi sent me", "the email that Megan wrote about the budget" */
const wrote = new RegExp(
  String.raw`^${lead}${rank}${kind}${mailNoun}\s+(?:that\s+|which\s+)?(?<from>(?!i\b)[\p{L}][\p{L}\p{M}.'’ -]{0,60}?)\s+(?:has\s+|have\s+)?(?:sent|wrote|written|e-?mailed)(?:\s+(?:to\s+)?me)?${topic}$`,
  'iu',
);
const nobody = /^(?:me|us|you|it|today|yesterday|now|then|everyone|everybody|anyone)$/iu;

export interface MailPhrase extends Which {
  /** One is meant, or any of several: "the", "my", or one of somebody. */
  isDefinite: boolean;
  isSeveral: boolean;
}

/**
 * Which email some words mean; undefined when they mean none.
 * @param now absent: no time in it is read
 */
export function mailIn(words: string, now?: DateTime): MailPhrase | undefined {
  const text = words.replace(/^(?:to|of|from|in|on)\s+(?=my|the)/iu, '').trim();
  const past = now && timeIn(text, now);
  const timeless = past ? text.replace(past.words, ' ').replace(/\s+/gu, ' ').trim() : text;
  const found = (phrase.exec(timeless) ?? owned.exec(timeless) ?? wrote.exec(timeless))?.groups;
  if (!found) return undefined;
  const { det = '', latest, count, mark = '', attached: files } = found;
  const said = found.about ?? found.inTitle;
  // "the last email about the budget from Pradeep"
  const swapped =
    said && !found.from ? /^(?<about>.+?)\s+(?:from|by)\s+(?<from>[^"'“‘]{2,60})$/iu.exec(said)?.groups : undefined;
  const sender = swapped && named(swapped.from!) ? swapped.from! : found.from;
  const from = sender && named(sender);
  if (sender && !from) return undefined;
  const about = said && unquoted(swapped && from === named(swapped.from!) ? swapped.about! : said);
  const isSeveral =
    /(?:e-?mails|mails|messages)(?![\p{L}])/iu.test(timeless.replace(/ about .*/iu, '')) ||
    /^(?:all|every|each)/iu.test(det);
  const amount = count === undefined ? undefined : (numbers[count.toLowerCase()] ?? Number(count));
  return {
    ...(from ? { from } : {}),
    ...(about ? { about } : {}),
    latest: latest !== undefined && !isSeveral,
    unread: /unread|new/iu.test(mark),
    flagged: /flagged|starred/iu.test(mark),
    withAttachments: files !== undefined,
    ...(isSeveral ? { all: true } : {}),
    ...(isSeveral && amount ? { count: amount } : {}),
    ...(past ? { since: utc(past.since) } : {}),
    ...(past?.until ? { until: utc(past.until) } : {}),
    isDefinite: /^(?:my|the|that|this)$/iu.test(det) || latest !== undefined || !!from,
    isSeveral,
  };
}

const numbers: Record<string, number> = Object.fromEntries(counts.split('|').map((word, i) => [word, i + 2]));
const utc = (time: DateTime) => time.toUTC().toISO()!;

/** When it came. What an email is about may name a time as well: "the email about the meeting on Friday". */
function timeIn(text: string, now: DateTime): Past | undefined {
  const hidden = masked(text);
  const past = pastIn(hidden, now);
  if (!past) return undefined;
  const at = hidden.indexOf(past.words);
  const isTopic = /\s(?:about|regarding|concerning|re|titled|called)\s/iu.test(hidden.slice(0, at));
  const isLoose =
    /(?:^on\s|^today|^yesterday['’]s|^this morning|day$)/iu.test(past.words) && !/^(?:from|since)\s/iu.test(past.words);
  return isTopic && isLoose && past.words !== 'yesterday' ? undefined : past;
}

export const whichOf = ({ isDefinite: _, isSeveral: __, ...which }: MailPhrase): Which => which;

/** Says something that tells one email from others. */
export const isTelling = ({ from, about, since, unread, flagged, withAttachments, count }: MailPhrase): boolean =>
  Boolean(from || about || since || unread || flagged || withAttachments || count);

/** A name, without what is none. */
function named(words: string): string {
  const name = words.replace(/^(?:my colleague|my friend)\s+/iu, '').trim();
  if (name.split(/\s+/).length > 5 || /(?<![\p{L}])(?:with|to|in|about|since|and|or|on|for)(?![\p{L}])/iu.test(name))
    return '';
  return nobody.test(name) || /(?<![\p{L}])(?:e-?mails?|mails?|messages?|attachments?)(?![\p{L}])/iu.test(name)
    ? ''
    : name;
}
