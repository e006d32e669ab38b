import type { Fact, Reference } from '../features/chat.ts';
import { mailSpokenOf } from '../language/antecedents.ts';
import { sequencesIn } from '../language/clauses.ts';
import { withoutCourtesy } from '../language/courtesy.ts';
import { hasSender, isName, lastNamed, withNames, withSender } from '../language/pronouns.ts';
import { masked } from '../language/quotes.ts';
import { respelled } from '../language/spelling.ts';
import type { Statement } from '../language/statements.ts';
import { conditionIn, factIn } from './condition.ts';
import { type Composing, commandFor, completed, isOrder, mostReadings, referred, withoutPoliteness } from './order.ts';

/** A fact as it was asked for. */
export interface Asked {
  fact: Fact;
  request: unknown;
  statement: Statement;
}

export interface Condition {
  kind: 'condition';
  /** All of these, or any of them. */
  facts: Asked[];
  join: 'all' | 'any';
  negated: boolean;
  command: string;
  otherwise?: string;
}

/** It has a condition, and nobody knows how to find out whether it is so. */
export interface Unknown {
  kind: 'unknown';
  condition: string;
  command: string;
}

/** A text that is more than one order. Each order in it is a whole sentence that a command understands. */
export type Composed =
  | Condition
  | Unknown
  /** Words in it stand for people who have to be looked up first. `last`: the order is the last sentence; what is before says why. */
  | { kind: 'people'; reference: Reference; request: unknown; from: number; to: number; last: boolean }
  | { kind: 'orders'; orders: string[] }
  /** Nothing is to be done, it is only asked. */
  | { kind: 'question'; asked: Asked };

/** Longer texts have no condition: it would not be read as a whole. */
const longest = 4000;

/** What a text is made of, when it is not one order by itself. Pure. */
export function composedIn(text: string, deps: Pick<Composing, 'registry' | 'read' | 'here'>): Composed | undefined {
  if (text.length > longest) return undefined;
  return composedWith(text, { ...deps, depth: 0, budget: { left: mostReadings }, known: new Map() });
}

/** Longer texts have more in them than an order: they stay as they are. */
const longestPolite = 1000;

/**
 * A text without what only makes it polite, and with slips of a finger mended, when it is understood like that; else as it was said. Texts
 * whose words are the person's own ("remind me to say thank you") stay as they are.
 */
export function plainOrder(
  text: string,
  { registry, read, here }: Pick<Composing, 'registry' | 'read' | 'here'>,
): string {
  const plain = text.length > longestPolite ? text : respelled(withoutCourtesy(text));
  if (plain === text.trim()) return text;
  const deps: Composing = { registry, read, here, depth: 0, budget: { left: mostReadings }, known: new Map() };
  const own = commandFor(text, deps);
  if (own?.command.takesWords) return text;
  const isBetter = (commandFor(plain, deps)?.score ?? 0) >= (own?.score ?? 0);
  return (own === undefined || isBetter) && isOrder(plain, deps, composedWith) ? plain : text;
}

const composedWith = (text: string, deps: Composing): Composed | undefined =>
  conditionIn(text, deps, composedWith) ??
  peopleIn(text, deps) ??
  ordersIn(text, deps) ??
  (deps.depth === 0 ? questionIn(text, deps) : undefined);

function someoneIn(text: string, { registry, read }: Composing) {
  const { now } = read('');
  for (const reference of registry.references) {
    const found = reference.find(text, now);
    if (found) return { reference, ...found };
  }
  return undefined;
}

/** Only in orders that are understood once the people are known. */
function peopleIn(text: string, deps: Composing): Composed | undefined {
  const found = someoneIn(text, deps);
  if (!found) return undefined;
  const { reference, request, from, to } = found;
  const tried = titledAfter(`${text.slice(0, from)}somebody@example.com${text.slice(to)}`, 'title');
  const [whole, last] = [commandFor(tried, deps), commandFor(lastSentenceOf(tried), deps)];
  if (!whole && !last) return undefined;
  return { kind: 'people', reference, request, from, to, last: (last?.score ?? 0) > (whole?.score ?? 0) };
}

/** "with the event name as the title", "title it with the event name": whoever describes the people by a meeting may call the rest after it. */
const eventName =
  "(?:(?:the )?(?:name|title|subject) of the (?:event|meeting)|(?:the (?:event|meeting)(?:['’]s)?|its) (?:name|title|subject))";
const emailTitle = '(?:the |its |a )?(?:e-?mail )?(?:title|subject)(?: line)?';
const afterMeeting = new RegExp(
  [
    `(?:with|using|and)\\s+${eventName} (?:as|for|in) ${emailTitle}`,
    `(?:titled|with the (?:subject|title))\\s+(?:with |as |of )?${eventName}`,
    `(?:[.,;]\\s+|and\\s+)*(?:title|name|call|use) (?:it|the e-?mail|them)?\\s*(?:with |as |after |by )?${eventName}(?: (?:as|for|in) ${emailTitle})?`,
  ].join('|'),
  'iu',
);
export const titledAfter = (text: string, title: string): string =>
  text.replace(
    afterMeeting,
    (_said, at: number) => `${at > 0 && !/\s/u.test(text[at - 1]!) ? ' ' : ''}titled "${title.replaceAll('"', '’’')}"`,
  );

