import type { Span } from '@opentelemetry/api';
import { card } from '../chat/cards.ts';
import { type TabPlace, withTabLinks } from '../chat/tab-links.ts';
import type { Clock } from '../clock.ts';
import type { Cloud } from '../clouds.ts';
import { AideError, asAideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence } from '../language/sentence.ts';
import { instruments } from '../telemetry/metrics.ts';
import { failed, traced } from '../telemetry/trace.ts';
import type { BuiltIns } from './builtin/index.ts';
import { answeredWho, decide, restReply, whoData, whoVerb, withReason } from './composed.ts';
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
  /** Answers to further orders of the same text, in their order. */
  next?: Performed[];
}

/** What was done by now, and the orders that are still to be carried out, under the turn that began them. */
type Attempted = Performed & { orders?: string[]; under?: Turn };

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

  async function attempt(turn: Turn, wish: Wish, note: Note): Promise<Attempted> {
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
    return say(turn, text, note);
  }

  /**
   * A text with a condition, or with several orders, is taken apart first. Where the first order waits for something, a sign-in or a
   * service that is busy, all of it waits; where it cannot be done, the others are left until the person says so.
   */
  async function say(turn: Turn, text: string, note: Note, depth = 0): Promise<Attempted> {
    const decided = depth < deepest ? await decide(deps, turn, text) : undefined;
    if (!decided) {
      const { name, reply } = await understand(deps, turn, text);
      note.name = note.name === 'sentence' ? name : `${note.name} ${name}`;
      return fresh(reply);
    }
    note.name = note.name === 'sentence' ? decided.name : `${note.name} ${decided.name}`;
    if ('reply' in decided) return fresh(decided.reply);
    const [first = '', ...others] = decided.orders;
    const done = await say(turn, first, note, depth + 1).catch(async (caught): Promise<Attempted> => {
      const error = asAideError(caught);
      if (others.length === 0 || waits(error)) throw caught;
      const told = problemReply(error, undefined, turn.requestId);
      return { ...fresh(told), failed: true, next: [fresh(await restReply(turn, others))] };
    });
    if (done.failed) return done;
    return {
      ...done,
      reply: withReason(done.reply, decided.because),
      orders: [...(done.orders ?? []), ...others],
    };
  }

  async function press(turn: Turn, wish: Wish & { kind: 'press' }, note: Note): Promise<Attempted> {
    note.name = wish.verb;
    if (wish.verb === sayVerb) {
      const data = checked(sayData.safeParse(wish.data));
      const said = await wishOf(turn, data);
      // A kept wish is a button or a sentence, never a button for another kept one.
      if (said.kind === 'press' && said.verb === sayVerb) throw unusable();
      const as = data.turn === undefined ? turn : turn.under(data.turn);
      return { ...(await attempt(as, said, note)), under: as, show: data.replace ? 'replace' : 'new' };
    }
    if (wish.verb === whoVerb) {
      const said = await answeredWho(turn, checked(whoData.safeParse(wish.data)));
      if (said.kind !== 'sentence') throw unusable();
      return { ...(await say(turn, said.text, note)), show: 'replace' };
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

  /** Each order by itself: what becomes of one does not touch the others. */
  async function further(turn: Turn, orders: string[]): Promise<Performed[]> {
    const done: Performed[] = [];
    for (const [i, text] of orders.slice(0, mostOrders).entries())
      done.push(await perform(turn.part(i + 2), { kind: 'sentence', text }));
    return done;
  }

  const perform: Perform = (turn, wish) =>
    traced('turn', { attributes: { 'aide.turn.kind': wish.kind, 'aide.tenant_id': turn.person.tenantId } }, (span) =>
      answer(turn, wish, span),
    );

  async function answer(turn: Turn, wish: Wish, span: Span): Promise<Performed> {
    const startedAt = Date.now();
    const note: Note = { name: wish.kind };
    const finish = (outcome: string) => {
      const ms = Date.now() - startedAt;
      turn.log.info({ kind: wish.kind, name: note.name, outcome, ms }, 'turn');
      span.setAttributes({ 'aide.turn.name': note.name, 'aide.outcome': outcome });
      if (outcome !== 'ok') failed(span, outcome);
      const { turns, turnTime } = instruments();
      turns.add(1, { kind: wish.kind, outcome });
      turnTime.record(ms / 1000, { kind: wish.kind });
    };
    try {
      await turn.located();
      const { reply, orders = [], under = turn, ...performed } = await attempt(turn, wish, note);
      finish(performed.failed ? 'not done' : 'ok');
      const shown = { ...performed, reply: withLinks(turn, withQuestionCard(reply)) };
      return orders.length === 0 ? shown : { ...shown, next: await further(under, orders) };
    } catch (caught) {
      const error = asAideError(caught);
      finish(error.code);
      if (error.code === 'internal') turn.log.error({ err: error }, 'a fault of ours');
      return { ...fresh(await remedy(turn, wish, error)), failed: true };
    }
  }
  return perform;

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

/** The same wish succeeds once somebody has done something about it, or a moment later. */
const waits = (error: AideError): boolean =>
  isPassing(error) || ['signin_required', 'consent_required', 'claims_challenge'].includes(error.code);

/** Orders within orders, and orders of one text: more than anybody says. */
const deepest = 4;
const mostOrders = 5;

const fresh = (reply: Reply): Attempted => ({ reply, show: 'new' });
const answered = (reply: Reply): Attempted => ({ reply, show: reply.card ? 'replace' : 'new' });

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
