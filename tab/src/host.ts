import { app, authentication, pages } from '@microsoft/teams-js';

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
  /** The person's token for our API. Asked for on every call: TeamsJS keeps it as long as it is good. */
  token(): Promise<string>;
  onTheme(listener: (theme: Theme) => void): void;
  openLink(url: string): Promise<void>;
  /** Opens a window of ours and waits until it says that it is done. @throws when it was closed before */
  openPopup(url: string): Promise<void>;
  /** A link to a place in this tab, to be copied. */
  share(subPageId: string, label: string): Promise<void>;
}

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
  // Teams stops waiting for a tab that says nothing for 30 seconds.
  app.notifyAppLoaded();
  app.notifySuccess();
  return {
    name: context.app.host.name,
    theme: themeOf(context.app.theme),
    locale: context.app.locale,
    subPageId: context.page.subPageId || undefined,
    isShared: context.channel !== undefined || context.chat !== undefined,
    token: () => authentication.getAuthToken(),
    onTheme: (listener) => app.registerOnThemeChangeHandler((theme) => listener(themeOf(theme))),
    openLink: (url) => app.openLink(url),
    async openPopup(url) {
      await authentication.authenticate({ url, width: 600, height: 640 });
    },
    async share(subPageId, label) {
      await pages.shareDeepLink({ subPageId, subPageLabel: label });
    },
  };
}

const themeOf = (theme: string): Theme => (theme === 'dark' || theme === 'contrast' ? theme : 'default');
