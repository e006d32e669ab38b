import type { DateTime } from 'luxon';
import { z } from 'zod';
import { card, execute, text as paragraph } from '../chat/cards.ts';
import { type Unclear, whoReply } from '../chat/who.ts';
import type { Clock } from '../clock.ts';
import { AideError } from '../errors.ts';
import type { Finding, Reply } from '../features/chat.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence } from '../language/sentence.ts';
import {
  type Asked,
  type Composed,
  type Condition,
  composedIn,
  orderOf,
  plainOrder,
  titledAfter,
  type Unknown,
} from './compose.ts';
import { here } from './here.ts';
import { sayButton, sayVerb } from './problems.ts';
import { sayingOf } from './said.ts';
import type { Turn } from './turn.ts';
import { clientNow, nowOf, readingOf } from './understand.ts';
import { type Wish, wish } from './wish.ts';

/** What comes of a text that is more than one order: an answer, or orders that are carried out one after the other. */
export type Decided = { name: string } & ({ reply: Reply } | { orders: string[]; because?: string });

export interface ComposedDeps {
  registry: Registry;
  readSentence: ReadSentence;
  clock: Clock;
}

/**
 * Conditions are looked up, and people who were only described ("everybody in my next meeting"); then there are whole sentences, each of
 * which is understood like any other. undefined: the text is one order by itself.
 */
export async function decide(deps: ComposedDeps, turn: Turn, said: string): Promise<Decided | undefined> {
  const composing = (now: DateTime) => ({
    registry: deps.registry,
    read: readingOf(deps, turn, now),
    here: turn.here,
  });
  const composedAt = (now: DateTime) => composedIn(text, composing(now));
  // First in the zone of the person's client, as it is done for a single order.
  const clientTime = await clientNow(deps, turn);
  const text = plainOrder(said, composing(clientTime));
  const composed = composedAt(clientTime);
  if (!composed) return text === said ? undefined : { name: 'order', orders: [text] };
  if (composed.kind === 'orders') return { name: 'orders', orders: composed.orders };
  if (composed.kind === 'unknown') return { name: 'condition', reply: await notKnown(deps.registry, turn, composed) };
  const scopes =
    composed.kind === 'people'
      ? composed.reference.scopes
      : [...new Set(factsOf(composed).flatMap(({ fact }) => fact.scopes))];
  const context = turn.open(scopes);
  const settled = composedAt(await nowOf(context, { scopes })) ?? composed;
  if (settled.kind === 'people') {
    const { addresses, title } = await settled.reference.resolve(context, settled.request);
    const whole = `${text.slice(0, settled.from)}${addresses.join(', ')}${text.slice(settled.to)}`;
    return { name: settled.reference.name, orders: [orderOf(titledAfter(whole, title), settled)] };
  }
  if (settled.kind === 'question') {
    const found = await settled.asked.fact.check(context, settled.asked.request);
    const reply =
      'unclear' in found ? await whoIsIt(turn, text, found.unclear) : { private: true, text: found.because };
    return { name: settled.asked.fact.name, reply };
  }
  if (settled.kind !== 'condition') return undefined;
  const found = await look(context, settled);
  if ('unclear' in found) return { name: 'condition', reply: await whoIsIt(turn, text, found.unclear) };
  const { holds, because } = found;
  const order = holds ? settled.command : settled.otherwise;
  if (order !== undefined) return { name: 'condition', orders: [order], because };
  return { name: 'condition', reply: await leftReply(turn, settled.command, because) };
}

const factsOf = (composed: Extract<Composed, { kind: 'condition' | 'question' }>): Asked[] =>
  composed.kind === 'question' ? [composed.asked] : composed.facts;

/** Looks until it is decided: after a fact that is not so, "and" needs no further one. */
async function look(
  ctx: ReturnType<Turn['open']>,
  { facts, join, negated }: Condition,
): Promise<{ holds: boolean; because: string } | { unclear: Unclear }> {
  const because: string[] = [];
  let so = join === 'all';
  for (const { fact, request, statement } of facts) {
    const found = await fact.check(ctx, request);
    if ('unclear' in found) return found;
    because.push(found.because);
    so = isSo(found, statement);
    if (so === (join === 'any')) break;
  }
  return { holds: so !== negated, because: because.join(' ') };
}

