import { z } from 'zod';

/** Ids as Graph gives them: of teams, channels ('19:…@thread.tacv2'), chats, messages, tags. */
const id = z.string().trim().min(1).max(512);
const name = z.string().max(256);
/** An instant with its offset, e.g. 2026-11-24T14:00:00Z. */
const instant = z.iso.datetime({ offset: true });

export const channelTarget = z.object({
  kind: z.literal('channel'),
  teamId: id,
  channelId: id,
  /** For display. */
  team: name.optional(),
  channel: name.optional(),
});
/** A thread of a channel, to reply to. */
export const threadTarget = channelTarget.extend({ kind: z.literal('thread'), messageId: id });
/** A message of the chat that is answered: it is shown above the answer. Its author and beginning are for display. */
export const quoted = z.object({ messageId: id, from: name.optional(), text: z.string().max(300).optional() });
export type Quoted = z.infer<typeof quoted>;
export const chatTarget = z.object({
  kind: z.literal('chat'),
  chatId: id,
  name: name.optional(),
  quotes: quoted.optional(),
});
/** One person or several: their chat is found, or begun. */
export const peopleTarget = z.object({
  kind: z.literal('people'),
  people: z.array(z.object({ id, name })).min(1).max(19),
});
export const postTarget = z.discriminatedUnion('kind', [channelTarget, chatTarget, peopleTarget]);
export const anyTarget = z.discriminatedUnion('kind', [channelTarget, threadTarget, chatTarget, peopleTarget]);
export type Target = z.infer<typeof anyTarget>;

/** Somebody who is told. `text`: the words in the message that stand for them, e.g. '@Megan'. */
export const mention = z.object({
  kind: z.enum(['person', 'channel', 'team', 'tag', 'chat']),
  id,
  name: name.min(1),
  text: z.string().max(256).optional(),
});

export const importance = z.enum(['normal', 'high', 'urgent']);

/** 200,000 characters: what is too long for a message can still be put into a file. */
const text = z.string().max(200_000);

export const content = z.object({
  subject: z.string().trim().min(1).max(255).optional(),
  /** As typed, with a little Markdown; HTML in it is text. */
  text,
  importance: importance.default('normal').describe('urgent: in chats only'),
  mentions: z.array(mention).max(50).default([]),
  card: z.record(z.string(), z.unknown()).optional().describe('an Adaptive Card'),
  images: z
    .array(
      z.object({
        contentType: z.enum(['image/png', 'image/jpeg', 'image/gif']),
        contentBytes: z.base64().max(4_000_000),
        name: name.optional(),
      }),
    )
    .max(10)
    .optional(),
  files: z
    .array(z.object({ id, name, contentUrl: z.url({ protocol: /^https?$/ }) }))
    .max(10)
    .optional(),
});
export type Content = z.output<typeof content>;

export const postInput = content.extend({ to: postTarget });
export const replyInput = content.extend({ to: threadTarget });

/** A message that is there. */
export const messageRef = z.union([
  z.object({
    teamId: id,
    channelId: id,
    messageId: id,
    /** Replies: the message that began the thread. */
    threadId: id.optional(),
  }),
  z.object({ chatId: id, messageId: id }),
]);
export type MessageRef = z.infer<typeof messageRef>;

export const sent = z.object({
  message: messageRef,
  /** "Marketing › General", "Megan Bowen". */
  place: z.string(),
  content,
  webUrl: z.string().optional(),
  createdDateTime: z.string().optional(),
});
export type Sent = z.infer<typeof sent>;

export const editInput = content.extend({
  message: messageRef,
  /** The operation that posted it, if Aide did: what it said before is known from there. */
  operation: z.string().max(64).optional(),
  place: z.string().max(600).optional(),
});
export const editOutput = z.object({
  message: messageRef,
  place: z.string(),
  before: z.unknown().optional(),
  /** What it says now. */
  content: content.optional(),
});

export const takeBackInput = z.object({ message: messageRef, place: z.string().max(600).optional() });
export const takeBackOutput = z.object({ message: messageRef });

export const planInput = z.object({
  at: instant,
  post: content.extend({ to: anyTarget }),
  /** A plan that this one takes the place of. */
  replaces: z.string().max(64).optional(),
});
export const planned = z.object({
  id: z.string(),
  at: instant,
  title: z.string(),
  post: content.extend({ to: anyTarget }),
  retrying: z.boolean().optional().describe('its time has come, Microsoft 365 was busy, and it is tried again'),
});
export type Planned = z.infer<typeof planned>;
export const planOutput = z.object({ plan: planned, replaced: planned.optional() });

export const cancelPlanInput = z.object({ id: z.string().min(1).max(64) });
export const cancelPlanOutput = z.object({ plan: planned });

export const postAsFileInput = z.object({
  to: z.discriminatedUnion('kind', [channelTarget, threadTarget]),
  subject: z.string().trim().min(1).max(255).optional(),
  text: text.min(1),
  importance: importance.default('normal'),
  mentions: z.array(mention).max(50).default([]),
});
export const postAsFileOutput = sent.extend({
  file: z.object({ driveId: z.string(), itemId: z.string(), name: z.string(), webUrl: z.string() }),
});

export const teamsInput = z.object({ refresh: z.boolean().default(false) });
export const channelInfo = z.object({
  id: z.string(),
  displayName: z.string(),
  membershipType: z.string(),
  /** The team that it belongs to, when it is another one that shares it. */
  hostTeamId: z.string().optional(),
  webUrl: z.string().optional(),
});
export const teamInfo = z.object({
  id: z.string(),
  displayName: z.string(),
  channels: z.array(channelInfo),
  isMember: z.boolean().optional().describe('false: only channels of it are shared with the person'),
});
export type Team = z.infer<typeof teamInfo>;
export const teamsOutput = z.object({ teams: z.array(teamInfo) });

export const chatsInput = z.object({ top: z.number().int().min(1).max(50).default(50) });
export const chatInfo = z.object({
  id: z.string(),
  type: z.string(),
  topic: z.string().optional(),
  /** Everybody in it but the person. */
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  webUrl: z.string().optional(),
});
export type Chat = z.infer<typeof chatInfo>;
export const chatsOutput = z.object({ chats: z.array(chatInfo) });

export const previewInput = content.extend({ to: anyTarget });
export const previewOutput = z.object({
  place: z.string(),
  subject: z.string().optional(),
  importance,
  /** Exactly what is sent as the message's body. */
  html: z.string(),
  /** Names of those who are told. */
  notified: z.array(z.string()),
  bytes: z.number(),
  /** Bytes a message may have. */
  limit: z.number(),
  fits: z.boolean(),
});

export const plannedInput = z.object({});
export const plannedOutput = z.object({
  plans: z.array(planned),
  timeZone: z.string().describe('IANA name'),
  /** What people call now. */
  now: instant,
});

export const tagsInput = z.object({ teamId: id });
/** https://learn.microsoft.com/graph/api/resources/teamworktag */
export const tagInfo = z.object({
  id: z.string(),
  displayName: z.string(),
  /** How many people it stands for. */
  memberCount: z.number().int().min(0).optional(),
});
export type Tag = z.infer<typeof tagInfo>;
export const tagsOutput = z.object({ tags: z.array(tagInfo) });
