import type { Sentence, Span } from '../../../language/sentence.ts';
import type { Here } from '../../chat.ts';
import { mentionsAsked } from '../mentions.ts';
import { answerTo, messageOfLink } from '../message-link.ts';
import type { WantedMention, WantedPlace, Wish } from '../wish.ts';

/** Polite words before the verb. */
const polite =
  /^(?:(?:hey|hi|hello|ok|okay|please|pls|kindly|just|now|aide|can you|could you|would you|will you|i(?:'d| would) like (?:you )?to|i want (?:you )?to|let'?s)[,!]?\s+)+/iu;

export interface Order {
  /** What comes after the verb, without times and polite words. */
  rest: string;
  verb: string;
  /** With text of its own after a colon or line break. */
  body: string | undefined;
  spans: Span[];
  /** In quotes, or after "about". */
  title: string | undefined;
}

/**
 * The order in a sentence: its first words and, before the colon, its times. Times in the text are text.
 * @param verbs a regular expression without borders, the first words of the sentence
 */
export function orderOf(sentence: Sentence, verbs: string): Order | undefined {
  const head = sentence.head ?? sentence;
  const plain = withoutTimes(head).replace(polite, '').trim();
  const found = new RegExp(`^(${verbs})(?![\\p{L}\\p{N}])\\s*,?\\s*`, 'iu').exec(plain);
  if (!found) return undefined;
  return {
    verb: found[1]!.toLowerCase(),
    rest: plain.slice(found[0].length).trim(),
    body: sentence.body,
    spans: head.spans,
    title: head.title,
  };
}

/** The text with its times taken out. */
export function withoutTimes({ text, marks }: Sentence): string {
  let kept = '';
  let from = 0;
  for (const mark of marks.filter((m) => m.kind === 'time')) {
    kept += `${text.slice(from, mark.from)} `;
    from = mark.to;
  }
  return `${kept}${text.slice(from)}`.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
}

const quoted = /["“„«]([^"“”„«»]{1,300})["”“»]|(?<![\p{L}\p{N}])'([^']{1,300})'(?![\p{L}\p{N}])/u;
const subject =
  /(?:,?\s*(?:and\s+)?(?:with|under)\s+(?:the\s+|a\s+)?(?:subject|title|headline|heading)(?:\s+line)?\s+|,?\s+(?:titled|called|headed)\s+)(?:["“']([^"“”']{1,255})["”']|([^,;]{1,255}?)(?=$|[,;]|\s+(?:in|to|as|and)\s))/iu;
const about = /,?\s*(?:about|regarding)\s+([^,;]{1,255}?)(?=$|[,;]|\s+(?:in|to|into|as|and mention)\s)/iu;
const weight =
  /,?\s*(?:and\s+)?(?:with\s+|as\s+|mark(?:ed)?\s+(?:it\s+)?(?:as\s+)?|an?\s+)?(?:(urgent(?:ly)?)|(high[\s-](?:importance|priority)|important))(?=$|[\s,;])/iu;
const notify =
  /(?:,?\s*(?:and|while|with)?\s*(?:please\s+)?(?:mention(?:ing)?|notify(?:ing)?|tag(?:ging)?|cc)\s+)(.{1,300}?)(?=$|\s*,?\s+(?:with|in|into|to|as)\s)/iu;

export interface Details {
  /** What is left: what to post, and where. */
  rest: string;
  subject?: string;
  importance: Wish['importance'];
  mentions: WantedMention[];
}

/** Takes subject, importance and mentions out of an order. */
export function detailsOf(order: Order): Details {
  let { rest } = order;
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest);
    if (found)
      rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.replace(/\s+/g, ' ').trim();
    return found;
  };
  const named = take(subject);
  const topic = named || order.body === undefined ? undefined : take(about);
  const title = named?.[1] ?? named?.[2] ?? topic?.[1];
  const told = take(notify);
  const weighs = take(weight);
  return {
    rest: rest.replace(/^[,;\s]+|[,;\s]+$/g, ''),
    ...(title ? { subject: title.replace(/^["“']|["”']$/g, '').trim() } : {}),
    importance: weighs?.[1] ? 'urgent' : weighs ? 'high' : 'normal',
    mentions: told ? mentionsAsked(told[1]!) : [],
  };
}

/** Words for the message itself that say nothing: "post this in …", "post a message in …". */
const nothing =
  /^(?:(?:this|that|it|the following|following|something|(?:(?:a|an|the|this|my|another|new|short|quick)\s+)*(?:message|messages|announcement|update|note|post|text|news|reminder|word|question|info|information))\s*(?:there|now)?)?$/iu;

/** What to say and where: "hello everyone | in the Sales channel". The place begins at the first "in" when nothing is said before, else at the last. */
export function split(rest: string): { object: string; place?: string; toSomebody?: boolean } {
  const quote = quoted.exec(rest);
  if (quote) {
    const around = split(`${rest.slice(0, quote.index)} ${rest.slice(quote.index + quote[0].length)}`.trim());
    return { ...around, object: quote[1] ?? quote[2] ?? '' };
  }
  const words = /(?:^|\s)(?:in(?:to|side)?|to|on|at)\s+/giu;
  const places = [...rest.matchAll(words)];
  const here = /(?:^|\s)(here)$/iu.exec(rest);
  if (here) {
    const object = rest.slice(0, here.index).trim();
    return { object: nothing.test(object) ? '' : object, place: 'here' };
  }
  const first = places.find((found) => nothing.test(rest.slice(0, found.index).trim()));
  const at = first ?? places.at(-1);
  if (!at) return { object: nothing.test(rest) ? '' : rest };
  const object = rest.slice(0, at.index).trim();
  return {
    object: nothing.test(object) ? '' : object,
    place: rest.slice(at.index + at[0].length).trim(),
    // "to Megan": a name, and no word for a place.
    toSomebody: /^\s*to\s/iu.test(at[0]) && /^(?:\p{Lu}|me\b|my\b)/u.test(rest.slice(at.index + at[0].length).trim()),
  };
}

const thisPlace = /^(?:here|(?:this|the)\s+(?:channel|chat|thread|conversation|group)(?:\s+here)?)$/iu;
const person = /^(?:(?:my|the|a)\s+)?(?:chat|dm|conversation)\s+with\s+(.+)$/iu;

/** Where somebody wants to write. A place that is "here" is known already. */
export function placeOf(words: string | undefined, here: Here | undefined): Pick<Wish, 'place' | 'to'> {
  const said = (words ?? '')
    .replace(/^(?:the|our)\s+/iu, '')
    .replace(/[.!?]+$/u, '')
    .trim();
  if (thisPlace.test(words ?? '') && here) {
    const to = targetHere(here);
    if (to) return { to };
  }
  if (said === '' || thisPlace.test(words ?? '')) return { place: { kind: 'channel', words: '' } };
  const link = linkIn(said);
  if (link) return { to: link };
  const names = person.exec(words ?? '')?.[1];
  if (names) return { place: { kind: 'people', names: namesIn(names) } };
  return {
    place: {
      kind: /(?:^|\s)(?:chat|group)$/iu.test(said) || /(?:^|\s)chat\s/iu.test(said) ? 'chat' : 'channel',
      words: said,
    },
  };
}

/** The message whose link stands in a text. */
export const messageIn = (text: string) => {
  const link = /https?:\/\/\S+/iu.exec(text)?.[0];
  return link === undefined ? undefined : messageOfLink(link.replace(/[.,;)\]]+$/, ''));
};

export const linkIn = (text: string) => {
  const message = messageIn(text);
  return message && answerTo(message);
};

/** Where it was said; the personal chat with Aide is not a place to write to others. */
export function targetHere(here: Here): Wish['to'] {
  if (here.type === 'channel' && here.teamId)
    return { kind: 'channel', teamId: here.teamId, channelId: here.conversationId };
  return here.type === 'groupChat' ? { kind: 'chat', chatId: here.conversationId, name: 'this chat' } : undefined;
}

export const namesIn = (text: string): string[] =>
  text
    .split(/\s*(?:,|;|&|\band\b)\s*/iu)
    .map((name) => name.replace(/^@/, '').trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 19);

/** The one time that was named; a day alone has to be completed. */
export function timeOf(spans: readonly Span[]): Pick<Wish, 'at' | 'day'> {
  const [span] = spans;
  if (!span) return {};
  const exact = span.kind === 'instant' || span.kind === 'range' || span.kind === 'part';
  return exact ? { at: span.start.toUTC().toISO()! } : { day: span.start.toFormat('yyyy-MM-dd') };
}

export const wishFor = (sentence: Pick<Sentence, 'text'>, more: Partial<Wish> & { place?: WantedPlace }): Wish => ({
  text: '',
  importance: 'normal',
  mentions: [],
  sentence: sentence.text,
  ...more,
});