function isSo({ count }: Finding, { negated, amount }: Asked['statement']): boolean {
  const { least = amount?.most === undefined ? 1 : 0, most = Number.POSITIVE_INFINITY } = amount ?? {};
  return (count >= least && count <= most) !== negated;
}

/** What was not done, why, and a button that does it all the same. It may tell of one's calendar and mail: for the person alone. */
async function leftReply(turn: Turn, command: string, because: string): Promise<Reply> {
  const text = `${because} So I left it.`;
  return {
    private: true,
    text,
    card: card({
      title: 'I left it as it is',
      body: [because, `I did not: ${command}`],
      actions: [execute('Do it all the same', sayVerb, await sayingOf(turn, command))],
      fallbackText: `${text}\nI did not: ${command}`,
    }),
  };
}

/** What was asked for besides something that could not be done: whether it still makes sense, the person knows. */
export async function restReply(turn: Turn, orders: string[]): Promise<Reply> {
  const rest = orders.join('. Then ');
  return {
    text: `So I left the rest as well: ${rest}`,
    card: card({
      title: 'I left the rest as well',
      body: [rest],
      actions: [execute('Do it all the same', sayVerb, await sayingOf(turn, rest))],
    }),
  };
}

/** Nothing is done on a condition that cannot be looked up; what can be is told. */
async function notKnown({ facts }: Registry, turn: Turn, { condition, command }: Unknown): Promise<Reply> {
  const can = facts.map(({ title }) => title);
  const text = `I do not know how to find out whether this is so: “${condition}”. I did nothing.`;
  return {
    text,
    card: card({
      title: 'I cannot look that up',
      body: [text, `I can look up ${can.join('; ')}.`],
      actions: [execute('Do it without that', sayVerb, await sayingOf(turn, command)), sayButton('Help', 'help')],
    }),
  };
}

/** The verb of the answer to "which Nia do you mean?", asked for the sake of a condition. */
export const whoVerb = 'sentence.who';
const contacts = z.array(z.looseObject({ displayName: z.string(), address: z.string() }));
export const whoData = z.object({ draft: z.string().min(8).max(64), address: z.string().max(320) });
const whoDraft = z.object({ wish, files: here.shape.files, name: z.string(), contacts });

async function whoIsIt(turn: Turn, text: string, unclear: Unclear): Promise<Reply> {
  const kept: z.input<typeof whoDraft> = {
    wish: { kind: 'sentence', text },
    files: turn.here.files,
    name: unclear.name,
    contacts: unclear.contacts as z.input<typeof contacts>,
  };
  const draft = await turn.open([]).drafts.put(kept);
  return whoReply(unclear, whoVerb, { draft });
}

/** Remembers who is meant by the name. @returns what was said, to be said again @throws AideError expired, invalid_input */
export async function answeredWho(turn: Turn, { draft, address }: z.output<typeof whoData>): Promise<Wish> {
  const ctx = turn.open([]);
  const found = await ctx.drafts.get(draft, whoDraft);
  if (!found)
    throw new AideError('expired', {
      userMessage: 'This card is too old, or it is somebody else’s. Nothing was changed.',
      remedy: 'Say again what you want.',
    });
  const chosen = found.contacts.find((contact) => contact.address === address);
  if (!chosen)
    throw new AideError('invalid_input', {
      message: 'somebody who was not offered',
      userMessage: 'I cannot use what this card sent.',
      remedy: 'Press one of its buttons, or say again what you want.',
    });
  await ctx.directory.remember(found.name, chosen);
  if (turn.here.files.length === 0) turn.here.files.push(...found.files);
  return found.wish;
}

/** An answer with what it is given for in front. */
export function withReason(reply: Reply, because: string | undefined): Reply {
  if (!because) return reply;
  const text = `${because} ${reply.text}`;
  if (!reply.card) return { ...reply, private: true, text };
  const [title, ...body] = reply.card.body;
  return {
    ...reply,
    private: true,
    text,
    card: {
      ...reply.card,
      fallbackText: `${because}\n${reply.card.fallbackText}`,
      body: [...(title === undefined ? [] : [title]), paragraph(because, { isSubtle: true }), ...body],
    },
  };
}
