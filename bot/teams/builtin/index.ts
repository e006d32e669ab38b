import type { Here } from '../../features/chat.ts';
import type { Registry } from '../../features/registry.ts';
import type { Plans } from '../../operations/plans.ts';
import { type AccountDeps, accountBuiltIns } from './account.ts';
import { type BuiltIn, type BuiltInVerb, phraseOf } from './builtin.ts';
import { helpReply, helpVerbs } from './help.ts';
import { fileReply, nearestReply } from './nearest.ts';
import { operationVerbs, recent, undoLast } from './operations.ts';
import { planned, planVerbs } from './plans.ts';

/** What Aide understands without any feature. */
export interface BuiltIns {
  /** Pure and cheap: a lookup. */
  match(text: string): BuiltIn | undefined;
  /** No dead end for what no command understands. */
  nearest(text: string, here?: Here): ReturnType<typeof nearestReply>;
  verbs: Map<string, BuiltInVerb>;
}

export interface BuiltInDeps extends AccountDeps {
  plans: Plans;
}

export function createBuiltIns(registry: Registry, deps: BuiltInDeps): BuiltIns {
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
    undoLast(registry),
    recent,
    planned,
    ...accountBuiltIns(deps),
  ];
  const byPhrase = new Map(all.flatMap((b) => b.phrases.map((phrase) => [phrase, b] as const)));
  return {
    match: (text) => byPhrase.get(phraseOf(text)),
    nearest: (text, here) =>
      text === '' && here?.files[0] ? fileReply(here.files) : nearestReply(registry, all, text),
    verbs: new Map(
      [...helpVerbs(registry), ...operationVerbs(registry), ...planVerbs(registry, deps.plans)].map((v) => [
        v.verb,
        v as BuiltInVerb,
      ]),
    ),
  };
}
