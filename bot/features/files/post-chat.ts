import { type File, file } from '@aide/contracts/files';
import { z } from 'zod';
import { card } from '../../chat/cards.ts';
import { confirmReply } from '../../chat/confirm.ts';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { asked, buttons, line, type Option } from '../../chat/parts.ts';
import { AideError } from '../../errors.ts';
import type { Context, Reply } from '../feature.ts';
import { typeReply } from './cards/ask.ts';
import { refOf } from './item.ts';
import { postAction } from './post.ts';
import { findChannels } from './post-place.ts';
import { placeScopes } from './scopes.ts';
import { type Wish, wish } from './wish.ts';

const place = z.object({ teamId: z.string(), channelId: z.string(), label: z.string() });
const example = 'post the budget deck in Marketing General';

/** Where, and then what is proposed: in the channel that was named, or in this conversation. */
export async function postFile(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  if (wish.place === undefined) {
    const here = hereOf(ctx);
    if (here) return confirmReply(await ctx.operations.propose(postAction, { file: refOf(file), to: here }), 'Post it');
    return askPlace(ctx, { ...wish, file }, 'In which channel?');
  }
  const found = await findChannels(ctx.graphWith(placeScopes), wish.place);
  const [only, ...others] = found;
  if (!only)
    return askPlace(ctx, { ...wish, file }, `I know no channel called “${line(wish.place)}”. In which channel?`);
  if (others.length === 0) return propose(ctx, file, only);
  const draft = await ctx.drafts.put({ file, places: found });
  const options: Option[] = found
    .slice(0, 6)
    .map(({ label }, index) => ({ label: line(label), verb: 'files.where', data: { draft, index } }));
  const question = `Which “${line(wish.place)}” do you mean?`;
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}

/** The conversation it was said in, as Graph knows it; a chat with Aide alone it does not know. */
function hereOf({ here }: Context) {
  if (here?.type === 'groupChat') return { chatId: here.conversationId };
  return here?.type === 'channel' && here.teamId ? { teamId: here.teamId, channelId: here.conversationId } : undefined;
}

async function askPlace(ctx: Context, wish: Wish, question: string): Promise<Reply> {
  const draft = await ctx.drafts.put({ wish });
  return typeReply(
    question,
    { id: 'place', label: 'Team and channel', placeholder: 'Marketing General' },
    'Go on',
    'files.place',
    { draft },
  );
}

const propose = async (ctx: Context, file: File, { teamId, channelId }: z.output<typeof place>): Promise<Reply> =>
  confirmReply(await ctx.operations.propose(postAction, { file: refOf(file), to: { teamId, channelId } }), 'Post it');

const where = verb({
  verb: 'files.where',
  data: z.object({ draft: draftId, index: z.number().int().min(0).max(99) }),
  scopes: placeScopes,
  async run(ctx, { draft, index }) {
    const known = await draftOf(ctx, draft, z.object({ file, places: z.array(place) }), example);
    const chosen = known.places[index];
    if (chosen) return propose(ctx, known.file, chosen);
    throw new AideError('invalid_input', {
      userMessage: 'That is not on the card.',
      remedy: 'Press one of its buttons.',
    });
  },
});

const typedPlace = verb({
  verb: 'files.place',
  data: z.object({ draft: draftId, place: z.string().trim().min(1).max(500) }),
  scopes: placeScopes,
  async run(ctx, { draft, place: said }) {
    const known = await draftOf(ctx, draft, z.object({ wish }), example);
    if (!known.wish.file)
      throw new AideError('expired', {
        userMessage: 'This card is too old.',
        remedy: `Ask me again, for instance: ${example}.`,
      });
    return postFile(ctx, { ...known.wish, place: said }, known.wish.file);
  },
});

export const postVerbs = [where, typedPlace];
