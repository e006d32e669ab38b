import { distance } from 'fastest-levenshtein';
import { card } from '../../chat/cards.ts';
import { names } from '../../chat/names.ts';
import { line } from '../../chat/parts.ts';
import type { ReceivedFile, Reply } from '../../features/chat.ts';
import type { Registry } from '../../features/registry.ts';
import { sayButton } from '../problems.ts';
import { type BuiltIn, phraseOf } from './builtin.ts';

/** No dead end: the three things that Aide can do which come nearest to what was written. */
export function nearestReply(registry: Registry, builtIns: BuiltIn[], said: string): Reply {
  const near = nearest(candidates(registry, builtIns), said, 3);
  return {
    text: `I did not understand that. Did you mean: ${near.map((n) => `“${n}”`).join(', ')}? Or say “help”.`,
    card: card({
      title: 'I did not understand that',
      body: ['Say it in other words, or choose one of these:'],
      actions: [...near.map((n) => sayButton(n, n)), ...(near.includes('help') ? [] : [sayButton('Help', 'help')])],
      fallbackText: `I did not understand that. Did you mean: ${near.join(', ')}? Or say "help".`,
    }),
  };
}

/** A file without a word, which nobody knows what to do with. */
export const fileReply = (files: ReceivedFile[]): Reply => ({
  text: `I have seen ${names(files.map((f) => line(f.name)))}, and did nothing. Send it again and write what I should do with it, or say “help”.`,
});

interface Candidate {
  /** What would be said. */
  sentence: string;
  /** What is compared. */
  wordings: string[];
}

const candidates = (registry: Registry, builtIns: BuiltIn[]): Candidate[] => [
  ...registry.commands
    .filter((c) => c.examples.length > 0)
    .map((c) => ({ sentence: c.examples[0] ?? '', wordings: [...c.examples, c.title] })),
  ...builtIns.map((b) => ({ sentence: b.phrases[0] ?? '', wordings: b.phrases })),
];

/** Bounded: only the first 120 characters are compared. */
export function nearest(all: Candidate[], said: string, top: number): string[] {
  const short = phraseOf(said.slice(0, 80)) || said.slice(0, 80).toLowerCase();
  return all
    .map(({ sentence, wordings }) => ({
      sentence,
      score: Math.max(...wordings.map((w) => likeness(short, w.toLowerCase()))),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, top)
    .map(({ sentence }) => sentence);
}

/** 0 to 1: the better of shared words and of letters, so that both "book meetng" and "meeting please book" are near "book a meeting". */
function likeness(a: string, b: string): number {
  const [left, right] = [tokens(a), tokens(b)];
  const shared = [...left].filter((word) => right.has(word)).length;
  const overlap = left.size === 0 ? 0 : shared / Math.sqrt(left.size * right.size || 1);
  const cut = b.slice(0, 120);
  const letters = 1 - distance(a, cut) / Math.max(a.length, cut.length, 1);
  return Math.max(overlap, letters);
}

const tokens = (value: string) => new Set(value.match(/[\p{L}\p{N}]{2,}/gu) ?? []);
