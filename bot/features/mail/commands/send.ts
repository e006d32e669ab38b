import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes } from '../scopes.ts';
import { type Wish, wishFor } from '../wish.ts';
import { gistOf, namesIn, plain, unquoted, withoutTimes } from './gist.ts';
import { mailIn } from './mail-phrase.ts';

const mail = '(?:e-?mail|mail)(?: message)?';
const write = '(?:send|write|compose|draft|shoot|drop|prepare|create|start)';
const before =
  '(?:out |over |off )?(?:an?|the|another|one)?\\s*(?:new |quick |short |brief |draft |follow-?up |reminder )*';
/** "send an email to Alex …", "draft an email to Alex …", "write a draft email to …" */
const toSomebody = new RegExp(`^${write}\\s+${before}${mail}\\s+(?:out |over |off )?(?:to|for)\\s+(?<rest>.+)$`, 'iu');
/** "email Alex …", "mail to Alex …" */
const verb = /^(?:e-?mail|mail)\s+(?:to\s+)?(?<rest>.+)$/iu;
/** "write to Alex saying …" */
const toWrite = /^(?:write|drop (?:a )?(?:line|note)|get in touch with) (?:to )?(?<rest>.+)$/iu;
/** "send Alex an email …" */
const somebodyOne = new RegExp(
  `^${write}\\s+(?<to>.{2,120}?)\\s+(?:an?|another)\\s+(?:new |quick |short |brief |follow-?up |reminder |polite |friendly |kind )*${mail}(?<more>.*)$`,
  'iu',
);
/** "let Alex know by email …", "tell Alex via email …" */
const informing =
  /^(?:let|tell|inform|notify|message|contact|write(?: to)?|send (?:it )?to)\s+(?<to>.{2,120}?)(?:\s+know)?\s+(?:by|via|through|over|in|with)\s+(?:sending (?:them|him|her|it)\s+)?(?:an?\s+)?e-?mail(?<more>(?![\p{L}]).*)$/iu;
/** "send an email", "new email": everything is asked for. */
const nothing = new RegExp(
  `^(?:${write}\\s+)?(?:an?\\s+)?(?:new\\s+)?${mail}(?<more>\\s+(?:titled|about|with|called)\\s.+)?$`,
  'iu',
);
const subjectWords =
  '(?:(?:and )?(?:title|name|call) (?:it|the e-?mail|the message)(?: as| with)?|(?:and |with |under |using |use |having |that has |whose )*(?:(?:the|a|as) )?(?:subject|title|heading)(?: line)?(?: of| is| being| as| reading| should be)?|(?:that is |which is )?(?:titled|called|entitled)|about|regarding|re)';
/** What follows the names. */
const ends = new RegExp(
  String.raw`^(?<to>.+?)(?:[,.;?!]?\s+${subjectWords}\s*:?\s+(?<subject>.+?))?(?:,?\s+(?:and\s+)?(?:with\s+)?cc(?: to|ing)?\s*:?\s+(?<cc>.+?))?$`,
  'iu',
);
const copies = /^(?<subject>.+?),?\s+(?:and\s+)?(?:with\s+)?cc(?: to|ing)?\s*:?\s+(?<cc>.+)$/iu;
/** "email" as a noun: other commands'. */
const isNoun = /^(?:from|about|in|of|with|that|which|i|was|is|address|addresses|folder|by)\b/iu;

interface Order {
  to: string[];
  cc: string[];
  subject?: string;
}

function orderIn(words: string, hasText: boolean): Order | undefined {
  const found = toSomebody.exec(words)?.groups?.rest;
  if (found) return namesAnd(found);
  const one = somebodyOne.exec(words)?.groups;
  if (one) return namesAnd(`${one.to}${one.more}`);
  const informed = informing.exec(words)?.groups;
  if (informed) return namesAnd(`${informed.to}${informed.more}`);
  const line = hasText ? toWrite.exec(words)?.groups?.rest : undefined;
  if (line) return namesAnd(line);
  const rest = verb.exec(words)?.groups?.rest;
  if (rest && !isNoun.test(rest)) return namesAnd(rest);
  const bare = nothing.exec(words)?.groups;
  if (!bare || !/^(?:send|write|compose|draft|new|start|create|prepare|an? )/iu.test(words)) return undefined;
  const subject = bare.more?.replace(/^\s+(?:titled|about|with(?: the)? (?:subject|title)|called)\s+/iu, '');
  return { to: [], cc: [], ...(subject ? { subject: unquoted(subject) } : {}) };
}

function namesAnd(rest: string): Order | undefined {
  const { to = '', subject: topic, cc: also } = ends.exec(rest)?.groups ?? {};
  const tail = topic && !also ? copies.exec(topic)?.groups : undefined;
  const names = namesIn(to);
  const cc = namesIn(also ?? tail?.cc ?? '');
  const subject = tail?.subject ?? topic;
  if (names.length === 0) return undefined;
  return { to: names, cc, ...(subject ? { subject: unquoted(subject) } : {}) };
}

/** "email Megan tomorrow at 9: …": a time without a subject it could belong to is when to send it. */
function timeOf({ head, marks }: Sentence, hasSubject: boolean): { at?: string; words?: string } {
  if (!head || hasSubject) return {};
  const [span] = head.spans;
  const times = head.marks.filter(({ kind }) => kind === 'time');
  if (!span || times.length === 0 || marks.length === 0) return {};
  const exact = span.kind === 'instant' || span.kind === 'range' || span.kind === 'part';
  return exact ? { at: span.start.toUTC().toISO()!, words: withoutTimes(head) } : {};
}

export const sendCommand: Command<Wish> = {
  name: 'mail.send',
  title: 'Write and send an email',
  examples: [
    'email Megan: Can we talk at 3?',
    'send an email to Alex titled "Catch up soon?" saying "We have not talked in a while"',
    'draft an email to Pradeep about the budget',
    'email Alex and Lee tomorrow at 9: Good morning',
  ],
  menu: { title: 'email', description: 'Write an email: email Megan: your text' },
  scopes: peopleScopes,
  takesText: true,
  read(sentence) {
    const { words, text, isText } = gistOf(sentence);
    const timed = timeOf(sentence, /\b(?:about|titled|subject|called|regarding)\b/iu.test(words));
    const order = orderIn(timed.words ? plain(timed.words) : words, text !== undefined);
    if (!order) return undefined;
    // "email me my tasks", "email Megan's last message to …" are something else.
    if (text === undefined && (order.to.some((name) => /^(?:me|us)\b/iu.test(name)) || mailIn(words))) return undefined;
    const request = wishFor(sentence.text, {
      what: { kind: 'new' },
      to: order.to.map((name) => ({ name })),
      cc: order.cc.map((name) => ({ name })),
      isDraft: /^(?:draft|prepare)\b|\bdraft\b(?= e?-?mail)/iu.test(words),
      ...(order.subject ? { subject: order.subject.slice(0, 255) } : {}),
      ...(text ? { text } : {}),
      ...(timed.at ? { at: timed.at } : {}),
    });
    return { score: 0.99, request, settled: isText && !timed.at };
  },
  lacks: ({ to }) =>
    to.length === 0 ? { joint: 'to', after: /(?<![\p{L}])(?:e-?mail|mail)(?: message)?(?![\p{L}])/iu } : undefined,
  run: (ctx, wish) => proceed(ctx, wish),
};
