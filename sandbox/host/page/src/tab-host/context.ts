import type { Conversation, InstalledApp } from '../../../../teams/protocol.ts';
import type { Person } from '../api/sandbox.ts';
import type { FrameContext, HostName } from './hosts.ts';

export type HostTheme = 'default' | 'dark' | 'contrast';

/** Which page of the app is shown, and where. */
export interface Shown {
  entityId: string;
  subPageId?: string;
  /** The channel or group chat it is pinned in. */
  conversation?: Conversation;
}

export interface ContextParts {
  app: InstalledApp;
  me: Person;
  tenantId: string;
  host: HostName;
  theme: HostTheme;
  /** BCP 47; Teams writes it in small letters. */
  locale: string;
  /** Ids of this sitting in the host, and of the app in it. */
  sessionId: string;
  appSessionId: string;
  frame: FrameContext;
  shown: Shown;
}

/**
 * What `getContext` is answered with: TeamsJS makes app.Context of these flat names.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/access-teams-context
 */
export function contextOf(parts: ContextParts): Record<string, unknown> {
  const { app, me, tenantId, host, theme, locale, sessionId, appSessionId, frame, shown } = parts;
  const { conversation } = shown;
  const channel = conversation?.type === 'channel' ? conversation : undefined;
  return {
    appId: app.teamsAppId,
    appSessionId,
    entityId: shown.entityId,
    ...(shown.subPageId === undefined ? {} : { subEntityId: shown.subPageId }),
    frameContext: frame,
    hostClientType: 'web',
    hostName: host,
    locale: locale.toLowerCase(),
    loginHint: me.userPrincipalName,
    sessionId,
    theme,
    tid: tenantId,
    userObjectId: me.id,
    userPrincipalName: me.userPrincipalName,
    upn: me.userPrincipalName,
    ...(channel
      ? {
          channelId: channel.id,
          channelName: channel.title,
          channelType: channelTypes[channel.membershipType ?? 'standard'],
          groupId: channel.team?.id,
          teamId: channel.team?.id,
          teamName: channel.team?.displayName,
        }
      : conversation
        ? { chatId: conversation.id }
        : {}),
  };
}

const channelTypes = { standard: 'Regular', private: 'Private', shared: 'Shared' } as const;

/**
 * The address of a tab with Teams' placeholders filled, in their older and newer spelling; what is unknown becomes empty.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/access-teams-context
 */
export function addressOf(contentUrl: string, context: Record<string, unknown>): string {
  return contentUrl.replace(/\{([\w.]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(context[newerNames[name] ?? name] ?? '')),
  );
}

const newerNames: Record<string, string> = {
  'app.locale': 'locale',
  'app.theme': 'theme',
  'app.host.name': 'hostName',
  'page.id': 'entityId',
  'page.subPageId': 'subEntityId',
  'user.id': 'userObjectId',
  'user.loginHint': 'loginHint',
  'user.tenant.id': 'tid',
  'channel.id': 'channelId',
  'chat.id': 'chatId',
  'team.groupId': 'groupId',
};
