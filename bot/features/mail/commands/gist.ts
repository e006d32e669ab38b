import { masked, quotationsIn } from '../../../language/quotes.ts';
import { headAndBody } from '../../../language/read.ts';
import type { Sentence } from '../../../language/sentence.ts';

const politeness =
  /^(?:(?:hey|hi|hello|ok|okay|so|and|please|pls|kindly|just|aide|also|then)[\s,!]+|(?:can|could|would|will) you (?:please )?|i(?: would|['’]d) like (?:you )?to |i want (?:you )?to |i need (?:you )?to |i have to |go ahead and |let['’]?s )+/iu;

/** Without "please" and the mark at the end. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(politeness, '')
    .replace(/[\s,]*(?:,? please|,? thanks|,? thank you|,? for me)?[.!?]*$/iu, '')
    .trim();

/** An order about mail: its words, without what it says itself, and that text. */
export interface Gist {
  words: string;
  /** What shall be written: after a colon, or after "saying". */
  text?: string;
  /** Nothing in the text is a time or a question to be settled. */
  isText: boolean;
}

const bodyNoun = '(?:text|body|message|content|contents|words?|wording)';
const somebody = String.raw`(?:them|him|her|it|everyone|everybody|\S+)`;
/** "… and ask them to prepare", "…, asking for the numbers": what they are asked is what it says. */
const asking = String.raw`(?:(?:and|to)\s+ask ${somebody}\s+(?:to|for)|asking(?: ${somebody})?\s+(?:to|for))`;
const saying = new RegExp(
  String.raw`(?:[,;]?|[.?!]\s+(?:please|and|(?:can|could|will|would) you(?: please)?))\s+(?:(?:that\s+|which\s+|by\s+|and\s+)?(?:says|said|saying|reads|reading|telling ${somebody}(?: that)?)|(?:and\s+)?(?:to\s+)?(?:say|tell ${somebody}|let ${somebody} know|inform ${somebody})(?:\s+that)?|(?:with|and|using|has|having|,)\s*(?:the |a |as )?(?:e-?mail )?${bodyNoun}(?: of| that says| saying| being| is| should be| should say)?|(?:(?:and|the|a)\s+)*(?:e-?mail )?${bodyNoun}(?: of| is| should be| should say)?(?=\s*:?\s+["“‘'«„])|that(?=\s+["“‘'«„])|with (?:the |a )?(?:comment|note)(?: saying)?|${asking})\s*[:,]?\s+(?=\S)`,
  'isu',
);
/** "subject: Hello, body: How are you?" */
const labelled = new RegExp(
  String.raw`^(?<head>.{3,300}?)[,;.]?\s+(?:with\s+)?(?:the\s+)?(?:subject|title)(?: line)?\s*[:=]\s*(?<subject>.{1,255}?)[,;.]?\s+(?:and\s+)?(?:with\s+)?(?:the\s+)?${bodyNoun}\s*[:=]\s*(?=\S)`,
  'isu',
);
/** "… and 'See you there' in the email" */
const within = new RegExp(
  String.raw`,?\s+(?:and|with|put|write)\s+(?=["“„«'‘]\uE000+\S\s+(?:in|as|for|inside) (?:the |its )?(?:e-?mail|${bodyNoun})(?: ${bodyNoun})?[\s.!?]*$)`,
  'isu',
);
const byMail = /\s+(?:by|via|in|as|through)\s+(?:an?\s+)?e-?mail(?![\p{L}])/iu;
/** "send 'Are you free?' to Alex by email" */
const sending =
  /^(?:(?:can|could|will|would) you |please )*(?:send|write|e-?mail)\s+(?<text>["“„«'‘]\uE000+["”“»'’])\s+(?<rest>to\s+(?=.*(?<![\p{L}])e-?mail(?![\p{L}])).+)$/isu;

const tailNoun = new RegExp(
  String.raw`^\s*(?:in|as|for|inside) (?:the |its )?(?:e-?mail|${bodyNoun})(?: ${bodyNoun})?`,
  'iu',
);

const known = new WeakMap<Sentence, Gist>();

/** Every command asks it of the same sentence: taken apart once. */
export function gistOf(sentence: Sentence): Gist {
  const gist = known.get(sentence) ?? takeApart(sentence);
  known.set(sentence, gist);
  return gist;
}

/** Longer heads are no order. */
const longestHead = 400;

function takeApart({ original, text, head, body }: Sentence): Gist {
  const whole = original.slice(0, 100_000).trim();
  const hidden = masked(whole);
  const said = labelled.exec(hidden);
  if (said) {
    const { head: order = '', subject = '' } = said.groups!;
    const start = said[0].indexOf(subject, order.length);
    const title = unquoted(whole.slice(start, start + subject.length));
    return {
      words: `${plain(whole.slice(0, order.length))} titled "${title}"`,
      ...bodyFrom(whole.slice(said[0].length)),
    };
  }
  const quoted = sending.exec(hidden)?.groups;
  if (quoted) {
    const own = whole.slice(hidden.indexOf(quoted.text!), hidden.indexOf(quoted.text!) + quoted.text!.length);
    const rest = whole.slice(-quoted.rest!.length).replace(byMail, '');
    return { words: plain(`send an email ${rest}`), text: unquoted(own), isText: true };
  }
  const found = saying.exec(hidden.slice(0, longestHead + 100)) ?? within.exec(hidden.slice(0, longestHead + 100));
  const colon = headAndBody(hidden).head?.length ?? Number.POSITIVE_INFINITY;
  // "email Megan: he keeps saying …": the colon comes first.
  if (found && found.index >= 3 && found.index <= longestHead && found.index <= colon) {
    const { text: own, rest } = bodyFrom(whole.slice(found.index + found[0].length));
    return { words: plain(`${whole.slice(0, found.index)} ${rest}`), text: own, isText: true };
  }
  if (head && body !== undefined && colon < Number.POSITIVE_INFINITY)
    return { words: plain(head.text), text: body, isText: true };
  return { words: plain(text), isText: false };
}

/** What shall be written, as typed; what is in quotation marks ends with them, and the order may go on: "saying 'Hi' with the subject 'S'". */
function bodyFrom(text: string): { text: string; rest: string; isText: true } {
  const [first] = quotationsIn(text.trimStart());
  if (first?.from !== 0) return { text: unquoted(text), rest: '', isText: true };
  const rest = text.trimStart().slice(first.to).replace(tailNoun, '');
  // What begins with a quotation and goes on is all of it the text: "'Fine' is what he said".
  const isOrder =
    /^[\s.,;!?]*$|^[\s,;.]*(?:and |with |under |titled |called |subject|cc |to |tomorrow|today|on |at |please)/iu.test(
      rest,
    );
  return isOrder
    ? { text: first.inner, rest: rest.trim().replace(/^[.,;!?]+$/u, ''), isText: true }
    : { text: text.trim(), rest: '', isText: true };
}

/** Without the quotes around it; apostrophes within are no quotes. */
export const unquoted = (text: string): string => {
  const inner = text.trim();
  return (/^["“„«'‘](?<inner>.*)["”“»'’][.!?]?$/su.exec(inner)?.groups?.inner ?? inner).trim();
};

/** "kofi", "Megan and Lee Gu": names, and nothing longer that reads like a sentence. */
export function namesIn(words: string): string[] {
  const names = words
    .split(/\s*(?:,\s*and\b|,|;|&|\band\b)\s*/iu)
    .map((name) => name.replace(/^(?:to|@)\s*/iu, '').trim())
    // "… to alex@example.com. Title it …": the mark is the sentence's.
    .map((name) => name.replace(/(?<=@[^\s@]+)[.,;:!?]+$/u, ''))
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
  // Plain first: of a long run of spaces the rest would be looked for from each of them.
  return plain(`${kept}${text.slice(from)}`).replace(/ (?:on|at|by|for|until|since|from|in)$/iu, '');
}
