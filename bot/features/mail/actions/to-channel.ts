import type { WholeMail } from '@aide/contracts/mail';
import { toChannelInput, toChannelOutput } from '@aide/contracts/mail/outside';
import type { Receipt } from '@aide/contracts/operations';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { sizeText } from '../../../chat/size.ts';
import { channelNames, forgetTeams } from '../../../directory/places.ts';
import { AideError } from '../../../errors.ts';
import { messageLimit, sizeOf } from '../../../graph/chat-message.ts';
import { itemPath } from '../../../graph/drive-path.ts';
import { findMessage } from '../../../graph/find-message.ts';
import { channelPace } from '../../../graph/pacer.ts';
import type { Action, Context, Profile } from '../../feature.ts';
import { type ChannelFile, emlName, putIntoChannel } from '../channel-file.ts';
import { readWhole } from '../get.ts';
import { nameOf, unlessGone } from '../message.ts';
import { fits, type PostMode, postOf } from '../post-body.ts';
import { channelScopes, lookFor, otherDrives, takeBack } from '../scopes.ts';
import { beginning } from '../text.ts';

type Input = z.output<typeof toChannelInput>;
type Output = z.output<typeof toChannelOutput>;
const fileSchema = z.object({
  driveId: z.string(),
  itemId: z.string(),
  name: z.string(),
  webUrl: z.string().optional(),
  id: z.string(),
});
/** `sending`: the post was about to go out then. */
const kept = z.object({ file: fileSchema.optional(), sending: z.string().optional() });

export const toChannelAction: Action<typeof toChannelInput, Output> = {
  name: 'mail.toChannel',
  title: 'Post an email in a channel',
  scopes: channelScopes,
  input: toChannelInput,
  output: toChannelOutput,

  async propose(ctx, input) {
    const [{ mail, post, tooLong }, place, undo] = await Promise.all([
      prepare(ctx, input),
      placeOf(ctx, input),
      undoOf(ctx),
    ]);
    if (tooLong) await askForFolder(ctx);
    const modes: Record<PostMode, string> = {
      summary: 'A summary',
      quote: 'This message',
      whole: 'With what it quotes',
    };
    return {
      title: `Post the email "${mail.subject}" in ${place}`,
      facts: [
        ...(mail.from ? [{ title: 'From', value: nameOf(mail.from) }] : []),
        { title: 'What', value: modes[tooLong ? 'summary' : input.mode] },
        ...(input.comment ? [{ title: 'Your words', value: beginning(input.comment, 300) }] : []),
        { title: 'It says', value: beginning(mail.ownText, 300) },
      ],
      warnings: [
        'Everybody in the channel will read it.',
        ...(tooLong
          ? [
              `It has ${sizeText(sizeOf(post))}; a post takes at most ${sizeText(messageLimit)}. So a summary is posted, and the email as a file (.eml) in the channel’s folder.`,
            ]
          : []),
      ],
      undo,
      remains: remainsOf(undo),
    };
  },

  async perform(ctx, input, operation, memory) {
    const before = kept.safeParse(memory.kept).data ?? {};
    const { mail, post, tooLong, owner } = await prepare(ctx, input);
    const place = await placeOf(ctx, input);
    const file = tooLong ? (before.file ?? (await upload(ctx, input, mail, operation))) : undefined;
    const body = file ? withFile(mail, input, owner, file) : post;
    const startedAt = (await ctx.now()).toUTC().toISO()!;
    // Found out beforehand: once it is posted, nothing may fail any more.
    const undo = await undoOf(ctx);
    await memory.keep({ ...(file ? { file } : {}), sending: before.sending ?? startedAt });
    await channelPace(`${input.to.teamId}/${input.to.channelId}`);
    try {
      const posted = await ctx.graph.post<ChatMessage>(postsPath(input), body, { repeatable: false });
      return receiptOf(mail, input, place, posted, undo, file);
    } catch (error) {
      if (error instanceof AideError && error.code === 'not_found') forgetTeams(ctx);
      throw error;
    }
  },

  /** A post has no key: without the permission to look it stays unknown, because once more could be twice. */
  async recover(ctx, input, _operation, memory) {
    const begun = kept.safeParse(memory.kept).data;
    if (!begun?.sending) return 'repeat';
    if (!(await ctx.consented(lookFor)))
      return {
        unknown: `Your organisation has not allowed Aide to read messages (${lookFor.join(', ')}), so it cannot look.`,
      };
    const { mail, post, owner } = await prepare(ctx, input);
    const body = begun.file ? withFile(mail, input, owner, begun.file) : post;
    const found = await findMessage(ctx.graphWith(lookFor), postsPath(input), body, {
      userId: ctx.person.userId,
      startedAt: begun.sending,
    });
    if (!found) return 'repeat';
    return { done: receiptOf(mail, input, await placeOf(ctx, input), found, await undoOf(ctx), begun.file) };
  },

  async undo(ctx, _input, { result: { teamId, channelId, postId, place, file } }) {
    if (!(await ctx.consented(takeBack)))
      throw new AideError('forbidden', {
        message: 'no consent to change channel messages',
        userMessage: 'Your organisation has not allowed Aide to take posts back.',
        remedy: `Do it in Teams itself, or ask your administrator to consent to ${takeBack.join(', ')} for Aide.`,
      });
    const path = `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/messages/${encodeURIComponent(postId)}/softDelete`;
    // Deleting what is deleted is answered like the first time.
    await ctx.graphWith(takeBack).post(path, undefined, { repeatable: true });
    if (file) await unlessGone(ctx.graphWith(otherDrives).delete(itemPath(file)));
    return { summary: `Taken back from ${place}${file ? '; the file is in the recycle bin' : ''}` };
  },

  about: (_input, { result }) => mailThread(result.conversationId),
};

