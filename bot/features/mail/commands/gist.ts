import type { Sentence } from '../../../language/sentence.ts';
import type { Which } from '../wish.ts';

const politeness =
  /^(?:(?:hey|hi|hello|ok|okay|so|and|please|pls|kindly|just|aide)[\s,!]+|(?:can|could|would|will) you (?:please )?|i(?: would|['’]d) like (?:you )?to |i want (?:you )?to |i need (?:you )?to |let['’]?s )+/iu;

/** Without "please" and the mark at the end. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(politeness, '')
    .replace(/[\s,]*(?:,? please|,? thanks|,? thank you)?[.!?]*$/iu, '')
    .trim();

/** An order about mail: its words, without what it says itself, and that text. */
export interface Gist {
  words: string;
  /** What shall be written: after a colon, or after "saying". */
  text?: string;
  /** Nothing in the text is a time or a question to be settled. */
  isText: boolean;
}

const saying =
  /^(?<head>.{3,300}?)[,;]?\s+(?:(?:that\s+|which\s+)?(?:says|said|saying|reads|reading)|(?:and\s+)?(?:to\s+)?(?:say|tell (?:them|him|her|it))(?:\s+that)?|(?:with|and) (?:the |a )?(?:text|body|message|content|words?)|with (?:the )?(?:comment|note))\s*[:,]?\s+(?<text>\S.*)$/isu;

const known = new WeakMap<Sentence, Gist>();

/** Every command asks it of the same sentence: taken apart once. */
export function gistOf(sentence: Sentence): Gist {
  const gist = known.get(sentence) ?? takeApart(sentence);
  known.set(sentence, gist);
  return gist;
}

function takeApart({ original, text, head, body }: Sentence): Gist {
  const found = saying.exec(original.slice(0, 100_000).trim())?.groups;
  // "email Megan: he keeps saying …": the colon comes first.
  if (found && !(head && found.head!.trim().length > head.original.length))
    return { words: plain(found.head!), text: unquoted(found.text!), isText: true };
  if (head && body !== undefined) return { words: plain(head.text), text: body, isText: true };
  return { words: plain(text), isText: false };
}

/** Without the quotes around it; apostrophes within are no quotes. */
export const unquoted = (text: string): string => {
  const inner = text.trim();
  return (/^["“„«'‘](?<inner>.*)["”“»'’][.!?]?$/su.exec(inner)?.groups?.inner ?? inner).trim();
};

const mailNoun = '(?:e-?mails?|mails?)(?: messages?)?';
/** Is mail spoken of? */
export const noun = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${mailNoun}|inbox)(?![\\p{L}\\p{N}-])`, 'iu');

const lead = String.raw`(?:(?<det>my|the|that|this|an?|any|all|our|these|those|some)\s+)?`;
const rank = String.raw`(?:(?:very\s+)?(?<latest>last|latest|most recent|newest|recent)\s+)?`;
const kind = String.raw`(?:(?<mark>unread|new|flagged|important|starred)\s+)?`;
const came = String.raw`(?:\s+(?:that\s+|which\s+)?(?:i(?:['’]ve)?\s+(?:have\s+)?(?:got|get|received|had|have)|(?:was |were |has been |have been )?sent(?: to me)?|(?:came|arrived)(?: in)?))?`;
const by = String.raw`(?:\s+(?:from|by)\s+(?<from>.{1,80}?))?`;
const attached = String.raw`(?:\s+(?<attached>with (?:an? |the )?(?:attachments?|files?)))?`;
const topic = String.raw`(?:,?\s+(?:about|regarding|concerning|re|on|with (?:the )?(?:subject|title)(?: line)?|titled|called|entitled)\s+(?<about>.{1,200}?))?`;
const phrase = new RegExp(`^${lead}${rank}${kind}${mailNoun}${came}${by}${attached}${topic}$`, 'iu');
/** "Megan's last email", "alex’s mail about the budget". */
const owned = new RegExp(
  String.raw`^(?:the\s+)?(?<from>[\p{L}][\p{L}\p{M}.'’ -]{0,60}?)['’]s?\s+${rank}${kind}${mailNoun}${attached}${topic}$`,
  'iu',
);
const nobody = /^(?:me|us|you|it|today|yesterday|now|then|everyone|everybody|anyone)$/iu;

export interface MailPhrase extends Which {
  /** One is meant, or any of several: "the", "my", or one of somebody. */
  isDefinite: boolean;
  isSeveral: boolean;
}

/** Which email some words mean; undefined when they mean none. */
export function mailIn(words: string): MailPhrase | undefined {
  const text = words.replace(/^(?:to|of|from|in|on)\s+(?=my|the)/iu, '').trim();
  const found = (phrase.exec(text) ?? owned.exec(text))?.groups;
  if (!found) return undefined;
  const { det = '', latest, mark = '', from: who, attached: files, about: said } = found;
  const from = who && named(who);
  if (who && !from) return undefined;
  const about = said && unquoted(said);
  const isSeveral = /(?:e-?mails|mails|messages)/iu.test(text.replace(/about .*/iu, ''));
  return {
    ...(from ? { from } : {}),
    ...(about ? { about } : {}),
    latest: latest !== undefined && !isSeveral,
    unread: /unread|new/iu.test(mark),
    flagged: /flagged|starred/iu.test(mark),
    withAttachments: files !== undefined,
    isDefinite: /^(?:my|the|that|this)$/iu.test(det) || latest !== undefined || !!from,
    isSeveral,
  };
}

export const whichOf = ({ isDefinite: _, isSeveral: __, ...which }: MailPhrase): Which => which;

/** A name, without what is none. */
function named(words: string): string {
  const name = words.replace(/^(?:my colleague|my friend)\s+/iu, '').trim();
  if (name.split(/\s+/).length > 5 || /(?<![\p{L}])(?:with|to|in|about|since|and|or|on|for)(?![\p{L}])/iu.test(name))
    return '';
  return nobody.test(name) || /(?<![\p{L}])(?:e-?mails?|mails?|messages?|attachments?)(?![\p{L}])/iu.test(name)
    ? ''
    : name;
}

/** "kofi", "Megan and Lee Gu": names, and nothing longer that reads like a sentence. */
export function namesIn(words: string): string[] {
  const names = words
    .split(/\s*(?:,\s*and\b|,|;|&|\band\b)\s*/iu)
    .map((name) => name.replace(/^(?:to|@)\s*/iu, '').trim())
    .filter(Boolean);
  const isName = (name: string) =>
    /^[^\s@,;]+@[^\s@,;]+$/u.test(name) ||
    (/^[\p{L}\p{M}][\p{L}\p{M}.'’\s-]{0,60}$/u.test(name) && name.split(' ').length <= 5);
  return names.length > 0 && names.length <= 50 && names.every(isName) ? names : [];
}

/**
 * The places where a sentence may be cut in two at one of these words, the last first: "forward my email from X to Y".
 * @param joints a regular expression without borders, e.g. 'to|on to'
 */
export function* cuts(words: string, joints: string): Generator<[left: string, right: string]> {
  const found = [...words.matchAll(new RegExp(`\\s+(?:${joints})\\s+`, 'giu'))].reverse();
  for (const joint of found)
    yield [words.slice(0, joint.index).trim(), words.slice(joint.index + joint[0].length).trim()];
}

/** The day by which, or on which: "by Friday" is a stretch from now until then. */
export function dueIn({ spans, now }: Sentence): { due?: string } {
  const [span] = spans;
  if (!span) return {};
  const day = span.start <= now ? span.end.minus({ milliseconds: 1 }) : span.start;
  return { due: day.toISODate()! };
}

/** The words of a sentence without its times. */
export function withoutTimes({ text, marks }: Sentence): string {
  let kept = '';
  let from = 0;
  for (const mark of marks.filter(({ kind: of }) => of === 'time')) {
    kept += `${text.slice(from, mark.from)} `;
    from = mark.to;
  }
  return plain(`${kept}${text.slice(from)}`.replace(/\s+(?:on|at|by|for|until|since|from|in)?\s*$/iu, ''));
}
