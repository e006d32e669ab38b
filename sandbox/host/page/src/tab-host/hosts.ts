/** The Microsoft 365 apps that show a personal tab, by what TeamsJS calls them. */
export const hosts = {
  Teams: { label: 'Teams', chat: true },
  Outlook: { label: 'Outlook', chat: false },
  Office: { label: 'Microsoft 365', chat: false },
} as const;
export type HostName = keyof typeof hosts;

/** 'settings': the page on which a tab for a channel or chat is set up. */
export type FrameContext = 'content' | 'task' | 'authentication' | 'settings';

/** Of TeamsJS: what a host that knows its runtime 4 is asked for. */
const latest = 4;

/**
 * What the host can do, as `initialize` is answered with it: TeamsJS refuses everything else before it is asked for.
 * https://learn.microsoft.com/microsoftteams/platform/m365-apps/teamsjs-support-m365
 * @param version the newest form of this that the app's TeamsJS reads
 */
export function runtimeOf(host: HostName, version: unknown): string {
  return JSON.stringify({
    apiVersion: typeof version === 'number' && version < latest ? version : latest,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    isLegacyTeams: false,
    supports: {
      dialog: { card: {}, url: { parentCommunication: {} }, update: {} },
      pages: { backStack: {}, currentApp: {}, ...(hosts[host].chat ? { config: {} } : {}) },
      ...(hosts[host].chat ? { chat: {} } : {}),
    },
  });
}
