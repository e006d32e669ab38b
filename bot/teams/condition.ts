import { type Conditional, conditionalsIn } from '../language/clauses.ts';
import { pastIn } from '../language/past.ts';
import { hasPronoun, lastNamed, withNames } from '../language/pronouns.ts';
import { masked } from '../language/quotes.ts';
import { statementOf } from '../language/statements.ts';
import type { Asked, Condition, Unknown } from './compose.ts';
import {
  type Composing,
  commandFor,
  completed,
  isOrder,
  type Nested,
  referred,
  spend,
  withoutPoliteness,
} from './order.ts';

/** A text as a condition and what shall be done then, each with whom and what was spoken of before in it. Pure. */
export function conditionIn(text: string, deps: Composing, composed: Nested): Condition | Unknown | undefined {
  let unknown: Unknown | undefined;
  let failed: Unknown | undefined;
  for (const conditional of conditionalsIn(text)) {
    // In "send Nia an email unless she has written" the command names her first.
    const before =
      lastNamed(conditional.context) ?? (conditional.context === '' ? lastNamed(conditional.command) : undefined);
    const timed = withTime(conditional.condition, conditional.command, deps);
    const said = before && hasPronoun(timed) ? withNames(timed, before) : timed;
    const asked = factsIn(said, conditional.context, deps);
    if (!asked && (unknown || !conditional.certain)) continue;
    const names = asked?.names ?? lastNamed(said) ?? before;
    const named = (order: string) => completed(referred(order, names, asked?.thing, deps), names, deps);
    const command = named(withoutPoliteness(withTime(conditional.command, said, deps, inOrder)));
    if (!isOrder(command, deps, composed)) {
      if (conditional.certain) failed ??= { kind: 'unknown', condition: conditional.condition, command };
      continue;
    }
    if (!asked) {
      unknown = { kind: 'unknown', condition: conditional.condition, command };
      continue;
    }
    const { facts, join } = asked;
    return {
      kind: 'condition',
      facts,
      join,
      negated: conditional.negated,
      command,
      ...otherwiseOf(conditional, named, deps, composed),
    };
  }
  return unknown ?? (failed && isOrdered(text, deps) ? failed : undefined);
}

/** Would the whole be taken for an order, condition and all? Then it is better not understood than done in any case. */
function isOrdered(text: string, deps: Composing): boolean {
  const found = commandFor(text, deps);
  return found !== undefined && !found.command.takesWords && !found.command.takesText;
}

function otherwiseOf(
  { otherwise }: Conditional,
  named: (order: string) => string,
  deps: Composing,
  composed: Nested,
): { otherwise?: string } {
  const order = otherwise && named(withoutPoliteness(otherwise));
  return order && isOrder(order, deps, composed) ? { otherwise: order } : {};
}

const atTheEnd = /(?<![\p{L}])(?:then|at that time|at the time)(?=[\s?.!]*$)/iu;
const inOrder =
  /(?<![\p{L}])(?:(?<!(?:^|[,;.])\s*)then|at that time|at the same time|(?:on )?that (?:same )?day)(?=[\s?.!]*$|\s+(?:called|titled|named|with|about|and)(?![\p{L}]))/iu;

/** "… tomorrow at 10 unless I'm busy then", "if I'm free at 10, book it then": the time that the other part says. */
function withTime(text: string, other: string, { read }: Composing, then = atTheEnd): string {
  const found = then.exec(masked(text));
  if (!found) return text;
  const times = read(other).spans.map(({ text: words }) => words);
  const said = times.join(' ');
  return said ? `${text.slice(0, found.index)}${said}${text.slice(found.index + found[0].length)}` : text;
}

/** One fact, or several with "and" or "or" between them. */
function factsIn(said: string, context: string, deps: Composing) {
  const only = factIn(said, context, deps);
  if (only) return { facts: [only.asked], join: 'all' as const, names: listed(only.names), thing: only.thing };
  for (const [word, join] of [
    [' and ', 'all'],
    [' or ', 'any'],
  ] as const) {
    const parts = said.split(new RegExp(`,?${word}(?:if |that |whether )?`, 'iu'));
    if (parts.length < 2 || parts.length > 4) continue;
    const first = factIn(parts[0]!, context, deps);
    if (!first) continue;
    const names = listed(first.names);
    // "I haven't met Nia and she hasn't emailed me in the past 5 days": the time is said once, for both.
    const { now } = deps.read('');
    const shared = pastIn(parts.at(-1)!, now)?.words;
    const whole = (part: string) => (shared && !pastIn(part, now) ? `${part} ${shared}` : part);
    const found = parts.map((part) => factIn(named(whole(part), names), context, deps));
    if (found.every((fact) => fact !== undefined))
      return { facts: found.map(({ asked }) => asked), join, names, thing: first.thing };
  }
  return undefined;
}

const named = (text: string, names: string | undefined): string =>
  names && hasPronoun(text) ? withNames(text, names) : text;
const listed = (names: string[]): string | undefined =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];

export function factIn(
  said: string,
  context: string,
  deps: Composing,
): { asked: Asked; names: string[]; thing?: string } | undefined {
  if (!spend(deps)) return undefined;
  const { registry, read } = deps;
  const statement = statementOf(said, context, read);
  if (!statement) return undefined;
  let best: { score: number; asked: Asked; names: string[]; thing?: string } | undefined;
  for (const fact of registry.facts) {
    const mine = fact.read(statement);
    if (mine && mine.score > (best?.score ?? 0)) best = { ...mine, asked: { fact, request: mine.request, statement } };
  }
  return best;
}
