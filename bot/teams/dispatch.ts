import type { Person } from '../features/feature.ts';
import type { Registry } from '../features/registry.ts';
import { localeOf } from '../locale.ts';
import { type IncomingActivity, personOf, placeOf, textMessage, textOf } from './activity.ts';
import { groupWelcomeReply, welcomeReply } from './builtin/help.ts';
import type { BuiltIns } from './builtin/index.ts';
import type { Connector } from './connector.ts';
import { activityOf, badInvoke, cardAnswer, type Deliver, invokeAnswer, stillAtWork } from './deliver.ts';
import type { Running } from './deliveries.ts';
import { hereOf, teamThreadOf } from './here.ts';
import { type MessageExtension, queryName } from './message-extension/index.ts';
import { asksForMine, mineOf } from './mine.ts';
import type { Perform } from './perform.ts';
import type { Places } from './places.ts';
import { acknowledge, acknowledged, answered, showingTyping, unavailableFor, within } from './running.ts';
import type { SignedIn, SignInInvokes } from './sign-in/invokes.ts';
import { outcomes } from './sign-in/states.ts';
import type { Waiting } from './sign-in/waiting.ts';
import { createTurn, type Turn, type TurnDeps, unlessGone } from './turn.ts';
import { readExecute, readFileConsent, readSubmit, type Wish } from './wish.ts';

/** Milliseconds. */
export interface Limits {
  /** After this the person sees that Aide is typing; Teams asks for a sign within 2 seconds. */
  typing: number;
  /** A message is acknowledged by then, at work or not: the Bot Connector waits 15 seconds before it sends it again. */
  message: number;
  /** A button is answered by then: people and clients wait less long. */
  invoke: number;
}

export const teamsLimits: Limits = { typing: 1_000, message: 12_000, invoke: 5_000 };

export interface DispatchDeps extends TurnDeps {
  registry: Registry;
  connector: Connector;
  places: Places;
  waiting: Waiting;
  signInInvokes: SignInInvokes;
  perform: Perform;
  messageExtension: MessageExtension;
  deliver: Deliver;
  builtIns: BuiltIns;
  limits: Limits;
}

export interface Dispatch {
  /** How much care a redelivery needs; 'nothing': Aide does not listen to it, 'none': done again, it does no harm. Pure. */
  weigh(activity: IncomingActivity): 'nothing' | 'none' | 'light' | 'full';
  run(activity: IncomingActivity, requestId: string): Running;
  /** Carries out what waits for this person, if anything does. @returns whether something was carried out */
  resume(options: { person: Person; turn?: Turn; requestId: string; token?: string }): Promise<boolean>;
}

type Handler = (turn: Turn, activity: IncomingActivity) => Running;

