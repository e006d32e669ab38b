import type { Target } from '@aide/contracts/posts';
import { findPeople, type Unclear } from '../../chat/who.ts';
import type { Contact } from '../../directory/directory.ts';
import { readChats, readTeams } from '../../directory/places.ts';
import { userOf } from '../../directory/user-of.ts';
import type { Context } from '../feature.ts';
import { channelPlaces, chatPlaces, findPlaces, type Place } from './match.ts';
import { type Answerable, answerable, authoredBy, replyTo } from './quote.ts';
import type { WantedPlace } from './wish.ts';

export type Settled =
  | { to: Target }
  /** One question; `places` may be empty when there is nothing alike. */
  | { question: string; places: Place[] }
  | { who: Unclear; index: number }
  | { message: true };

/** Finds the channel, chat or people that are meant. Channels that were read lately cost no call; what is not among them is looked for anew. */
export async function settlePlace(ctx: Context, place: WantedPlace): Promise<Settled> {
  if (place.kind === 'message') return { message: true };
  if (place.kind === 'people') return settlePeople(ctx, place.names);
  if (place.kind === 'link') return { to: await replyTo(ctx, place.message) };
  if (place.kind === 'answer') return settleAnswer(ctx, place.name, place.chatId);
  if (place.kind === 'chat') return oneOf(place.words, chatPlaces(await readChats(ctx)), 'chat');
  const { teams, fresh } = await readTeams(ctx);
  const found = oneOf(place.words, channelPlaces(teams), 'channel', ctx.here?.teamId);
  if ('to' in found || fresh) return found;
  const all = (await readTeams(ctx, true)).teams;
  return oneOf(place.words, channelPlaces(all), 'channel', ctx.here?.teamId);
}

/** The message that is answered: the last one of this name in the chat, or in the chat with whoever it is. */
async function settleAnswer(ctx: Context, name: string, chatId: string | undefined): Promise<Settled> {
  if (chatId) return answerOf(ctx, { chatId, name: 'this chat' }, name);
  const found = await findPeople(ctx, [name]);
  if ('unclear' in found) return { who: colleaguesOnly(found.unclear), index: found.index };
  const [contact] = found.people;
  const user = await userOf(ctx, contact!);
  if (!user) return { question: outside(contact!), places: [] };
  const chat = (await readChats(ctx)).find((c) => c.type === 'oneOnOne' && c.members[0]?.id === user.id);
  if (!chat) return { question: `You have no chat with ${user.name} yet. Where do you want to write?`, places: [] };
  return answerOf(ctx, { chatId: chat.id, name: 'your chat' }, user.name);
}

async function answerOf(ctx: Context, chat: { chatId: string; name: string }, name: string): Promise<Settled> {
  const messages = await answerable(ctx, chat.chatId);
  const theirs = authoredBy(name, messages);
  const targetOf = ({ messageId, from, text }: Answerable): Target => ({
    kind: 'chat',
    ...chat,
    quotes: { messageId, from, ...(text ? { text } : {}) },
  });
  if (theirs.length === 1) return { to: targetOf(theirs[0]!) };
  const question =
    theirs.length > 1
      ? 'Whose message do you mean?'
      : `${name} has written nothing here lately. Which message do you mean?`;
  const offered = (theirs.length > 1 ? theirs : messages).slice(0, 5);
  return {
    question: offered.length > 0 ? question : 'Nobody has written anything here lately. Where do you want to write?',
    places: offered.map((message) => ({
      target: targetOf(message),
      label: [message.from, message.text].filter(Boolean).join(': ').slice(0, 60),
      own: [],
      team: [],
      isMain: false,
    })),
  };
}

/** In Teams one writes to accounts of the organisation, so that looking for others would lead nowhere. */
const colleaguesOnly = ({ contactsUnread: _, ...unclear }: Unclear): Unclear => unclear;

const outside = ({ displayName }: Contact): string =>
  `${displayName} has no account in your organisation, so I cannot write to them in Teams. I can write them an email. Where do you want to write?`;

function oneOf(words: string, places: Place[], kind: 'channel' | 'chat', home?: string): Settled {
  const { fitting, uncertain } = findPlaces(words, places, home);
  const [first] = fitting;
  if (first && fitting.length === 1 && !uncertain) return { to: first.target };
  if (first)
    return {
      question: uncertain ? `I know no ${kind} called ${words}. Did you mean:` : `Which ${words || kind} do you mean?`,
      places: fitting,
    };
  return { question: words ? `I know no ${kind} called ${words}.` : `In which ${kind}?`, places: words ? [] : places };
}

async function settlePeople(ctx: Context, names: string[]): Promise<Settled> {
  const found = await findPeople(ctx, names);
  if ('unclear' in found) return { who: colleaguesOnly(found.unclear), index: found.index };
  const people = [];
  for (const contact of found.people) {
    const user = await userOf(ctx, contact);
    if (!user) return { question: outside(contact), places: [] };
    if (user.id !== ctx.person.userId) people.push(user);
  }
  if (people.length === 0) return { question: 'To whom?', places: [] };
  return { to: { kind: 'people', people: people.slice(0, 19) } };
}
