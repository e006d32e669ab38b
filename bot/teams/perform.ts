import { card } from '../chat/cards.ts';
import { type TabPlace, withTabLinks } from '../chat/tab-links.ts';
import type { Clock } from '../clock.ts';
import type { Cloud } from '../clouds.ts';
import { AideError, asAideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence } from '../language/sentence.ts';
import type { BuiltIns } from './builtin/index.ts';
import { checkUpload } from './files.ts';
import { isPassing, problemReply, sayButton, sayVerb } from './problems.ts';
import type { Questions } from './questions.ts';
import { againOf, sayData, wishOf } from './said.ts';
import type { SignInFlow } from './sign-in/flow.ts';
import type { Turn } from './turn.ts';
import { longestSentence, longestText, questionReply, understand } from './understand.ts';
import type { Wish } from './wish.ts';

/** What became of a wish. */
export interface Performed {
  reply: Reply;
  /** 'replace': in the place of the card that was pressed; 'stale': there, but for the person who pressed only. */
  show: 'new' | 'replace' | 'stale';
  /** The card that is replaced, where it is not the one that was pressed: a question that was answered in words. */
  cardId?: string;
  /** It did not work: the card that was pressed stays as it is. */
  failed?: true;
}

export interface PerformDeps {
  cloud: Pick<Cloud, 'files'>;
  /** Where the tab shows a place; undefined: it is not known. */
  tabAddress: ((place: TabPlace) => string) | undefined;
  registry: Registry;
  builtIns: BuiltIns;
  questions: Questions;
  signIn: SignInFlow;
  readSentence: ReadSentence;
  clock: Clock;
}

export type Perform = (turn: Turn, wish: Wish) => Promise<Performed>;

/** Carries out what a person wants. Never throws: every error is a reply with a way forward, and one line in the log. */
export function createPerform(deps: PerformDeps): Perform {
  const { cloud, registry, builtIns, questions, signIn } = deps;

  async function attempt(turn: Turn, wish: Wish, note: Note): Promise<Performed> {
    if (wish.kind === 'press') return press(turn, wish, note);
    const { text } = wish;
    if (Buffer.byteLength(text) > longestText) return fresh(tooLong);
    const builtIn = builtIns.match(text);
    if (builtIn) {
      note.name = builtIn.name;
      return fresh(await builtIn.run(turn));
    }
    const answer = text.length > longestSentence ? undefined : await questions.answer(turn.place, turn.person, text);
    if (answer?.kind === 'press') return { cardId: answer.cardId, ...(await press(turn, answer, note)) };
    const { name, reply } = await understand(deps, turn, text);
    note.name = name;
    return fresh(reply);
  }

  async function press(turn: Turn, wish: Wish & { kind: 'press' }, note: Note): Promise<Performed> {
    note.name = wish.verb;
    if (wish.verb === sayVerb) {
      const data = checked(sayData.safeParse(wish.data));
      const said = await wishOf(turn, data);
      // A kept wish is a button or a sentence, never a button for another kept one.
      if (said.kind === 'press' && said.verb === sayVerb) throw unusable();
      return { ...(await attempt(turn, said, note)), show: data.replace ? 'replace' : 'new' };
    }
    const builtIn = builtIns.verbs.get(wish.verb);
    if (builtIn) return answered(await builtIn.run(turn, checked(builtIn.data.safeParse(wish.data))));
    const verb = registry.verbs.get(wish.verb);
    if (!verb) {
      note.name = 'unknown verb';
      return { reply: unknownButton, show: 'stale' };
    }
    checkUpload(wish.data, cloud);
    const data = checked(verb.data.safeParse(wish.data));
    return answered(await verb.run(turn.open(verb.scopes ?? []), data));
  }

  return async (turn, wish) => {
    const startedAt = Date.now();
    const note: Note = { name: wish.kind };
    const finish = (outcome: string) =>
      turn.log.info({ kind: wish.kind, name: note.name, outcome, ms: Date.now() - startedAt }, 'turn');
    try {
      await turn.located();
      const { reply, ...performed } = await attempt(turn, wish, note);
      finish('ok');
      return { ...performed, reply: withLinks(turn, withQuestionCard(reply)) };
    } catch (caught) {
      const error = asAideError(caught);
      finish(error.code);
      if (error.code === 'internal') turn.log.error({ err: error }, 'a fault of ours');
      return { ...fresh(await remedy(turn, wish, error)), failed: true };
    }
  };

  /** The tab is the person's own: others who read along would not find there what it is about. */
  function withLinks({ place }: Turn, reply: Reply): Reply {
    if (!reply.card) return reply;
    const address = place.conversation.type === 'personal' ? deps.tabAddress : undefined;
    return { ...reply, card: withTabLinks(reply.card, address) };
  }

  /** Sign-in and consent have a way of their own: the wish is kept, and carried out after it. */
  async function remedy(turn: Turn, wish: Wish, error: AideError): Promise<Reply> {
    try {
      if (error.code === 'signin_required' && !turn.afterSignIn) return await signIn.ask(turn, wish);
      if (error.code === 'consent_required' || error.code === 'claims_challenge')
        return await signIn.connect(turn, wish, error);
    } catch (caught) {
      turn.log.error({ err: caught }, 'the way to sign in is blocked');
      return problem(turn, wish, asAideError(caught));
    }
    const reply = await problem(turn, wish, error);
    // Where others read along, only whoever pressed is told: the card stays as it is for everybody.
    return wish.kind === 'press' && turn.place.conversation.type !== 'personal' ? { text: reply.text } : reply;
  }

  async function problem(turn: Turn, wish: Wish, error: AideError): Promise<Reply> {
    return problemReply(error, isPassing(error) ? await againOf(turn, wish) : undefined, turn.requestId);
  }
}

interface Note {
  name: string;
}

/** A question without a card of its own gets one with a button for each answer. */
const withQuestionCard = (reply: Reply): Reply =>
  reply.question && !reply.card ? questionReply(reply.text, reply.question.options) : reply;

const fresh = (reply: Reply): Performed => ({ reply, show: 'new' });
const answered = (reply: Reply): Performed => ({ reply, show: reply.card ? 'replace' : 'new' });

function checked<T>(read: { success: true; data: T } | { success: false }): T {
  if (read.success) return read.data;
  throw unusable();
}

const unusable = () =>
  new AideError('invalid_input', {
    message: 'the data of a card does not fit its verb',
    userMessage: 'I cannot use what this card sent.',
    remedy: 'Fill in what is asked for, or ask me again for a new card.',
  });

const tooLong: Reply = {
  text: `That is longer than the ${longestText / 1024} KB I take at once, so I did nothing. Say it shorter, or put it into a file.`,
};

const unknownButton: Reply = {
  text: 'This button belongs to an older Aide and does nothing any more. Ask me again.',
  card: card({
    title: 'This button does nothing any more',
    body: ['It belongs to an older Aide. Nothing was changed. Ask me again and you get a new card.'],
    actions: [sayButton('Help', 'help')],
  }),
};
