import type { Caller, OpenContext } from '../context.ts';
import { AideError } from '../errors.ts';
import type { Here } from '../features/chat.ts';
import type { Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { OutgoingActivity, Place } from './activity.ts';
import type { Connector } from './connector.ts';
import { hereOfPlace } from './here.ts';
import type { Places } from './places.ts';
import { belongsTo, type TeamsUserId, type TokenService } from './sign-in/token-service.ts';
import type { TeamIds } from './team-ids.ts';

/** One person's turn: who speaks, where, and how to answer. It may go on after the activity that began it was answered. */
export interface Turn {
  person: Person;
  /** Teams' id of the person, and the name that Teams gives. */
  user: { id: TeamsUserId; name?: string };
  place: Place;
  /** Where it was said, which after a sign-in is not always where it is answered. */
  here: Here;
  /** Looks up what `here` lacks; for before the turn's work. Never throws. */
  located(): Promise<void>;
  /** IANA name, from the person's client; their mailbox may say another one. */
  zone?: string;
  /** How the person's client writes times, as a BCP 47 tag. */
  locale?: string;
  requestId: string;
  log: Logger;
  /** It carries out what waited for a sign-in: it does not ask for one again. */
  afterSignIn: boolean;
  /** The same for another order of the same text: what is done under the turn's id is done under one of its own. */
  part(number: number): Turn;
  /** The same as the turn that had this id: what that one began goes on, and is not done once more. */
  under(requestId: string): Turn;
  /** Opens a Context with these scopes; asks for nothing yet. */
  open(scopes: string[]): ReturnType<OpenContext>;
  /** @throws AideError signin_required */
  assertion(): Promise<string>;
  /** Says something here, or elsewhere. @returns the message's id; undefined when Aide is not welcome there any more */
  say(activity: OutgoingActivity, place?: Place): Promise<string | undefined>;
  /** Puts something in the place of a message of Aide's; says it anew when that message is gone. */
  replace(messageId: string, activity: OutgoingActivity): Promise<void>;
  /** Takes a message of Aide's away; it may be gone already. */
  remove(messageId: string): Promise<void>;
}

export interface TurnOptions extends Pick<Turn, 'person' | 'user' | 'place' | 'zone' | 'locale' | 'requestId'> {
  /** The activity to answer: threads in channels go on with it. */
  replyToId?: string;
  afterSignIn?: boolean;
  here?: Here;
  /** Channels: the team's id in Teams. */
  teamThread?: string;
  /** A token that has just been exchanged: it need not be asked for again. */
  token?: string;
}

export interface TurnDeps {
  connector: Connector;
  tokens: TokenService;
  places: Places;
  teamIds: TeamIds;
  openContext: OpenContext;
  log: Logger;
}

export function createTurn(deps: TurnDeps, options: TurnOptions): Turn {
  const { connector, tokens, places, teamIds, openContext } = deps;
  const { person, user, place, requestId, here = hereOfPlace(options.place) } = options;
  const log = deps.log.child({ requestId });
  let asked: Promise<string> | undefined = options.token === undefined ? undefined : Promise.resolve(options.token);
  const assertion = () => {
    asked ??= ownToken(tokens, person, user.id);
    return asked;
  };
  const caller: Caller = { person, surface: 'chat', requestId, log, assertion, locale: () => options.locale, here };
  const say: Turn['say'] = (activity, to = place) =>
    unlessGone(places, to, log, () =>
      connector.send(to, activity, to === place && to.conversation.type === 'channel' ? options.replyToId : undefined),
    );
  const under = (id: string) => createTurn(deps, { ...options, here, requestId: id });
  return {
    person,
    user,
    place,
    here,
    located: () => teamIds.complete(here, options.teamThread, place, log),
    zone: options.zone,
    locale: options.locale,
    requestId,
    log,
    afterSignIn: options.afterSignIn ?? false,
    part: (number) => under(`${requestId}-${number}`),
    under,
    open: (scopes) => openContext(caller, scopes),
    assertion,
    say,
    async replace(messageId, activity) {
      try {
        await connector.update(place, messageId, activity);
      } catch (error) {
        if (isGone(error)) await say(activity);
        else await unlessGone(places, place, log, () => Promise.reject(error));
      }
    },
    async remove(messageId) {
      try {
        await connector.delete(place, messageId);
      } catch (error) {
        if (!isGone(error)) await unlessGone(places, place, log, () => Promise.reject(error));
      }
    },
  };
}

const isGone = (error: unknown) => error instanceof AideError && error.details.upstream?.status === 404;

/** The person's token for our API, from the token service. */
async function ownToken(tokens: TokenService, person: Person, user: TeamsUserId): Promise<string> {
  const token = await tokens.get(user);
  if (token !== undefined && belongsTo(token, person)) return token;
  // Somebody else's account, chosen in the sign-in window: not kept.
  if (token !== undefined) await tokens.signOut(user);
  throw signInRequired();
}

export const signInRequired = () =>
  new AideError('signin_required', { userMessage: 'You are not signed in to Aide.', remedy: 'Say "sign in".' });

/** 403 BotNotInConversationRoster, ConversationBlockedByUser, …: the place is forgotten, and nobody is tried again there. */
export async function unlessGone<T>(
  places: Places,
  place: Place,
  log: Logger,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AideError && error.code === 'forbidden')) throw error;
    log.warn({ reason: error.details.upstream?.code }, 'conversation forgotten: Aide is not in it any more');
    await places.forget(place);
    return undefined;
  }
}