const postsPath = ({ to: { teamId, channelId } }: Input) =>
  `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/messages`;

async function prepare(ctx: Context, { message, mode, comment }: Input) {
  const [mail, owner] = await Promise.all([readWhole(ctx, message), ctx.profile()]);
  const post = postOf({ mail, mode, owner, ...(comment ? { comment } : {}) });
  return { mail, owner, post, tooLong: !fits(post) || (mail.isCut && mode !== 'summary') };
}

const withFile = (mail: WholeMail, { comment }: Input, owner: Profile, file: ChannelFile) =>
  postOf({ mail, mode: 'summary', owner, file, ...(comment ? { comment } : {}) });

/** The person is asked for the permission to write into the channel's folder before they decide, not after. */
const askForFolder = (ctx: Context): Promise<void> => ctx.graphWith(otherDrives).ready();

const upload = (ctx: Context, { to }: Input, { id, subject }: WholeMail, operation: string): Promise<ChannelFile> =>
  putIntoChannel(ctx, ctx.graphWith(otherDrives), to, { message: id, name: emlName(subject, operation) });

/** Also says early that one is not in the channel. @throws AideError not_found */
async function placeOf(ctx: Context, { to }: Input): Promise<string> {
  const known = await channelNames(ctx, to.teamId, to.channelId);
  if (known) return `${known.team} › ${known.channel}`;
  throw new AideError('not_found', {
    userMessage: 'You are not in this channel, or it is not there any more.',
    remedy: 'Name one of your channels.',
  });
}

const undoOf = async (ctx: Context): Promise<'compensating' | 'none'> =>
  (await ctx.consented(takeBack)) ? 'compensating' : 'none';

const remainsOf = (undo: 'compensating' | 'none') =>
  undo === 'compensating'
    ? '"This message has been deleted" remains where it was, and who has read it, has read it.'
    : `Taking a post back needs ${takeBack.join(', ')}, which only your administrator can allow. You can delete it in Teams yourself.`;

function receiptOf(
  mail: WholeMail,
  { to: { teamId, channelId } }: Input,
  place: string,
  posted: ChatMessage,
  undo: 'compensating' | 'none',
  file: ChannelFile | undefined,
): Receipt<Output> {
  const { id: _, ...stored } = file ?? { id: '' };
  return {
    summary: `Posted the email "${mail.subject}" in ${place}${file ? ', with the whole of it as a file' : ''}`,
    warnings: [],
    links: [
      ...(posted.webUrl ? [{ title: 'Open in Teams', url: posted.webUrl }] : []),
      ...(file?.webUrl ? [{ title: 'Open the file', url: file.webUrl }] : []),
    ],
    undo,
    result: {
      conversationId: mail.conversationId,
      teamId,
      channelId,
      postId: posted.id ?? '',
      place,
      ...(posted.webUrl ? { webUrl: posted.webUrl } : {}),
      ...(file ? { file: stored as Omit<ChannelFile, 'id'> } : {}),
    },
  };
}
