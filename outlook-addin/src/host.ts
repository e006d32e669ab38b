/** What Outlook is for the panes: office.ts makes it of Office.js, tests make their own. */

export type Theme = 'light' | 'dark' | 'contrast';

/** What is open in Outlook, as far as the add-in can work with it. */
export type Opened =
  /** A mail that is read. `id`: of the REST API. */
  | { kind: 'mail'; id: string; subject: string; from?: string }
  /** A mail that is written. */
  | { kind: 'compose' }
  /** The pane is pinned, and nothing is selected, or several things are. */
  | { kind: 'nothing' }
  /** Something that Aide cannot work with. */
  | { kind: 'unsupported'; why: 'appointment' | 'shared' | 'unsaved' };

export interface Host {
  /** BCP 47, e.g. 'en-US'. */
  locale: string;
  /** The person's address: a hint for signing in. */
  address: string;
  theme(): Theme;
  onTheme(listener: (theme: Theme) => void): void;
  /** What is open now. */
  opened(): Promise<Opened>;
  /** Called when another mail is selected while the pane is pinned. */
  onOpened(listener: () => void): void;
  /** Does the host sign people in itself (nested app authentication)? */
  signsIn: boolean;
  /**
   * Opens a window of ours.
   * @param path below our origin
   * @returns what the window has said; undefined: it was closed before
   * @throws Error when the host opens none
   */
  openWindow(path: string): Promise<string | undefined>;
  openLink(url: string): void;
  /** Can the host open its own form for an answer? Not on phones. */
  canAnswer: boolean;
  /** Opens the host's own form. @param text plain, at most 32 KB as HTML */
  answer(to: 'sender' | 'all', text: string): Promise<void>;
  /** Does the host tell where links to files in the cloud lead? Since requirement set 1.8. */
  canOpenCloudFiles: boolean;
  /** @returns the address of a file in the cloud that is attached under this name; undefined: the host does not say */
  cloudFile(name: string): Promise<string | undefined>;
  /** Can a text be put into the mail that is written now? */
  canInsert(): boolean;
  /** Puts a text where the cursor is in the mail that is written. */
  insert(text: string): Promise<void>;
}

/** The page is not shown by Outlook. */
export class NoHost extends Error {}