export function createDispatch(deps: DispatchDeps): Dispatch {
  const { connector, places, waiting, signInInvokes, perform, deliver, builtIns, limits, registry, log } = deps;
  const { messageExtension } = deps;
  const carryOut = (turn: Turn, wish: Wish) =>
    showingTyping(
      turn,
      limits.typing,
      perform(turn, wish).then((done) => deliver(turn, wish, done)),
    );

  /** What Teams sends, by type. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events */
  const types: Record<string, Handler> = {
    message: (turn, activity) => {
      const wish: Wish | undefined = activity.value
        ? readSubmit(activity.value, activity.replyToId ?? undefined)
        : { kind: 'sentence', text: textOf(activity) };
      const work = wish
        ? carryOut(turn, wish)
        : turn.say(textMessage('I cannot use what this card sent. Ask me again for a new card.'));
      return {
        answer: within(
          limits.message,
          work.then(() => acknowledged),
          acknowledged,
        ),
        work,
      };
    },
    invoke: (turn, activity) => {
      const handler = own(invokes, activity.name);
      return handler ? handler(turn, activity) : answered({ status: 501 });
    },
    installationUpdate: (turn, activity) =>
      acknowledge(activity.action?.startsWith('remove') ? places.forget(turn.place, turn.person) : welcome(turn)),
    conversationUpdate: (turn, activity) => {
      const isBot = (member: { id: string }) => member.id === activity.recipient?.id;
      if (activity.membersRemoved?.some(isBot)) return acknowledge(places.forget(turn.place, turn.person));
      return acknowledge(activity.membersAdded?.some(isBot) ? welcome(turn) : undefined);
    },
  };

  /** Invokes by name. A card's button, the answer to a file consent card, a search, and the three steps of a sign-in. */
  const invokes: Record<string, Handler> = {
    'adaptiveCard/action': pressed,
    'fileConsent/invoke': consented,
    [queryName]: messageExtension.query,
    'signin/tokenExchange': signIn(signInInvokes.tokenExchange),
    'signin/verifyState': signIn(signInInvokes.verifyState),
    'signin/failure': signIn(signInInvokes.failure),
  };

  function pressed(turn: Turn, activity: IncomingActivity): Running {
    const wish = readExecute(activity.value, activity.replyToId ?? undefined);
    if (!wish) return answered(badInvoke('The card sent no verb.'));
    if (asksForMine(wish)) return refreshed(turn, wish);
    let late = false;
    const performing = perform(turn, wish);
    const work = performing.then((done) =>
      // The answer changes the card for this client only; the message is changed for all others, and for later.
      !late && invokeAnswer(done).shown ? undefined : deliver(turn, wish, done),
    );
    const inTime = performing.then((done) => invokeAnswer(done).answer);
    const answer = within(limits.invoke, inTime, stillAtWork, () => {
      late = true;
    });
    return { answer, work };
  }

  /** The view of the person who asked; everybody else keeps the common one. */
  function refreshed(turn: Turn, wish: Wish & { kind: 'press' }): Running {
    const work = mineOf(turn, wish);
    return {
      answer: work.then((card) => (card ? cardAnswer(card) : badInvoke('This card has no view of your own.'))),
      work,
    };
  }

  /** Teams wants an empty answer, soon; the upload goes on after it. */
  function consented(turn: Turn, activity: IncomingActivity): Running {
    const wish = readFileConsent(activity.value, activity.replyToId ?? undefined);
    if (!wish) return answered({ status: 400 });
    const work = carryOut(turn, wish);
    const done = work.then(() => acknowledged);
    return { answer: within(limits.invoke, done, acknowledged), work };
  }

  function signIn(step: (turn: Turn, activity: IncomingActivity) => Promise<SignedIn>): Handler {
    return (turn, activity) => {
      const stepping = step(turn, activity).then((signedIn) => {
        turn.log.info({ name: activity.name, outcome: signedIn.outcome }, 'sign-in');
        return signedIn;
      });
      const work = stepping.then((signedIn) => afterSignIn(turn, signedIn));
      return { answer: stepping.then((s) => s.answer).catch(unavailableFor), work };
    };
  }

  async function afterSignIn(turn: Turn, { outcome, token, say }: SignedIn): Promise<void> {
    if (say) await turn.say(textMessage(say));
    if (outcomes[outcome].waiting !== 'carryOut') return;
    const carriedOut = await resume({ person: turn.person, turn, requestId: turn.requestId, token });
    if (!carriedOut && token !== undefined)
      await turn.say(textMessage('You are signed in. Say what you need, or “help”.'));
  }

  const resume: Dispatch['resume'] = ({ person, turn, requestId, token }) =>
    waiting.take(person, async ({ wish, place, here, requestId: saidIn }) => {
      const where = place ?? turn?.place ?? (await places.personal(person));
      const user = turn?.user ?? where?.user;
      if (!where || !user) return;
      const next = createTurn(deps, {
        person,
        user,
        place: where,
        here,
        zone: turn?.zone,
        locale: turn?.locale ?? where.locale,
        requestId: saidIn ?? requestId,
        afterSignIn: true,
        token,
      });
      await carryOut(next, wish);
    });

  async function welcome(turn: Turn): Promise<void> {
    if (!(await places.firstWelcome(turn.place))) return;
    if (turn.place.conversation.type === 'personal') return say(turn, welcomeReply(registry));
    const addedBy = turn.user.name ?? (await nameOf(turn));
    await say(turn, groupWelcomeReply(turn.place, addedBy));
  }

  const say = async (turn: Turn, reply: ReturnType<typeof welcomeReply>) => {
    const activity = activityOf(reply);
    if (activity) await turn.say(activity);
  };

  /** Events of a team name people by their id alone. Without the name the welcome is right as well. */
  const nameOf = (turn: Turn) =>
    unlessGone(places, turn.place, turn.log, () => connector.memberName(turn.place, turn.user.id)).catch(
      () => undefined,
    );

  return {
    resume,
    weigh(activity) {
      if (!own(types, activity.type) || !personOf(activity)) return 'nothing';
      if (isQuery(activity)) return 'none';
      const light = activity.type === 'message' && !activity.value && builtIns.match(textOf(activity))?.light;
      return light ? 'light' : 'full';
    },
    run(activity, requestId) {
      const handler = own(types, activity.type);
      const person = personOf(activity);
      if (!handler || !person) return answered(acknowledged);
      const place = placeOf(activity);
      const turn = createTurn(deps, {
        person,
        user: { id: activity.from.id, name: activity.from.name ?? undefined },
        place,
        here: hereOf(activity, place),
        teamThread: teamThreadOf(activity),
        zone: activity.localTimezone ?? undefined,
        locale: localeOf(activity.locale),
        requestId,
        replyToId: activity.id ?? undefined,
      });
      const gone = activity.action?.startsWith('remove') || (activity.membersRemoved?.length ?? 0) > 0;
      // A search may come from any conversation of the person's: Aide is not in it.
      if (!gone && !isQuery(activity))
        places.seen(place, person).catch((err) => log.warn({ err }, 'the conversation could not be noted'));
      const running = handler(turn, activity);
      running.work.catch((err) => turn.log.error({ err }, 'a turn could not be finished'));
      return running;
    },
  };
}

const isQuery = ({ type, name }: IncomingActivity) => type === 'invoke' && name === queryName;

/** By name, and not what every object has ('constructor'): names come from outside. */
const own = <T>(table: Record<string, T>, name: string | null | undefined): T | undefined =>
  name && Object.hasOwn(table, name) ? table[name] : undefined;
