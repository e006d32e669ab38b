import { z } from 'zod';
import type { Reply } from '../features/chat.ts';
import type { Person } from '../features/feature.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import type { Place } from './activity.ts';
import type { Wish } from './wish.ts';

type Options = NonNullable<Reply['question']>['options'];

/** The question a conversation waits for an answer to, per person: the newest, for an hour. */
export interface Questions {
  ask(place: Place, person: Person, options: Options, cardId: string | undefined): Promise<void>;
  /** The button that a message means, if it answers the question that is open; the question is closed then. */
  answer(place: Place, person: Person, text: string): Promise<Wish | undefined>;
  /** @returns whether there was one */
  drop(place: Place, person: Person): Promise<boolean>;
}

const open = z.object({
  options: z.array(z.object({ label: z.string(), verb: z.string(), data: z.record(z.string(), z.unknown()) })),
  cardId: z.string().optional(),
});

const lifetime = 60 * 60 * 1000;

export function createQuestions(storage: Storage, cipher: Cipher): Questions {
  const records = storage.records('questions');
  const rowOf = (person: Person) => `${person.tenantId}.${person.userId}`;
  const about = (place: Place, person: Person) => `question:${place.conversation.id}:${rowOf(person)}`;
  return {
    async ask(place, person, options, cardId) {
      const sealed = cipher.seal(JSON.stringify({ options, cardId }), about(place, person));
      await records.put(place.conversation.id, rowOf(person), { sealed, until: Date.now() + lifetime });
    },
    async answer(place, person, text) {
      const found = await records.get<{ sealed: string; until: number }>(place.conversation.id, rowOf(person));
      if (!found || found.value.until < Date.now()) return undefined;
      const read = open.safeParse(JSON.parse(cipher.open(found.value.sealed, about(place, person))));
      const chosen = read.success ? choose(read.data.options, text) : undefined;
      if (!read.success || !chosen) return undefined;
      if (!(await records.delete(place.conversation.id, rowOf(person), found.etag))) return undefined;
      return { kind: 'press', verb: chosen.verb, data: chosen.data, cardId: read.data.cardId };
    },
    drop: (place, person) => records.delete(place.conversation.id, rowOf(person)),
  };
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/**
 * The option that a message names: its label, its place ("2", "the second one", "last"), or words of its label that only it
 * has ("Megan" for "Megan Bowen"). undefined when none or more than one fits: then it is no answer.
 */
export function choose<T extends { label: string }>(options: T[], text: string): T | undefined {
  const said = words(text);
  if (said.length === 0 || said.length > 12) return undefined;
  const exact = options.find((option) => words(option.label).join(' ') === said.join(' '));
  if (exact) return exact;
  const place = said.filter((word) => !['the', 'one', 'option', 'number', 'please', 'no'].includes(word));
  if (place.length === 1) {
    const [word = ''] = place;
    if (word === 'last') return options.at(-1);
    const index = ordinals.includes(word) ? ordinals.indexOf(word) : /^\d{1,2}$/.test(word) ? Number(word) - 1 : -1;
    // "3" is the third, unless a label says 3 itself ("3 pm").
    if (index >= 0 && !options.some((o) => words(o.label).includes(word))) return options[index];
  }
  return /\d:\d\d|\d ?[ap]\.?m\b/iu.test(text) ? atTime(options, text) : only(options, text, words);
}

/** The one option whose words are all that were said, and more. */
function only<T extends { label: string }>(options: T[], text: string, wordsOf: (text: string) => string[]) {
  const said = wordsOf(text);
  const fitting = options.filter((option) => {
    const label = wordsOf(option.label);
    return said.every((word) => label.includes(word));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The one option at the time that was said; "2:30" may be either half of the day. */
function atTime<T extends { label: string }>(options: T[], text: string): T | undefined {
  const halves = ['am', 'pm'].map((half) => text.replace(/\b((?:0?\d|1[0-2]):\d{2})\b(?! ?[ap]m)/giu, `$1 ${half}`));
  const [found, ...others] = new Set([text, ...halves].flatMap((said) => only(options, said, timedWords) ?? []));
  return others.length === 0 ? found : undefined;
}

/**
 * Words with times as one way to write them, because people type "14:30" or "2:30pm" whichever the card shows. Of a stretch of time
 * its beginning names it: "2:30 – 3:00 PM" is 14:30.
 */
const timedWords = (text: string): string[] =>
  words(
    text
      .replace(/(\d{1,2}:\d{2})(?! ?[ap]m)( ?– ?\d{1,2}:\d{2} ?([ap])m)/giu, '$1$3m$2')
      .replace(/(\d{1,2}:\d{2}(?: ?[ap]m)?) ?– ?\d{1,2}:\d{2}(?: ?[ap]m)?/giu, '$1')
      .replace(/\b(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\b\.?/giu, (_, hour: string, minute = '00', half: string) =>
        clockWord((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minute),
      )
      .replace(/\b(\d{1,2}):(\d{2})\b/gu, (_, hour: string, minute: string) => clockWord(Number(hour), minute)),
  );
const clockWord = (hour: number, minute: string) => `${String(hour).padStart(2, '0')}h${minute}`;

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
