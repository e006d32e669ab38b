import { z } from 'zod';
import type { Registry } from '../../features/registry.ts';
import { type AccountDeps, accountBuiltIns } from './account.ts';
import { type BuiltIn, type BuiltInVerb, phraseOf } from './builtin.ts';
import { helpReply } from './help.ts';
import { nearestReply } from './nearest.ts';
import { operationVerbs, recent } from './operations.ts';

/** What Aide understands without any feature. */
export interface BuiltIns {
  /** Pure and cheap: a lookup. */
  match(text: string): BuiltIn | undefined;
  nearest(text: string): ReturnType<typeof nearestReply>;
  verbs: Map<string, BuiltInVerb>;
}

export function createBuiltIns(registry: Registry, deps: AccountDeps): BuiltIns {
  // The same for everybody, so it is made once.
  let help: ReturnType<typeof helpReply> | undefined;
  const all: BuiltIn[] = [
    {
      name: 'conversation.help',
      title: 'What I can do',
      phrases: [
        'help',
        'hi',
        'hello',
        'hey',
        'hi there',
        'hello there',
        'good morning',
        'good afternoon',
        'good evening',
        '?',
        'what can you do',
        'commands',
        'menu',
        'start',
      ],
      light: true,
      async run() {
        help ??= helpReply(registry, all);
        return help;
      },
    },
    recent,
    ...accountBuiltIns(deps),
  ];
  const byPhrase = new Map(all.flatMap((b) => b.phrases.map((phrase) => [phrase, b] as const)));
  return {
    match: (text) => byPhrase.get(phraseOf(text)),
    nearest: (text) => nearestReply(registry, all, text),
    verbs: new Map(operationVerbs(registry).map((v) => [v.verb, v as BuiltInVerb])),
  };
}

/** A button that says a sentence for the person: suggestions, answers to an ambiguity, Try again. */
export const sayData = z.object({ sentence: z.string().min(1).max(1000), replace: z.boolean().default(false) });