/** The order, once the people are known; sentences before it may only have said why. */
export const orderOf = (text: string, { last }: { last: boolean }): string => (last ? lastSentenceOf(text) : text);

function lastSentenceOf(text: string): string {
  const hidden = masked(text);
  const last = [...hidden.matchAll(/[.?!]\s+(?=\S)/gu)].at(-1);
  return last ? text.slice(last.index + last[0].length) : text;
}

/** What one order looks for only to do the next with it: "find my last email from Alex and forward it to Megan". */
const finding =
  /^(?:find|open|show(?: me)?|get|look up|look for|search for|read|take|pull up)\s+(?<what>(?:my|the|all|any|that)\s.+)$/iu;
const aboutMail = /(?<![\p{L}])(?:e-?mail|mail|message)(?![\p{L}])/iu;
/** "Kofi asked me to send him the last email from Nia" */
const wanted =
  /^(?<who>\p{L}[\p{L}\p{M}'’-]*(?:\s+\p{Lu}[\p{L}\p{M}'’-]*){0,2}) (?:(?:has |just |also )*(?:asked|told|begged)|wants|needs|would like|expects) (?:me|us|you) to (?<order>.{4,})$/iu;

/** What an email shall say, in a sentence of its own. */
const isText = /^(?:please )?(?:tell|say|write|let|ask)(?![\p{L}])[^.?!]*["“„«'‘]\uE000/iu;

function askedFor(text: string, deps: Composing): Composed | undefined {
  const found = wanted.exec(text)?.groups;
  if (!found || !isName(found.who!)) return undefined;
  const order = withNames(found.order!, found.who!);
  return isOrder(order, deps, composedWith) ? { kind: 'orders', orders: [order] } : undefined;
}

function ordersIn(text: string, deps: Composing): Composed | undefined {
  const asked = askedFor(text, deps);
  if (asked) return asked;
  const whole = commandFor(text, deps);
  for (const { first, second, joint } of sequencesIn(text)) {
    const own = commandFor(first, deps);
    const names = lastNamed(first);
    const sought = finding.exec(withoutPoliteness(first))?.groups?.what;
    const plain = withoutPoliteness(second);
    const asksSender = sought !== undefined && aboutMail.test(sought) && hasSender(plain);
    // "Find the email from Sofia … with the sender": the email is only looked for to know whom.
    const rest = asksSender ? withSender(plain, names ?? `the sender of ${sought}`) : plain;
    const told = referred(rest, names, sought ?? mailSpokenOf(first), deps);
    const next = joint === 'sentence' && (own?.score ?? 0) < 0.85 ? completed(told, names, deps) : told;
    const other = isOrder(next, deps, composedWith) ? commandFor(next, deps) : undefined;
    // "I need to answer the email from Nia. Tell her 'Yes'": the second says what the first shall say.
    if (joint === 'sentence' && whole && whole.command.name === own?.command.name && isText.test(masked(plain)))
      continue;
    if (sought && other && (asksSender || next.includes(sought))) return { kind: 'orders', orders: [next] };
    // Sentences before the order may only say why: "I need to talk to Nia. Can you send her an email …"
    const isReason = !own || (own.score < 0.85 && other !== undefined && other.score > own.score);
    if (joint === 'sentence' && isReason && other && next !== rest && other.score > (whole?.score ?? 0))
      return { kind: 'orders', orders: [next] };
    if (!own || !other || next.split(/\s+/u).length < 3) continue;
    // "And" may belong to one order: only two that are sure of themselves, and differ, are two.
    const isSure = own.score >= 0.85 && other.score >= 0.85;
    if (joint !== 'then' && (own.command.takesWords || own.command.name === other.command.name || !isSure)) continue;
    return { kind: 'orders', orders: [first, next] };
  }
  return undefined;
}

const asks =
  /^(?:(?:can|could|would|will) you (?:please )?)?(?:(?:please )?(?:check|see|look|find out|tell me|let me know|verify|confirm)|i (?:want|need|would like) to (?:know|check|see)|did|do|have|has|had|is|are|am|was|were|does)(?![\p{L}])/iu;

/** A question that no command answers, and a fact does: "did I meet Nia this week?" */
function questionIn(text: string, deps: Composing): Composed | undefined {
  if (!asks.test(text.trim()) || commandFor(text, deps)) return undefined;
  const asked = factIn(text, '', deps);
  return asked && { kind: 'question', asked: asked.asked };
}
