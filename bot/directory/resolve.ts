import { AideError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { candidatesFor, merged, similarTo } from './candidates.ts';
import type { Contact, Resolved } from './directory.ts';
import { best, type Candidate, contactOf, fold, isExact, levelOf, nearest } from './match.ts';

const mostNames = 100;
const longestName = 200;
/** Of equally good people, how many are offered. */
const mostOffered = 8;

const self = /^(me|myself|i)$/i;
const addressed = /^(?:(?<name>[^<>]*)<)?(?<address>[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+?)>?$/;

/** What resolving needs from outside. */
export interface Sources {
  graph: () => Graph;
  me(): Promise<Contact>;
  /** What is remembered under a name (folded) or an address. */
  recall(key: string): Promise<Contact | undefined>;
  remember(key: string, contact: Contact): Promise<void>;
}

/**
 * Names, addresses and 'me' to people, in the order given; two round trips to Graph at most for up to 19
 * unknown names (the second only for misspelt ones), none when all are known.
 * @throws AideError invalid_input: more than 100 names, or one longer than 200 characters
 */
export async function resolveNames(names: readonly string[], sources: Sources): Promise<Resolved[]> {
  check(names);
  const known = await Promise.all(names.map((name) => withoutGraph(name, sources)));
  const open = [...new Set(names.filter((_, i) => known[i] === undefined).map((name) => name.trim()))];
  // Addresses can be used as they are. Their names are looked up only when Graph is asked anyway.
  const bare = [
    ...new Set(known.flatMap((r) => (r?.kind === 'one' && r.contact.id === undefined ? r.contact.address : []))),
  ];
  if (open.length === 0) return known as Resolved[];
  const graph = sources.graph();
  const found = await candidatesFor(graph, open, bare);
  const answers = new Map<string, Decision>();
  for (const [i, name] of open.entries()) answers.set(name, decide(name, merged(found.relevant, found.named[i] ?? [])));
  await suggest(graph, answers, found.relevant);
  for (const [name, { answer, exact }] of answers)
    if (exact && answer.kind === 'one') await sources.remember(fold(name), answer.contact);
  const looked = new Map(bare.map((address, i) => [address, found.addressed[i]?.[0]]));
  for (const [address, candidate] of looked)
    if (candidate) await sources.remember(address.toLowerCase(), contactOf(candidate));
  return names.map((name, i) => {
    const before = known[i];
    if (before === undefined) return answers.get(name.trim())!.answer;
    const candidate = before.kind === 'one' ? looked.get(before.contact.address) : undefined;
    return candidate ? { kind: 'one', contact: contactOf(candidate) } : before;
  });
}

/**
 * Everybody whom a name could mean, the best fitting first. One round trip; a second one for a name that fits nobody.
 * @throws AideError invalid_input: longer than 200 characters
 */
export async function searchName(name: string, graph: Graph): Promise<Contact[]> {
  check([name]);
  if (fold(name) === '') return [];
  const found = await candidatesFor(graph, [name], []);
  const fitting = merged(found.relevant, found.named[0] ?? [])
    .map((candidate) => ({ candidate, level: levelOf(name, candidate) }))
    .filter(({ level }) => level > 0)
    .sort((a, b) => b.level - a.level)
    .map(({ candidate }) => contactOf(candidate));
  if (fitting.length > 0) return fitting;
  const [similar = []] = await similarTo(graph, [name]);
  return nearest(name, merged(found.relevant, similar));
}

function check(names: readonly string[]): void {
  const fault =
    names.length > mostNames
      ? `at most ${mostNames} names at once`
      : names.some((n) => n.length > longestName)
        ? `a name is longer than ${longestName} characters`
        : undefined;
  if (fault)
    throw new AideError(
      'invalid_input',
      { userMessage: `Too much to look up: ${fault}.`, remedy: 'Name fewer people, or use a group.' },
      { issues: [{ path: 'names', message: fault }] },
    );
}

async function withoutGraph(written: string, sources: Sources): Promise<Resolved | undefined> {
  const name = written.trim();
  if (self.test(name)) return { kind: 'one', contact: await sources.me() };
  const parts = addressed.exec(name)?.groups;
  if (parts?.address) {
    const address = parts.address.toLowerCase();
    const contact = (await sources.recall(address)) ?? {
      displayName: parts.name?.trim() || parts.address,
      address: parts.address,
    };
    return { kind: 'one', contact };
  }
  if (fold(name) === '') return { kind: 'none', nearest: [] };
  const contact = await sources.recall(fold(name));
  return contact && { kind: 'one', contact };
}

interface Decision {
  answer: Resolved;
  /**
   * Only a name that fits one person exactly is remembered: a beginning that is unique today need not be tomorrow.
   */
  exact: boolean;
}

function decide(name: string, candidates: readonly Candidate[]): Decision {
  const { found, level } = best(name, candidates);
  const [only] = found;
  if (!only) return { answer: { kind: 'none', nearest: [] }, exact: false };
  if (found.length === 1) return { answer: { kind: 'one', contact: contactOf(only) }, exact: isExact(level) };
  return { answer: { kind: 'several', contacts: found.slice(0, mostOffered).map(contactOf) }, exact: false };
}

/** For names that nobody has: the nearest among those who begin alike and the people one works with. */
async function suggest(graph: Graph, answers: Map<string, Decision>, relevant: readonly Candidate[]): Promise<void> {
  const missing = [...answers].filter(([, { answer }]) => answer.kind === 'none').map(([name]) => name);
  if (missing.length === 0) return;
  const similar = await similarTo(graph, missing);
  for (const [i, name] of missing.entries()) {
    const answer: Resolved = { kind: 'none', nearest: nearest(name, merged(relevant, similar[i] ?? [])) };
    answers.set(name, { answer, exact: false });
  }
}
