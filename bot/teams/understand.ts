import { DateTime } from 'luxon';
import { card, execute } from '../chat/cards.ts';
import type { Clock } from '../clock.ts';
import { AideError } from '../errors.ts';
import type { Command, Here, Reply } from '../features/chat.ts';
import type { Context } from '../features/feature.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence, Sentence } from '../language/sentence.ts';
import { isZone } from '../zones.ts';
import type { BuiltIns } from './builtin/index.ts';
import { sayVerb } from './problems.ts';
import { sayingOf } from './said.ts';
import type { Turn } from './turn.ts';

/**
 * What readSentence reads at most. A longer text is not cut, because half a sentence can mean something else: it is understood
 * when it begins with a short sentence of a command that takes text ("post in General: …"), and the rest is that text.
 */
export const longestSentence = 1000;
/** Bytes. Teams takes no longer messages. https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat */
export const longestText = 100 * 1024;

/** From a sentence to the command that it means, and its answer. @returns also the command's name, for the log */
export async function understand(
  deps: { registry: Registry; readSentence: ReadSentence; clock: Clock; builtIns: BuiltIns },
  turn: Turn,
  text: string,
): Promise<{ name: string; reply: Reply }> {
  const { registry, builtIns } = deps;
  const read = (now: DateTime) => readingOf(deps, turn, now)(text);
  // First in the zone of the person's client, so that what nobody understands needs no sign-in.
  let sentence = read(await clientNow(deps, turn));
  const long = text.length > longestSentence;
  if (long && !sentence.head) return { name: 'too long', reply: tooLong(registry) };
  const candidates = long ? registry.commands.filter((c) => c.takesText) : registry.commands;
  let best = bestCommand(candidates, sentence, turn.here);
  if (!best)
    return long
      ? { name: 'too long', reply: tooLong(registry) }
      : { name: 'unknown', reply: builtIns.nearest(text, turn.here) };
  const context = turn.open(best.command.scopes ?? []);
  if (best.command.scopes) {
    // Then in the zone of their mailbox, which is what their calendar goes by.
    const now = await nowOf(context, best.command);
    if (now.zoneName !== sentence.now.zoneName) {
      sentence = read(now);
      best = bestCommand([best.command], sentence, turn.here) ?? best;
    }
  }
  // What stands after the colon is the person's own text: nothing in it is a question.
  const command = best.command.takesText && sentence.head ? sentence.head : sentence;
  const [ambiguity] = best.settled ? [] : command.ambiguities;
  const reply = ambiguity
    ? await askWhich(turn, ambiguity, command === sentence ? '' : tailOf(sentence))
    : await best.command.run(context, best.request);
  return { name: best.command.name, reply: best.command.private ? { private: true, ...reply } : reply };
}

/** Reads sentences as this person writes them. */
export const readingOf =
  ({ readSentence }: { readSentence: ReadSentence }, { locale }: Turn, now: DateTime) =>
  (text: string): Sentence =>
    readSentence(text, { now, locale, weekStart: weekStart(locale) });

/** What people call now, in the zone of the person's client. */
export async function clientNow({ clock }: { clock: Clock }, { zone }: Turn): Promise<DateTime> {
  return DateTime.fromJSDate(await clock.now(), { zone: zone && isZone(zone) ? zone : 'utc' });
}

/** What is missing for the person's zone is asked for together with what else the command misses: one consent, not two. */
export async function nowOf(context: Context, { scopes = [] }: Pick<Command, 'scopes'>): Promise<DateTime> {
  try {
    return await context.now();
  } catch (error) {
    if (error instanceof AideError && error.code === 'consent_required')
      await context.graphWith([...new Set([...(error.details.scopes ?? []), ...scopes])]).ready();
    throw error;
  }
}

/** The highest score; of equals the first of the registry. */
export function bestCommand(
  commands: Command[],
  sentence: Sentence,
  here?: Here,
): { command: Command; request: unknown; score: number; settled?: boolean } | undefined {
  let best: { command: Command; request: unknown; score: number; settled?: boolean } | undefined;
  for (const command of commands) {
    const mine = command.read(sentence, here);
    if (mine && mine.score > 0 && mine.score > (best?.score ?? 0)) best = { command, ...mine };
  }
  return best;
}

/** What follows the head, with the colon or the line break between. */
function tailOf({ original, body = '' }: Sentence): string {
  const end = original.trimEnd();
  const separator = /(?::\s*|\n\s*)$/u.exec(end.slice(0, end.length - body.length).slice(-100));
  return `${separator?.[0] ?? ': '}${body}`;
}

/** One short question instead of a guess; each answer is the sentence said without the ambiguity. */
async function askWhich(turn: Turn, ambiguity: Sentence['ambiguities'][number], tail: string): Promise<Reply> {
  const options = ambiguity.answers.slice(0, 6).map(async ({ label, sentence }) => ({
    label,
    verb: sayVerb,
    data: await sayingOf(turn, `${sentence}${tail}`),
  }));
  return questionReply(ambiguity.question, await Promise.all(options));
}

/** Not read in part; with an example of what may be long. */
function tooLong({ commands }: Registry): Reply {
  const example = commands.find((c) => c.takesText && c.examples.some((e) => e.includes(':')));
  const how = example
    ? ` Long texts go after a colon, for instance: “${example.examples.find((e) => e.includes(':'))}”.`
    : '';
  return {
    text: `That is longer than the ${longestSentence.toLocaleString('en')} characters I read at once, so I did nothing. Say it shorter.${how}`,
  };
}

/** A question as a card with a button for each answer; the answer can be typed as well. */
export const questionReply = (question: string, options: NonNullable<Reply['question']>['options']): Reply => ({
  text: question,
  card: card({
    title: question,
    actions: options.slice(0, 6).map((o) => execute(o.label, o.verb, o.data)),
    fallbackText: [question, ...options.map((o) => o.label)].join('\n'),
  }),
  question: { options },
});

/** The first day of the week where the person's locale is at home. */
function weekStart(locale: string | undefined): 'monday' | 'sunday' {
  try {
    // Node 20 has it as a property, newer ones as a method as well. https://tc39.es/proposal-intl-locale-info/
    const info = new Intl.Locale(locale ?? 'en-GB') as Intl.Locale & {
      weekInfo?: { firstDay: number };
      getWeekInfo?(): { firstDay: number };
    };
    return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay === 7 ? 'sunday' : 'monday';
  } catch {
    return 'monday';
  }
}
