import { app, authentication, FrameContexts, pages } from '@microsoft/teams-js';
import { type SignInProblem, signInProblem } from './sign-in.ts';

/** The themes that a host can have; Outlook and Microsoft 365 name the same ones. */
export type Theme = 'default' | 'dark' | 'contrast';

/** Where the tab is shown, and what it may ask of it. The only file that calls TeamsJS. */
export interface Host {
  /** 'Teams', 'Outlook', 'Office' …: what the host calls itself. */
  name: string;
  theme: Theme;
  /** BCP 47, e.g. 'en-us'. */
  locale: string;
  /** What a deep link says to show: `subEntityId`, e.g. 'tasks/AAMk…'. */
  subPageId?: string;
  /** The tab's name in the manifest, or what the configuration page called it. */
  pageId: string;
  /** A tab in a channel or group chat: there nothing personal is shown. */
  shared?: SharedPlace;
  /** The page in which a member sets up such a tab; absent everywhere else. */
  setUp?: TabSetUp;
  /** The app's id in the organisation, for links. */
  appId?: string;
  /**
   * The person's token for our API. Asked for on every call: the host keeps it as long as it is good, and nobody else does.
   * @throws SignInError
   */
  token(): Promise<string>;
  onTheme(listener: (theme: Theme) => void): void;
  openLink(url: string): Promise<void>;
  /** Opens a window of ours and waits until it says that it is done. @throws when it was closed before */
  openPopup(url: string): Promise<void>;
  /** Shows a link to a place in this tab, to be copied. @returns false where the host has no links to tabs */
  share(subPageId: string, label: string): Promise<boolean>;
  /** Opens the person's own tab. @returns false where the host cannot */
  openPersonal(subPageId?: string): Promise<boolean>;
  /** Back on a phone. The listener says whether there was a way back in the tab. */
  onBack(listener: () => boolean): void;
}

/** Where others look, too. */
export type SharedPlace =
  | { kind: 'channel'; teamId: string; channelId: string; team: string; channel: string }
  | { kind: 'chat'; chatId: string };

/** What a member has chosen to show there. */
export interface TabContent {
  /** What it shows, in the app's own words: `pageId` of the tab that it becomes. */
  entityId: string;
  /** https, on this server. */
  contentUrl: string;
  /** The tab's name, until somebody gives it another one. */
  name: string;
}

export interface TabSetUp {
  /** What was chosen before; undefined: it is a new tab. */
  before?: Pick<TabContent, 'entityId' | 'contentUrl'>;
  /** Nothing, while it is not complete: the host's button to save it is disabled. */
  choose(content: TabContent | undefined): void;
}

/** The host gave no token. */
export class SignInError extends Error {
  readonly problem: SignInProblem;
  constructor(cause: unknown) {
    const problem = signInProblem(cause);
    super(problem.detail, { cause });
    this.problem = problem;
  }
}

/** The tab's id in the app's manifest (`staticTabs`). */
const pageId = 'home';

/** Why there is no host: the page was opened by itself, or whatever frames it does not answer. */
export class NoHost extends Error {}

/** Shown by itself, a page cannot be in a host; in a frame it may still be in somebody else's. */
const isAlone = () => window.parent === window && !window.opener;

/**
 * Connects to Teams, Outlook or Microsoft 365.
 * @param origins of hosts besides Microsoft's own
 * @throws NoHost
 */
export async function connect(origins: string[]): Promise<Host> {
  if (isAlone()) throw new NoHost('the page was opened outside of Teams');
  try {
    await app.initialize(origins);
  } catch (cause) {
    throw new NoHost('the host did not answer', { cause });
  }
  const context = await app.getContext();
  const setUp = context.page.frameContext === FrameContexts.settings ? await openSetUp() : undefined;
  const shared = placeOf(context);
  const appId = context.app.appId?.toString();
  // Teams stops waiting for a tab that says nothing for 30 seconds.
  app.notifyAppLoaded();
  app.notifySuccess();
  return {
    name: context.app.host.name,
    theme: themeOf(context.app.theme),
    locale: context.app.locale,
    subPageId: context.page.subPageId || undefined,
    pageId: context.page.id,
    ...(shared ? { shared } : {}),
    ...(setUp ? { setUp } : {}),
    appId,
    async token() {
      try {
        return await authentication.getAuthToken();
      } catch (cause) {
        throw new SignInError(cause);
      }
    },
    onTheme: (listener) => app.registerOnThemeChangeHandler((theme) => listener(themeOf(theme))),
    openLink: (url) => app.openLink(url),
    async openPopup(url) {
      await authentication.authenticate({ url: asHttps(url), width: 600, height: 640 });
    },
    async share(subPageId, label) {
      if (!pages.isSupported()) return false;
      await pages.shareDeepLink({ subPageId, subPageLabel: label });
      return true;
    },
    async openPersonal(subPageId) {
      if (!appId || !pages.isSupported()) return false;
      await pages.navigateToApp({ appId, pageId, subPageId });
      return true;
    },
    onBack(listener) {
      if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(listener);
    },
  };
}

/**
 * TeamsJS opens https alone, as manifests know https alone. A host that shows pages of this machine on http opens both the same way.
 * https://github.com/OfficeDev/microsoft-teams-library-js/blob/main/packages/teams-js/src/internal/utils.ts
 */
const asHttps = (url: string) => url.replace(/^http:/, 'https:');

const themeOf = (theme: string): Theme => (theme === 'dark' || theme === 'contrast' ? theme : 'default');

function placeOf({ channel, chat, team }: app.Context): SharedPlace | undefined {
  if (channel)
    return {
      kind: 'channel',
      // A shared channel is reached through the team that it belongs to, not through the one in which it is looked at.
      // https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/access-teams-context
      teamId: channel.ownerGroupId ?? team?.groupId ?? '',
      channelId: channel.id,
      team: team?.displayName ?? '',
      channel: channel.displayName ?? '',
    };
  return chat ? { kind: 'chat', chatId: chat.id } : undefined;
}

/** https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/create-tab-pages/configuration-page */
async function openSetUp(): Promise<TabSetUp> {
  const { entityId, contentUrl } = await pages.getConfig();
  let chosen: TabContent | undefined;
  pages.config.registerOnSaveHandler(async (event) => {
    if (!chosen) return event.notifyFailure('Choose what the tab shows.');
    const { entityId, contentUrl, name } = chosen;
    try {
      await pages.config.setConfig({ entityId, contentUrl, suggestedDisplayName: name });
      event.notifySuccess();
    } catch (cause) {
      event.notifyFailure(cause instanceof Error ? cause.message : 'It could not be saved.');
    }
  });
  return {
    ...(entityId ? { before: { entityId, contentUrl } } : {}),
    choose(content) {
      chosen = content;
      pages.config.setValidityState(content !== undefined);
    },
  };
}
