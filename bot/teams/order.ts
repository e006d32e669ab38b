import type { Here } from '../features/chat.ts';
import type { Registry } from '../features/registry.ts';
import { hasPronoun, withNames } from '../language/pronouns.ts';
import { masked, ownTextAt } from '../language/quotes.ts';
import type { Sentence } from '../language/sentence.ts';
import { bestCommand } from './understand.ts';

/** What a text is taken apart with. */
export interface Composing {
  registry: Registry;
  read(text: string): Sentence;
  here?: Here;
  /** How deep this is in an order in an order: "if …, if …, do this". */
  depth: number;
  /** How much may still be tried: a text can be cut in many ways, and whoever sends one must not keep the server busy. */
  budget: { left: number };
  /** What was understood of the parts so far. */
  known: Map<string, ReturnType<typeof bestCommand>>;
}

/** Is a part of a text composed itself? */
export type Nested = (text: string, deps: Composing) => unknown;

/** Readings of parts: far more than anything that people say needs. */
export const mostReadings = 40;

export function spend(deps: Composing): boolean {
  deps.budget.left -= 1;
  return deps.budget.left >= 0;
}

export function commandFor(text: string, deps: Composing): ReturnType<typeof bestCommand> {
  if (text.length < 3) return undefined;
  if (deps.known.has(text)) return deps.known.get(text);
  const found = spend(deps) ? bestCommand(deps.registry.commands, deps.read(text), deps.here) : undefined;
  deps.known.set(text, found);
  return found;
}

const deepest = 2;

/** Does a command understand it, or is it made of such? */
export const isOrder = (text: string, deps: Composing, composed: Nested): boolean =>
  commandFor(text, deps) !== undefined ||
  (deps.depth < deepest && composed(text, { ...deps, depth: deps.depth + 1 }) !== undefined);

const thingWords =
  /(?<![\p{L}])(?:it|them|those|these|that one|the (?:(?<rank>first|next|second|last|latest|most recent|newest) )?one|that(?=[\s.,!?]*$))(?![\p{L}])/iu;
/** After these "them" are people. */
const toPeople = /(?<![\p{L}])(?:with|to|for|from|ask|tell|email|e-mail|invite|meet|send|give)\s+$/iu;
/** What an order about one thing leaves out when it has just been spoken of: "reply with …", "forward to Megan". */
const bare: [RegExp, string][] = [
  [/^(?:reply|respond|write back)(?=\s+(?:with|saying|by saying|that)(?![\p{L}])|\s*[:,]|\s*$)/iu, ' to it'],
  [/^(?:answer)(?=\s+(?:with|saying|by saying|that)(?![\p{L}])|\s*[:,]|\s*$)/iu, ' it'],
  [/^(?:forward|pass on|send on)(?=\s+to\s)/iu, ' it'],
];

/** "If I have no meeting with Nia, book one": a meeting. */
const another = /^(?<verb>book|schedule|arrange|set up|plan|organi[sz]e|create)\s+one(?![\p{L}])/iu;

const whole = (order: string): string => {
  for (const [pattern, it] of bare) {
    const found = pattern.exec(order);
    if (found) return `${found[0]}${it}${order.slice(found[0].length)}`;
  }
  return order;
};

/** "the last one" of "my meetings tomorrow" is "my last meeting tomorrow". */
const ranked = (thing: string, rank: string | undefined): string =>
  rank ? thing.replace(/^(?<whose>my|the)\s+(?:last\s+)?/iu, `$<whose> ${rank} `) : thing;

/** Who and what was spoken of before, in the place of "them" and "it": "them" can be either, and the likelier order counts. */
export function referred(said: string, names: string | undefined, thing: string | undefined, deps: Composing): string {
  const order = thing ? whole(said.replace(another, '$<verb> a meeting')) : said;
  const person = names && hasPronoun(order) ? withNames(order, names) : undefined;
  const hidden = masked(order);
  const found = thingWords.exec(hidden.slice(0, ownTextAt(hidden)));
  const isPeople = found && /^them$/iu.test(found[0]) && toPeople.test(order.slice(0, found.index));
  const object =
    thing && found && !isPeople
      ? `${order.slice(0, found.index)}${ranked(thing, found.groups!.rank)}${order.slice(found.index + found[0].length)}`
      : undefined;
  if (!object) return person ?? order;
  const score = (text: string | undefined) => (text === undefined ? 0 : (commandFor(text, deps)?.score ?? 0));
  const both = names && hasPronoun(object) ? withNames(object, names) : object;
  return score(both) > score(person) ? both : (person ?? order);
}

/** The order with whoever was spoken of before, when it needs somebody and names nobody. */
export function completed(order: string, names: string | undefined, deps: Composing): string {
  const found = names === undefined ? undefined : commandFor(order, deps);
  const lacks = found?.command.lacks?.(found.request, deps.read(order));
  const hidden = masked(order);
  const place = lacks?.after.exec(hidden.slice(0, ownTextAt(hidden)));
  if (!found || !lacks || !place) return order;
  const at = place.index + place[0].length;
  const whole = `${order.slice(0, at)} ${lacks.joint} ${names}${order.slice(at)}`;
  const better = commandFor(whole, deps);
  return better?.command.name === found.command.name && !better.command.lacks?.(better.request, deps.read(whole))
    ? whole
    : order;
}

const politeness =
  /^(?:(?:please|then|just|also|and)[\s,]+|(?:can|could|would|will) you (?:please )?|i(?: would|['’]d) like (?:you )?to |i want (?:you )?to )+/iu;

/** "can you send …?" is "send …" for who looks at how an order begins; a mark at the end of one's own text is part of it. */
export function withoutPoliteness(order: string): string {
  const plain = order.replace(politeness, '').trim();
  const hidden = masked(plain);
  return ownTextAt(hidden) === hidden.length ? plain.replace(/\?$/u, '').trim() : plain;
}
