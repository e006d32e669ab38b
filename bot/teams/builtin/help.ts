import { card, text } from '../../chat/cards.ts';
import type { Command, Reply } from '../../features/feature.ts';
import type { Registry } from '../../features/registry.ts';
import type { Place } from '../activity.ts';
import { sayButton } from '../problems.ts';
import type { BuiltIn } from './builtin.ts';

/** What Aide can do, from the registry: each command with what one could type, the first ones as buttons. */
export function helpReply(registry: Registry, builtIns: BuiltIn[]): Reply {
  const own = builtIns.filter((b) => b.title);
  const can = registry.features.map((f) => f.title).join(', ');
  return {
    text: `Here is what Aide can do${can ? `: ${can}` : ''}.`,
    card: card({
      title: 'What I can do for you',
      body: [
        'Tell me in your own words. Nothing happens before you confirm it, and what can be undone has an Undo.',
        ...registry.commands.flatMap((c) => [
          text(c.title, { weight: 'Bolder', spacing: 'Medium' }),
          text(`“${c.examples[0] ?? c.title}”`, { isSubtle: true, spacing: 'None' }),
        ]),
      ],
      facts: own.map((b) => ({ title: b.phrases[0] ?? b.name, value: b.title ?? '' })),
      actions: exampleButtons(registry.commands, 6),
      fallbackText: [
        'What I can do for you:',
        ...registry.commands.map((c) => `${c.title}: "${c.examples[0] ?? c.title}"`),
        ...own.map((b) => `${b.phrases[0]}: ${b.title}`),
      ].join('\n'),
    }),
  };
}

/** Once, when Aide is installed in a person's chat. */
export function welcomeReply(registry: Registry): Reply {
  const examples = registry.commands.flatMap((c) => c.examples.slice(0, 1)).slice(0, 3);
  return {
    text: 'Hello, I am Aide. Tell me in your own words what to do.',
    card: card({
      title: 'Hello, I am Aide',
      body: [
        `I get office work done where you are: ${registry.features.map((f) => f.title.toLowerCase()).join(', ') || 'just ask'}. I work as you, with your own permissions.`,
        'I show you what will happen before it happens, and what can be undone has an Undo. Try one of these, or say “help”.',
      ],
      actions: examples.map((example) => sayButton(example, example)),
      fallbackText: ['Hello, I am Aide. Try one of these, or say "help":', ...examples].join('\n'),
    }),
  };
}

/** In a team or a group chat: short, and who brought Aide in. */
export function groupWelcomeReply(place: Place, addedBy: string | undefined): Reply {
  const where = place.conversation.type === 'channel' ? 'team' : 'chat';
  const who = addedBy ? `${addedBy} added me to this ${where}.` : `I was added to this ${where}.`;
  const line = `Hello, I am Aide. ${who} Mention me and say what you need, or “help”. What is only for you, I answer in your own chat with me.`;
  return { text: line };
}

/** The first example of each command as a button; a command without examples has none. */
export const exampleButtons = (commands: Command[], top: number) =>
  commands
    .flatMap((c) => c.examples.slice(0, 1))
    .slice(0, top)
    .map((example) => sayButton(example, example));
