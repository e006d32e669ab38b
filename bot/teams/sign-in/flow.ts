import { card, openUrl } from '../../chat/cards.ts';
import type { AideError } from '../../errors.ts';
import type { Reply } from '../../features/chat.ts';
import type { Person } from '../../features/feature.ts';
import { cardMessage, type Place } from '../activity.ts';
import type { Places } from '../places.ts';
import type { Turn } from '../turn.ts';
import type { Wish } from '../wish.ts';
import type { TokenService } from './token-service.ts';
import type { Waiting } from './waiting.ts';

/** Where a browser gives what is missing: consent, or another sign-in step. */
export type ConnectUrl = (
  person: Person,
  need: { scopes?: readonly string[]; claims?: string; conversation?: string },
) => Promise<string>;

/** The ways to what is missing. Each keeps the wish, and says to the person what to do. */
export interface SignInFlow {
  /** Not signed in: an OAuth card in the personal chat, which Teams answers silently when it can. */
  ask(turn: Turn, wish: Wish): Promise<Reply>;
  /** consent_required, claims_challenge: a button that opens the page of Entra ID. */
  connect(turn: Turn, wish: Wish, error: AideError): Promise<Reply>;
}

export const oauthContentType = 'application/vnd.microsoft.card.oauth';

export function createSignInFlow(deps: {
  tokens: TokenService;
  waiting: Waiting;
  places: Places;
  connectUrl: ConnectUrl;
  connection: string;
  /** Opens the person's chat with Aide in Teams. */
  personalChat: string;
  isSignIn(text: string): boolean;
}): SignInFlow {
  const { tokens, waiting, places, connectUrl, connection, personalChat, isSignIn } = deps;

  /** Channels and group chats never get signin/tokenExchange, and what is for one person's eyes goes to their own chat. */
  async function privately(turn: Turn): Promise<Place | undefined> {
    return turn.place.conversation.type === 'personal' ? turn.place : places.personal(turn.person);
  }

  async function keep(turn: Turn, wish: Wish, place: Place | undefined): Promise<void> {
    // "sign in" itself asks for nothing: what waited before it stays.
    if (wish.kind === 'sentence' && isSignIn(wish.text)) return;
    const elsewhere = place !== turn.place;
    // A card of the channel is not in the personal chat.
    const kept = elsewhere && wish.kind === 'press' ? { ...wish, cardId: undefined } : wish;
    await waiting.keep(turn.person, { wish: kept, place, here: turn.here, requestId: turn.requestId });
  }

  const elsewhere = (known: boolean): Reply => ({
    text: known
      ? 'I wrote to you in your own chat with me: go on there.'
      : 'Add Aide to your own apps first, then go on in your chat with me.',
    card: card({
      title: known ? 'Go on in your own chat with me' : 'Add Aide for yourself first',
      body: [
        known
          ? 'Something is needed from you alone, so I wrote to you there. What you asked for is kept, and done after it.'
          : 'Something is needed from you alone, and that is done in your own chat with me. Open it, choose Add, then say “sign in”: what you asked for is kept for an hour, and done after it.',
      ],
      actions: [openUrl('Open the chat with Aide', personalChat)],
    }),
  });

  return {
    async ask(turn, wish) {
      const place = await privately(turn);
      await keep(turn, wish, place);
      if (!place) return elsewhere(false);
      const resource = await tokens.signInResource(place, turn.user.id);
      const text =
        place === turn.place
          ? 'Sign in, so that I can do this as you.'
          : 'You asked me for something in a conversation with others. Sign in, and I do it here.';
      await turn.say(
        {
          type: 'message',
          summary: 'Sign in to Aide',
          attachments: [
            {
              contentType: oauthContentType,
              content: {
                text,
                connectionName: connection,
                buttons: [{ type: 'signin', title: 'Sign in', text, value: resource.signInLink }],
                tokenExchangeResource: resource.tokenExchangeResource,
                tokenPostResource: resource.tokenPostResource,
              },
            },
          ],
        },
        place,
      );
      return place === turn.place ? nothingMore : elsewhere(true);
    },
    async connect(turn, wish, error) {
      const place = await privately(turn);
      await keep(turn, wish, place);
      if (!place) return elsewhere(false);
      const { scopes, claims } = error.details;
      const url = await connectUrl(turn.person, { scopes, claims, conversation: place.conversation.id });
      const reply = connectReply(error, url);
      if (place === turn.place) return reply;
      if (reply.card) await turn.say(cardMessage(reply.card, reply.text), place);
      return elsewhere(true);
    },
  };
}

/** The OAuth card says it all: no further message, and an invoke is answered with these words. */
export const nothingMore: Reply = { text: '' };

function connectReply(error: AideError, url: string): Reply {
  const consent = error.code === 'consent_required';
  const title = consent ? 'I need your permission for this' : 'Your organisation asks for another sign-in step';
  const how = consent
    ? 'Press the button and accept. If the page says that an administrator has to, send them the request from there: they can accept for everybody.'
    : 'Press the button and complete the step.';
  return {
    text: `${title}. ${how}`,
    card: card({
      title,
      body: [how, 'What you asked for is kept for an hour, and done right after it.'],
      facts: consent ? [{ title: 'Permissions', value: (error.details.scopes ?? []).map(shortScope).join(', ') }] : [],
      actions: [openUrl(consent ? 'Give permission' : 'Go on', url)],
    }),
  };
}

/** 'https://graph.microsoft.com/Calendars.ReadWrite' → 'Calendars.ReadWrite' */
const shortScope = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1);
