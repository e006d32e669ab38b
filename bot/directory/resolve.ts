import { AideError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { candidatesFor, merged, similarTo } from './candidates.ts';
import { beginningIn, byAddressIn, candidatesIn, namedIn } from './contacts.ts';
import type { Contact, Resolved } from './directory.ts';
import { best, type Candidate, contactOf, fold, isExact, isFull, levelOf, nearest } from './match.ts';

const mostNames = 100;
const longestName = 200;
/** Of equally good people, how many are offered. */
const mostOffered = 8;

const self = /^(me|myself|i)$/i;
const addressed = /^(?:(?<name>[^<>]*)<)?(?<address>[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+?)>?$/;

/** Graph, and whether its token opens the person's contacts. */
export interface Reach {
  graph: Graph;
  contacts: boolean;
}

/** What resolving needs from outside. */
export interface Sources {
  /** Where names are looked for; asked for when one has to be. */
  reach: () => Promise<Reach>;
  me(): Promise<Contact>;
  /** What is remembered under a name (folded) or an address. */
  recall(key: string): Promise<Contact | undefined>;
  remember(key: string, contact: Contact): Promise<void>;
}

/**
 * Names, addresses and 'me' to people, in the order given; two round trips to Graph at most for up to 15
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
  const reach = await sources.reach();
  const found = await candidatesFor(reach.graph, { names: open, addresses: bare, contacts: reach.contacts });
  const answers = new Map<string, Decision>();
  for (const [i, name] of open.entries())
    answers.set(name, decide(name, merged(found.relevant, found.named[i] ?? []), found.contacts));
  await suggest(reach, answers, found.relevant);
  for (const [name, { answer, exact }] of answers)
    if (exact && answer.kind === 'one') await sources.remember(fold(name), answer.contact);
  const looked = new Map(
    bare.map((address, i) => [address, found.addressed[i]?.[0] ?? found.contacts.find((c) => isAt(c, address))]),
  );
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
export async function searchName(name: string, { graph, contacts }: Reach): Promise<Contact[]> {
  check([name]);
  if (fold(name) === '') return [];
  const found = await candidatesFor(graph, { names: [name], contacts });
  const fitting = fittingOf(name, merged(found.relevant, found.named[0] ?? [], found.contacts));
  if (fitting.length > 0) return fitting;
  const [similar = []] = await similarTo(graph, { names: [name], contacts });
  return nearest(name, merged(found.relevant, similar));
}

/** The best fitting first; among equals in the order they came. */
const fittingOf = (name: string, candidates: readonly Candidate[]): Contact[] =>
  candidates
    .map((candidate) => ({ candidate, level: levelOf(name, candidate) }))
    .filter(({ level }) => level > 0)
    .sort((a, b) => b.level - a.level)
    .map(({ candidate }) => contactOf(candidate));

/**
 * The same among the person's contacts alone.
 * @throws AideError invalid_input: longer than 200 characters
 */
export async function searchContacts(name: string, graph: Graph): Promise<Contact[]> {
  check([name]);
  const isAddress = addressed.test(name.trim());
  const requests = isAddress ? byAddressIn([name.trim()]) : [...namedIn([name]), ...beginningIn([name])];
  if (requests.length === 0) return [];
  const candidates = merged(...(await graph.batch(requests)).map(candidatesIn));
  if (isAddress) return candidates.map(contactOf);
  const fitting = fittingOf(name, candidates);
  return fitting.length > 0 ? fitting : nearest(name, candidates);
}

const isAt = (candidate: Candidate, address: string) => candidate.address.toLowerCase() === address.toLowerCase();

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

/** @param colleagues those one works with first @param contacts who is meant where no colleague is, or who is called exactly so */
function decide(name: string, colleagues: readonly Candidate[], contacts: readonly Candidate[]): Decision {
  const ours = best(name, colleagues);
  const alsoContacts = ours.level === 0 || isFull(best(name, contacts).level);
  const { found, level } = alsoContacts ? best(name, merged(colleagues, contacts)) : ours;
  const [only] = found;
  if (!only) return { answer: { kind: 'none', nearest: [] }, exact: false };
  if (found.length === 1) return { answer: { kind: 'one', contact: contactOf(only) }, exact: isExact(level) };
  return { answer: { kind: 'several', contacts: found.slice(0, mostOffered).map(contactOf) }, exact: false };
}

/** For names that nobody has: the nearest among those who begin alike and the people one works with. */
async function suggest(
  { graph, contacts }: Reach,
  answers: Map<string, Decision>,
  relevant: readonly Candidate[],
): Promise<void> {
  const missing = [...answers].filter(([, { answer }]) => answer.kind === 'none').map(([name]) => name);
  if (missing.length === 0) return;
  const similar = await similarTo(graph, { names: missing, contacts });
  for (const [i, name] of missing.entries()) {
    const answer: Resolved = {
      kind: 'none',
      nearest: nearest(name, merged(relevant, similar[i] ?? [])),
      ...(contacts ? {} : { contactsUnread: true }),
    };
    answers.set(name, { answer, exact: false });
  }
}
