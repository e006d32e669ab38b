import { DateTime, IANAZone } from 'luxon';
import { card, execute } from '../chat/cards.ts';
import type { Clock } from '../clock.ts';
import { AideError } from '../errors.ts';
import type { Command, Context, Here, Reply } from '../features/feature.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence, Sentence } from '../language/sentence.ts';
import type { BuiltIns } from './builtin/index.ts';
import { sayVerb } from './problems.ts';
import type { Turn } from './turn.ts';

/** What readSentence reads at most; a longer one is not cut, because half a sentence can mean something else. */
export const longestSentence = 1000;

/** From a sentence to the command that it means, and its answer. @returns also the command's name, for the log */
export async function understand(
  deps: { registry: Registry; readSentence: ReadSentence; clock: Clock; builtIns: BuiltIns },
  turn: Turn,
  text: string,
): Promise<{ name: string; reply: Reply }> {
  const { registry, readSentence, clock, builtIns } = deps;
  const read = (now: DateTime) => readSentence(text, { now, locale: turn.locale, weekStart: weekStart(turn.locale) });
  // First in the zone of the person's client, so that what nobody understands needs no sign-in.
  const zone = turn.zone && IANAZone.isValidZone(turn.zone) ? turn.zone : 'utc';
  let sentence = read(DateTime.fromJSDate(await clock.now(), { zone }));
  let best = bestCommand(registry.commands, sentence);
  if (!best) return { name: 'unknown', reply: builtIns.nearest(text) };
  const context = turn.open(best.command.scopes ?? []);
  if (best.command.scopes) {
    // Then in the zone of their mailbox, which is what their calendar goes by.
    const now = await nowOf(context, best.command);
    if (now.zoneName !== sentence.now.zoneName) {
      sentence = read(now);
      best = bestCommand([best.command], sentence) ?? best;
    }
  }
  const [ambiguity] = sentence.ambiguities;
  const reply = ambiguity ? askWhich(ambiguity) : await best.command.run(context, best.request);
  return { name: best.command.name, reply };
}

/** What is missing for the person's zone is asked for together with what the command needs: one consent, not two. */
async function nowOf(context: Context, { scopes = [] }: Command): Promise<DateTime> {
  try {
    return await context.now();
  } catch (error) {
    if (!(error instanceof AideError) || error.code !== 'consent_required') throw error;
    const { message, userMessage, remedy, details } = error;
    const all = [...new Set([...(details.scopes ?? []), ...scopes])];
    throw new AideError(
      'consent_required',
      { message, userMessage, remedy },
      { ...details, scopes: all, cause: error },
    );
  }
}

/** The highest score; of equals the first of the registry. */
export function bestCommand(
  commands: Command[],
  sentence: Sentence,
  here?: Here,
): { command: Command; request: unknown; score: number } | undefined {
  let best: { command: Command; request: unknown; score: number } | undefined;
  for (const command of commands) {
    const mine = command.read(sentence, here);
    if (mine && mine.score > 0 && mine.score > (best?.score ?? 0)) best = { command, ...mine };
  }
  return best;
}

/** One short question instead of a guess; each answer is the sentence said without the ambiguity. */
function askWhich(ambiguity: Sentence['ambiguities'][number]): Reply {
  const options = ambiguity.answers
    .slice(0, 6)
    .map(({ label, sentence }) => ({ label, verb: sayVerb, data: { sentence, replace: true } }));
  return questionReply(ambiguity.question, options);
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
