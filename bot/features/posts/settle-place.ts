import type { Target } from '@aide/contracts/posts';
import { findPeople, type Unclear } from '../../chat/who.ts';
import { userOf } from '../../directory/user-of.ts';
import type { Context } from '../feature.ts';
import { channelPlaces, chatPlaces, findPlaces, type Place } from './match.ts';
import { readChats, readTeams } from './places.ts';
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
  if (place.kind === 'chat') return oneOf(place.words, chatPlaces(await readChats(ctx)), 'chat');
  const { teams, fresh } = await readTeams(ctx);
  const found = oneOf(place.words, channelPlaces(teams), 'channel', ctx.here?.teamId);
  if ('to' in found || fresh) return found;
  const all = (await readTeams(ctx, true)).teams;
  return oneOf(place.words, channelPlaces(all), 'channel', ctx.here?.teamId);
}

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
  if ('unclear' in found) return { who: found.unclear, index: found.index };
  const people = [];
  for (const [index, contact] of found.people.entries()) {
    const user = await userOf(ctx, contact);
    if (!user) return { who: { name: names[index] ?? '', contacts: [], several: false }, index };
    if (user.id !== ctx.person.userId) people.push(user);
  }
  if (people.length === 0) return { question: 'To whom?', places: [] };
  return { to: { kind: 'people', people: people.slice(0, 19) } };
}
