import { app, authentication, pages } from '@microsoft/teams-js';
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
  /** A tab in a channel or chat: there nothing personal is shown. */
  isShared: boolean;
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
  const appId = context.app.appId?.toString();
  // Teams stops waiting for a tab that says nothing for 30 seconds.
  app.notifyAppLoaded();
  app.notifySuccess();
  return {
    name: context.app.host.name,
    theme: themeOf(context.app.theme),
    locale: context.app.locale,
    subPageId: context.page.subPageId || undefined,
    isShared: context.channel !== undefined || context.chat !== undefined,
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
