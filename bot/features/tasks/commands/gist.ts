import { readSentence } from '../../../language/read.ts';
import { seriesIn } from '../../../language/recurrence.ts';
import type { Sentence, Span } from '../../../language/sentence.ts';
import type { Unrepeatable } from '../../../language/unrepeatable.ts';
import type { Series } from '../repeat.ts';

/** What somebody wrote, taken apart: when, how often, and the words without that. */
export interface Gist {
  /** As written, without times, "please" and the full stop. */
  words: string;
  spans: Span[];
  series?: Series;
  /** It shall repeat as no task can. */
  unrepeatable?: Unrepeatable;
  /** Lines after the first: too much for a title, so they become the note. */
  more?: string;
}

const politeness =
  /^(?:(?:hey|hi|hello|ok|okay|so|and|please|aide)[\s,!]+|(?:can|could|would|will) you (?:please )?|i(?: would|['’]d) like (?:you )?to |i want (?:you )?to |let['’]?s )+/iu;

/** What a task is called: "a weekly task" repeats, and who has to write "the weekly report" does so once. */
const things = /tasks?|to-?dos?|reminders?/u;

/** Where a time was, with the little words before it that belong to it: "due by", "for". */
const gap = '\ue000';
const gaps = new RegExp(`(?:[\\s,]+(?:on|at|by|for|due|from|in|until|till|before|the|is))*[\\s,]*${gap}+`, 'giu');

const known = new WeakMap<Sentence, Gist>();

/** Every command asks it of the same sentence: taken apart once. */
export function gistOf(sentence: Sentence): Gist {
  const gist = known.get(sentence) ?? takeApart(sentence);
  known.set(sentence, gist);
  return gist;
}

function takeApart(sentence: Sentence): Gist {
  const { first, more } = firstLine(sentence);
  const { repetition, end, unrepeatable, plain } = seriesIn(first, things) ?? {};
  // A series is no date: what is left of the sentence is read without it.
  const { text, marks, spans } = ((repetition || unrepeatable) && plain) || first;
  let words = '';
  let at = 0;
  for (const { kind, from, to } of marks) {
    if (kind !== 'time') continue;
    words += `${text.slice(at, from)}${gap}`;
    at = to;
  }
  words = `${words}${text.slice(at)}`
    .replace(gaps, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/\s+(?=[:,.])/gu, '');
  return {
    words: words
      .trim()
      .replace(politeness, '')
      .replace(/[\s,]*(?:,? please)?[.!?]*$/iu, '')
      .trim(),
    spans,
    ...(repetition ? { series: { repetition, ...(end ? { end } : {}) } } : {}),
    ...(unrepeatable ? { unrepeatable } : {}),
    ...(more ? { more } : {}),
  };
}

/** "todo: buy stamps⏎they are cheaper at the post office": what comes after the first line is read by people only. */
function firstLine(sentence: Sentence): { first: Sentence; more?: string } {
  const { original, now } = sentence;
  const lines = original.trim().split(/\r?\n/u);
  const [line = '', ...others] = lines;
  const more = others.join('\n').trim();
  return more && line.length > 3 ? { first: readSentence(line, { now }), more } : { first: sentence };
}

/** Without the quotes around it. */
export const bare = (text: string): string => {
  const inner = text.trim();
  return (/^["“„«‘'](?<inner>[^"“”„«»]*)["”“»’']$/u.exec(inner)?.groups?.inner ?? inner).trim();
};

/** "the deck task" → deck. */
export const named = (text: string): string => {
  const inner = text
    .trim()
    .replace(
      /^(?:(?:the|my|our|this|that|a|an)\s+)?(?:tasks?|to-?dos?|reminders?)\s+(?:called\s+|named\s+|to\s+)?/iu,
      '',
    )
    .replace(/^(?:the|my|our|this|that)\s+/iu, '')
    .replace(/\s+(?:tasks?|to-?dos?|reminders?)$/iu, '');
  return bare(inner || text);
};

/** Is a task spoken of, and nothing else? */
export const noun = /(?<![\p{L}\p{N}-])(?:tasks?|to-?dos?|reminders?)(?![\p{L}\p{N}-])/iu;
/** Things of other features: where they are spoken of, nothing of ours is meant. */
export const foreign =
  /(?<![\p{L}\p{N}])(?:meetings?|appointments?|calls? with|calendar|agenda|events?|invitations?|invites?|files?|folders?|documents?|channels?|chats?|posts?|messages?|sites?|teams?|emails?|mails?|rooms?)(?![\p{L}\p{N}])/iu;

/** The first letter large, as To Do's own clients write it. */
export const sentenceCase = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
