import { whoReply } from '../../chat/who.ts';
import { chatMessage, messageLimit, sizeOf } from '../../graph/chat-message.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { laterReply, linkReply, placesReply, tagsReply, tooLongReply, writeReply } from './cards/ask.ts';
import { previewReply } from './cards/preview.ts';
import { mentionsIn } from './mentions.ts';
import { timeFault } from './plan.ts';
import { remainsOf, undoOf } from './send.ts';
import { settleMentions } from './settle-mentions.ts';
import { settlePlace } from './settle-place.ts';
import { withNames } from './target.ts';
import { contentOf, type Wish } from './wish.ts';

/** Places kept with a question; a card has room for fewer. */
const mostPlaces = 30;

/**
 * The next step to a message: asks what is missing or not clear, one thing at a time, and ends with the card that shows how it will look. What is typed so
 * far goes along in a draft. Nothing is sent here.
 * @param write first the text, though there is one: to change it
 */
export async function compose(ctx: Context, given: Wish, write = false): Promise<Reply> {
  let wish = given;
  const keep = (more: object = {}) => ctx.drafts.put({ wish, ...more });
  if (!wish.to) {
    const found = await settlePlace(ctx, wish.place ?? { kind: 'channel', words: '' });
    if ('message' in found) return linkReply(await keep());
    if ('who' in found) {
      const contacts = found.who.contacts;
      return whoReply(found.who, 'posts.who', { draft: await keep({ contacts }), index: found.index, about: 'to' });
    }
    if ('places' in found) {
      const places = found.places.slice(0, mostPlaces);
      return placesReply(found.question, places, await keep({ places: places.map((p) => p.target) }), 0);
    }
    wish = { ...wish, to: found.to };
  }
  const to = await withNames(ctx, wish.to!);
  const inChannel = to.kind === 'channel' || to.kind === 'thread';
  // Channels have no urgent messages; what is meant is the most they have.
  const importance = inChannel && wish.importance === 'urgent' ? 'high' : wish.importance;
  wish = { ...wish, to, importance, mentions: mentionsIn(wish.text, wish.mentions) };
  if (write || wish.text.trim() === '') return writeReply(wish, await keep());
  const { mentions, open } = await settleMentions(ctx, wish.mentions, to);
  wish = { ...wish, mentions };
  if (open) {
    if ('tag' in open) return tagsReply(open.tag, open.tags, await keep(), open.index);
    const data = { draft: await keep({ contacts: open.unclear.contacts }), index: open.index, about: 'mention' };
    return whoReply(open.unclear, 'posts.who', data, 'Leave it as text');
  }
  const reader = await ctx.profile();
  if (wish.day && !wish.at) return laterReply(wish, await keep(), reader.timeZone, await ctx.now());
  const fault = wish.at && timeFault(wish.at, await ctx.now());
  if (fault) {
    const { at: _, ...timeless } = wish;
    return laterReply(timeless, await ctx.drafts.put({ wish: timeless }), reader.timeZone, await ctx.now(), fault);
  }
  const bytes = sizeOf(chatMessage(contentOf(wish)));
  if (bytes > messageLimit) return tooLongReply(wish, bytes, await keep());
  const undo = wish.edits ? undefined : remainsOf(await undoOf(ctx, to));
  return previewReply(wish, await keep(), reader, undo);
}
