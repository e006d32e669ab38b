import { z } from 'zod';
import { card, execute, text } from '../../chat/cards.ts';
import { bold, small } from '../../chat/parts.ts';
import type { Command, Reply } from '../../features/chat.ts';
import type { Feature } from '../../features/feature.ts';
import type { Registry } from '../../features/registry.ts';
import type { Place } from '../activity.ts';
import { sayButton } from '../problems.ts';
import type { BuiltIn, BuiltInVerb } from './builtin.ts';

/** Commands of one feature on the first card; the feature's own card has all of them. */
const mostInOverview = 4;

/** What Aide can do, from the registry: by feature, each command with what one could type. */
export function helpReply(registry: Registry, builtIns: BuiltIn[]): Reply {
  const own = builtIns.filter((b) => b.title);
  const { features } = registry;
  const can = features.map((f) => f.title).join(', ');
  const shown = features.map((f) => ({ title: f.title, commands: helped(f).slice(0, mostInOverview) }));
  return {
    text: `Here is what Aide can do${can ? `: ${can}` : ''}.`,
    card: card({
      title: 'What I can do for you',
      body: [
        'Tell me in your own words. Nothing happens before you confirm it, and what can be undone has an Undo.',
        ...shown.flatMap(({ title, commands }) => [bold(title), ...commands.flatMap(lines)]),
      ],
      facts: own.map((b) => ({ title: b.phrases[0] ?? b.name, value: b.title ?? '' })),
      // One feature: its examples can be tried. Several: each has a card of its own.
      actions:
        features.length > 1
          ? features.slice(0, 6).map((f) => execute(`More: ${f.title}`, 'help.feature', { feature: f.name }))
          : exampleButtons(registry.commands, 6),
      fallbackText: [
        'What I can do for you:',
        ...shown.flatMap(({ commands }) => commands.map((c) => `${c.title}: "${exampleOf(c)}"`)),
        ...own.map((b) => `${b.phrases[0]}: ${b.title}`),
      ].join('\n'),
    }),
  };
}

/** Everything one feature can do, the first things as buttons. */
export function featureHelp(feature: Feature): Reply {
  const commands = helped(feature);
  return {
    text: feature.title,
    card: card({
      title: feature.title,
      body: commands.slice(0, 40).flatMap(lines),
      actions: [...exampleButtons(commands, 5), sayButton('All of it', 'help', true)],
      fallbackText: [feature.title, ...commands.map((c) => `${c.title}: "${exampleOf(c)}"`)].join('\n').slice(0, 4000),
    }),
  };
}

export const helpVerbs = (registry: Registry): BuiltInVerb[] => [
  {
    verb: 'help.feature',
    data: z.object({ feature: z.string().max(64) }),
    async run(_, data) {
      const { feature: name } = data as { feature: string };
      const feature = registry.features.find((f) => f.name === name);
      return feature ? featureHelp(feature) : { text: 'That belongs to another Aide. Say “help”.' };
    },
  },
];

const helped = (feature: Feature): Command[] => feature.commands as Command[];
const exampleOf = (command: Command) => command.examples[0] ?? command.title;
const lines = (command: Command) => [
  text(command.title, { spacing: 'Small' }),
  small(
    command.examples
      .slice(0, 2)
      .map((e) => `“${e}”`)
      .join(', '),
  ),
];

/** Once, when Aide is installed in a person's chat. */
export function welcomeReply(registry: Registry): Reply {
  // One of each feature first, so that all of Aide is seen.
  const first = registry.features.flatMap((f) => helped(f).slice(0, 1));
  const commands = [...new Set([...first, ...registry.commands])];
  const examples = commands.flatMap((c) => c.examples.slice(0, 1)).slice(0, 3);
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
