import { createHash } from 'node:crypto';
import { isBotName } from '../../teams/activities.ts';
import type { Place } from '../../teams/conversations.ts';
import { escapeHtml, htmlOfMarkdown } from '../../teams/html.ts';
import type { MessageRow } from '../../teams/tables.ts';
import type { Teams } from '../../teams/teams.ts';
import { graphChatId } from './place.ts';

type Resource = Record<string, unknown>;

export const modifiedAt = (row: MessageRow): string => row.changedAt ?? row.createdAt;

/** A message as Graph writes it. https://learn.microsoft.com/graph/api/resources/chatmessage */
export function chatMessageOf(teams: Teams, place: Place, row: MessageRow): Resource {
  const { mentions, body, attachments } = row.deleted ? emptied : contentOf(teams, place, row);
  return {
    id: row.id,
    replyToId: place.team ? (row.rootId ?? null) : null,
    etag: String(Date.parse(modifiedAt(row))),
    messageType: 'message',
    createdDateTime: row.createdAt,
    lastModifiedDateTime: modifiedAt(row),
    lastEditedDateTime: row.updatedAt ?? null,
    deletedDateTime: row.deleted ? modifiedAt(row) : null,
    subject: row.deleted ? null : (row.subject ?? null),
    summary: null,
    chatId: place.team ? null : graphChatId(teams, place),
    importance: row.importance ?? 'normal',
    locale: 'en-us',
    webUrl: place.team ? webUrlOf(teams, place, row) : null,
    channelIdentity: place.team ? { teamId: place.team.groupId, channelId: place.id } : null,
    policyViolation: null,
    eventDetail: null,
    from: authorOf(teams, row),
    body,
    attachments,
    mentions,
    reactions: (row.reactions ?? []).map((reaction) => reactionOf(teams, reaction)),
  };
}

const emptied = { mentions: [], body: { contentType: 'html', content: '' }, attachments: [] };

function webUrlOf({ tenant }: Teams, place: Place, row: MessageRow): string {
  const query = `groupId=${place.team?.groupId}&tenantId=${tenant.id}&createdTime=${row.id}&parentMessageId=${row.rootId ?? row.id}`;
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(place.id)}/${row.id}?${query}`;
}

export const userIdentity = ({ tenant }: Teams, id: string): Resource => ({
  '@odata.type': '#microsoft.graph.teamworkUserIdentity',
  id,
  displayName: tenant.tables.users.get(id)?.displayName ?? null,
  userIdentityType: 'aadUser',
  tenantId: tenant.id,
});

const botIdentity = ({ app }: Teams): Resource => ({
  '@odata.type': '#microsoft.graph.teamworkApplicationIdentity',
  id: app.botId,
  displayName: app.displayName,
  applicationIdentityType: 'bot',
});

const authorOf = (teams: Teams, { from }: MessageRow): Resource => ({
  application: from.kind === 'bot' ? botIdentity(teams) : null,
  device: null,
  user: from.kind === 'user' ? userIdentity(teams, from.id) : null,
});

const reactionOf = (teams: Teams, { type, userId, at }: NonNullable<MessageRow['reactions']>[number]): Resource => ({
  reactionType: type,
  displayName: null,
  reactionContentUrl: null,
  createdDateTime: at,
  user: { application: null, device: null, user: { ...userIdentity(teams, userId), displayName: null } },
});

function contentOf(teams: Teams, place: Place, row: MessageRow) {
  const attachments = row.attachments.map((attachment, index) => attachmentOf(row, attachment, index));
  const { text, mentions } = textOf(teams, place, row);
  const plain = row.textFormat === 'plain' && mentions.length === 0 && attachments.length === 0;
  const markers = attachments.filter(({ id }) => !text.includes(`<attachment id="${id}"`));
  const content = text + markers.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
  return {
    attachments,
    mentions: mentions.map(({ id, mentionText, mentioned }) => ({
      id,
      mentionText,
      mentioned: { application: null, device: null, conversation: null, user: null, tag: null, ...mentioned },
    })),
    body: plain ? { contentType: 'text', content: row.text } : { contentType: 'html', content },
  };
}

/** The text as HTML. Whom a client or a bot has named as `<at>Name</at>` gets a number here, as Graph wants it. */
function textOf(teams: Teams, place: Place, row: MessageRow): { text: string; mentions: Mentions } {
  if (row.textFormat === 'html') return { text: row.text, mentions: row.mentions ?? [] };
  const html =
    row.textFormat === 'plain'
      ? escapeHtml(row.text).replaceAll('\n', '<br>')
      : row.textFormat === 'markdown'
        ? htmlOfMarkdown(row.text)
        : row.text;
  const mentions: Mentions = [];
  const text = html.replace(/(?:&lt;|<)at(?:&gt;|>)(.*?)(?:&lt;|<)\/at(?:&gt;|>)/g, (whole, name: string) => {
    const mentioned = namedIn(teams, place, name);
    if (!mentioned) return whole;
    const id = mentions.push({ id: mentions.length, mentionText: name, mentioned }) - 1;
    return `<at id="${id}">${name}</at>`;
  });
  return { text, mentions };
}
type Mentions = NonNullable<MessageRow['mentions']>;

function namedIn(teams: Teams, place: Place, name: string): Resource | undefined {
  if (isBotName(teams, name)) return { application: botIdentity(teams) };
  const user = place.memberIds
    .flatMap((id) => teams.tenant.tables.users.get(id) ?? [])
    .find(({ displayName }) => escapeHtml(displayName) === name);
  return user && { user: userIdentity(teams, user.id) };
}

/** Cards are JSON in a string. What a bot attaches has no id, so it gets one that stays the same. */
function attachmentOf(row: MessageRow, attachment: MessageRow['attachments'][number], index: number) {
  const { contentType, content, contentUrl = null, name = null } = attachment;
  const made = () => createHash('sha256').update(`${row.id}:${index}`).digest('hex').slice(0, 32);
  return {
    id: attachment.id ?? made(),
    contentType,
    contentUrl,
    content: content === undefined ? null : typeof content === 'string' ? content : JSON.stringify(content),
    name,
    thumbnailUrl: null,
    teamsAppId: null,
  };
}
