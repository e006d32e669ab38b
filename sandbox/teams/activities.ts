import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { UserRow } from '../tenant/model.ts';
import { memberOfBot, memberOfUser, type Place, usersOf } from './conversations.ts';
import { escapeHtml, textOfHtml } from './html.ts';
import type { MessageRow } from './tables.ts';
import type { Teams } from './teams.ts';

export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
}

export interface ActivityAttachment {
  contentType: string;
  content: unknown;
  contentUrl?: string;
  name?: string;
}

/** An activity as Teams sends it. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
export interface Activity {
  type: 'message' | 'invoke' | 'conversationUpdate' | 'installationUpdate';
  id: string;
  timestamp: string;
  localTimestamp: string;
  localTimezone: string;
  serviceUrl: string;
  channelId: 'msteams';
  from: Account;
  recipient: Account;
  conversation: {
    id: string;
    tenantId: string;
    conversationType: Place['type'];
    isGroup?: true;
  };
  channelData: Record<string, unknown>;
  locale: string;
  entities?: Record<string, unknown>[];
  text?: string;
  textFormat?: string;
  attachments?: ActivityAttachment[];
  name?: string;
  value?: unknown;
  replyToId?: string;
  membersAdded?: Account[];
  membersRemoved?: Account[];
  action?: 'add' | 'remove';
}

export const serviceUrlOf = (teams: Teams) => `${teams.tenant.origin}/connector/`;

/** What every activity has. @param rootId the thread, in a channel */
function envelope(teams: Teams, place: Place, user: UserRow, type: Activity['type'], rootId?: string) {
  const { tenant, app, identities } = teams;
  const now = DateTime.fromJSDate(tenant.clock.now());
  const locale = user.preferredLanguage;
  const bot = memberOfBot(teams);
  return {
    type,
    id: `f:${randomUUID()}`,
    timestamp: now.toUTC().toISO()!,
    localTimestamp: now.setZone(user.timeZone).toISO()!,
    localTimezone: user.timeZone,
    serviceUrl: serviceUrlOf(teams),
    channelId: 'msteams',
    from: {
      id: identities.userMri(app.botId, user.id),
      name: user.displayName,
      aadObjectId: user.id,
    },
    recipient: { id: bot.mri, name: bot.name },
    conversation: {
      ...(place.type === 'personal' ? {} : { isGroup: true as const }),
      conversationType: place.type,
      tenantId: tenant.id,
      id: rootId === undefined || place.type !== 'channel' ? place.id : `${place.id};messageid=${rootId}`,
    },
    channelData: channelDataOf(teams, place),
    locale,
    entities: [
      { type: 'clientInfo', locale, country: locale.split('-')[1], platform: 'Web', timezone: user.timeZone },
    ] as Record<string, unknown>[],
  } satisfies Activity;
}

function channelDataOf(teams: Teams, place: Place): Record<string, unknown> {
  const tenant = { tenant: { id: teams.tenant.id } };
  if (!place.team) return tenant;
  return {
    teamsChannelId: place.id,
    teamsTeamId: place.team.id,
    channel: { id: place.id },
    team: { id: place.team.id, name: place.team.displayName, aadGroupId: place.team.groupId },
    ...tenant,
  };
}

/** A message of a person. Teams adds the text as HTML, and names who is mentioned. */
export function messageActivity(
  teams: Teams,
  place: Place,
  user: UserRow,
  message: MessageRow,
  { value, files = [] }: { value?: unknown; files?: ActivityAttachment[] } = {},
): Activity {
  const activity = envelope(teams, place, user, 'message', message.rootId ?? message.id);
  const isHtml = message.textFormat === 'html';
  const text = plainText(message);
  const html = isHtml ? message.text : asHtml(text);
  const attachments = [...(text === '' ? [] : [{ contentType: 'text/html', content: html }]), ...files];
  return {
    ...activity,
    id: message.id,
    ...(text === '' ? {} : { text, textFormat: 'plain' }),
    ...(attachments.length > 0 ? { attachments } : {}),
    entities: [...mentionsIn(teams, place, text), ...activity.entities],
    ...(value === undefined ? {} : { value }),
    ...(message.replyToId === undefined ? {} : { replyToId: message.replyToId }),
  };
}

export function invokeActivity(
  teams: Teams,
  place: Place,
  user: UserRow,
  invoke: { name: string; value: unknown; replyToId?: string; rootId?: string },
): Activity {
  const { rootId, ...rest } = invoke;
  const activity = envelope(teams, place, user, 'invoke', rootId);
  return { ...activity, ...rest, channelData: { ...activity.channelData, source: { name: 'message' } } };
}

/**
 * What the bot is told when its app is added or removed: both events, in no certain order.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function installActivities(teams: Teams, place: Place, user: UserRow, action: 'add' | 'remove'): Activity[] {
  const installation: Activity = { ...envelope(teams, place, user, 'installationUpdate'), action };
  installation.channelData = {
    ...installation.channelData,
    settings: { selectedChannel: { id: place.id } },
    source: { name: 'message' },
  };
  // A personal chat ends without a word about members.
  if (action === 'remove' && place.type === 'personal') return [installation];
  const update = envelope(teams, place, user, 'conversationUpdate');
  const bot = { id: update.recipient.id };
  return [
    installation,
    {
      ...update,
      from: { id: update.from.id, aadObjectId: update.from.aadObjectId },
      channelData: {
        ...(place.team ? { eventType: action === 'add' ? 'teamMemberAdded' : 'teamMemberRemoved' } : {}),
        ...update.channelData,
      },
      ...(action === 'add' ? { membersAdded: [bot] } : { membersRemoved: [bot] }),
    },
  ];
}

/** What a person wrote, as bots are told it: mentions stay marked. */
export const plainText = ({ text, textFormat }: Pick<MessageRow, 'text' | 'textFormat'>): string =>
  textFormat === 'html' ? textOfHtml(text) : text;

const mention = /<at>(.*?)<\/at>/g;

/** `<at>Aide</at>` means the app also when its name has an addition in parentheses, e.g. that of an environment. */
export const mentionsBot = (teams: Teams, text: string) =>
  [...text.matchAll(mention)].some(([, name = '']) => isBotName(teams, name));

export const isBotName = (teams: Teams, name: string) => {
  const { displayName } = teams.app;
  return [displayName, displayName.replace(/\s*\(.*\)$/, '')].some((n) => n.toLowerCase() === name.toLowerCase());
};

function mentionsIn(teams: Teams, place: Place, text: string): Record<string, unknown>[] {
  return [...text.matchAll(mention)].flatMap(([tag, name = '']) => {
    const member = isBotName(teams, name)
      ? memberOfBot(teams)
      : usersOf(teams, place)
          .map((u) => memberOfUser(teams, u))
          .find((m) => m.name.toLowerCase() === name.toLowerCase());
    return member ? [{ type: 'mention', mentioned: { id: member.mri, name: member.name }, text: tag }] : [];
  });
}

/** As Teams sends it beside the plain text: a mention is a span that is numbered. */
function asHtml(text: string): string {
  let number = 0;
  const spans = escapeHtml(text).replace(
    /&lt;at&gt;(.*?)&lt;\/at&gt;/g,
    (_, name: string) =>
      `<span itemscope itemtype="http://schema.skype.com/Mention" itemid="${number++}">${name}</span>`,
  );
  return `<p>${spans.replaceAll('\n', '<br>')}</p>`;
}
