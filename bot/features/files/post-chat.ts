import { type File, postInput } from '@aide/contracts/files';
import { z } from 'zod';
import { card } from '../../chat/cards.ts';
import { confirmReply } from '../../chat/confirm.ts';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { asked, buttons, line, type Option } from '../../chat/parts.ts';
import { directoryScopes } from '../../directory/scopes.ts';
import { userOf } from '../../directory/user-of.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { typeReply } from './cards/ask.ts';
import { refOf } from './item.ts';
import { peopleFor } from './people-for.ts';
import { people as namesIn } from './phrase-parts.ts';
import { postAction } from './post.ts';
import { findPlace, type NamedPlace } from './post-find.ts';
import type { To } from './post-to.ts';
import { placeScopes, readScopes } from './scopes.ts';
import { type Wish, wish } from './wish.ts';

const places = z.array(z.object({ to: postInput.shape.to, label: z.string() }));
const example = 'post the budget deck in Marketing General';
/** Places on one card; the sixth button is for another one. */
const mostPlaces = 5;

/** Where, and then what is proposed: in the channel or chat that was named, with the people who were named, or in this conversation. */
export async function postFile(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  if (wish.people.length > 0) return postToPeople(ctx, wish, file);
  if (wish.place === undefined) {
    const here = hereOf(ctx);
    return here ? propose(ctx, wish, file, here) : askPlace(ctx, { ...wish, file }, 'In which channel or chat?');
  }
  const found = await findPlace(ctx, wish.place, wish.placeKind);
  const [only, ...others] = found.places;
  if (only && found.sure && others.length === 0) return propose(ctx, wish, file, only.to);
  if (found.sure) return whichPlace(ctx, wish, file, found.places, `Which “${line(wish.place)}” do you mean?`);
  // "post it to Megan": no place of that name, so that somebody is meant.
  const people = wish.placeKind === undefined ? await named(ctx, wish.place) : undefined;
  if (people) return postToPeople(ctx, { ...wish, place: undefined, people }, file);
  const kind = wish.placeKind === 'channel' || wish.placeKind === 'chat' ? wish.placeKind : 'channel or chat';
  const unknown = `I know no ${kind} called “${line(wish.place)}”.`;
  return only
    ? whichPlace(ctx, wish, file, found.places, `${unknown} Do you mean:`)
    : askPlace(ctx, { ...wish, file }, `${unknown} In which channel or chat?`);
}

/** Are these words names of people? Those of whom several fit count: who is meant is asked then. */
async function named(ctx: Context, words: string): Promise<Wish['people'] | undefined> {
  const wanted = namesIn(words);
  const answers = await ctx.directory.resolve(wanted.map(({ name }) => name));
  return answers.every(({ kind }) => kind !== 'none') ? wanted : undefined;
}

async function postToPeople(ctx: Context, asked: Wish, file: File): Promise<Reply> {
  const known = await peopleFor(ctx, { ...asked, file }, 'To whom?');
  if ('ask' in known) return known.ask;
  const reader = { graph: ctx.graphWith(directoryScopes.resolve) };
  const people = [];
  for (const { name, who } of known.wish.people) {
    const user = who && (await userOf(reader, { ...who, displayName: who.name }));
    if (!user) throw notHere(who?.name ?? name);
    people.push(user);
  }
  return propose(ctx, known.wish, file, { people });
}

/** The conversation it was said in, as Graph knows it; a chat with Aide alone it does not know. */
function hereOf({ here }: Context): To | undefined {
  if (here?.type === 'groupChat') return { chatId: here.conversationId };
  return here?.type === 'channel' && here.teamId ? { teamId: here.teamId, channelId: here.conversationId } : undefined;
}

async function propose(ctx: Context, { role, message }: Wish, file: File, to: To): Promise<Reply> {
  const input = { file: refOf(file), to, ...(role ? { role } : {}), ...(message ? { text: message } : {}) };
  return confirmReply(await ctx.operations.propose(postAction, input), 'Post it');
}

async function whichPlace(ctx: Context, wish: Wish, file: File, found: NamedPlace[], question: string): Promise<Reply> {
  const draft = await ctx.drafts.put({ wish: { ...wish, file }, places: found });
  const options: Option[] = found
    .slice(0, mostPlaces)
    .map(({ label }, index) => ({ label: line(label), verb: 'files.where', data: { draft, index } }));
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}

/** A channel or chat to be typed. What was said so far waits in the draft. */
async function askPlace(ctx: Context, wish: Wish, question: string): Promise<Reply> {
  const draft = await ctx.drafts.put({ wish });
  const input = { id: 'place', label: 'Channel, chat or person', placeholder: 'Marketing General' };
  return typeReply(question, input, 'Go on', 'files.place', { draft });
}

const where = verb({
  verb: 'files.where',
  data: z.object({ draft: draftId, index: z.number().int().min(0).max(99) }),
  scopes: placeScopes,
  async run(ctx, { draft, index }) {
    const known = await draftOf(ctx, draft, z.object({ wish, places }), example);
    const chosen = known.places[index];
    if (chosen) return propose(ctx, known.wish, fileOf(known.wish), chosen.to);
    throw new AideError('invalid_input', {
      userMessage: 'That is not on the card.',
      remedy: 'Press one of its buttons.',
    });
  },
});

const typedPlace = verb({
  verb: 'files.place',
  data: z.object({ draft: draftId, place: z.string().trim().min(1).max(500) }),
  scopes: readScopes,
  async run(ctx, { draft, place }) {
    const known = await draftOf(ctx, draft, z.object({ wish }), example);
    return postFile(ctx, { ...known.wish, place, placeKind: undefined, people: [] }, fileOf(known.wish));
  },
});

function fileOf({ file }: Wish): File {
  if (file) return file;
  throw new AideError('expired', {
    userMessage: 'This card is too old.',
    remedy: `Ask me again, for instance: ${example}.`,
  });
}

const notHere = (name: string) =>
  new AideError('invalid_input', {
    userMessage: `${line(name)} is not in your organisation, so Aide cannot write to them in Teams.`,
    remedy: 'Share the file with them instead: they get an e-mail.',
  });

export const postVerbs = [where, typedPlace];
