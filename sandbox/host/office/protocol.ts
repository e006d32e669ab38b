/**
 * What the stand-in for Office.js, in the add-in's frame, and the page around it post to each other. Outlook's own protocol is
 * not public, so this one is the sandbox's. The frame asks, the page answers; the page tells what has changed.
 */
export interface Call {
  office: 'call';
  id: number;
  name: string;
  args: unknown[];
}

export type Answer = { office: 'answer'; id: number } & ({ value: unknown } | { error: OfficeError });

export type HostEvent =
  | { office: 'event'; name: 'item'; value: ItemState | null }
  | { office: 'event'; name: 'theme'; value: Theme };

/** As in `AsyncResult.error`. https://learn.microsoft.com/javascript/api/office/office.error */
export interface OfficeError {
  code: number;
  name: string;
  message: string;
}

export interface EmailUser {
  displayName: string;
  emailAddress: string;
}

/** Colours, '#RRGGBB'. Outlook tells no more. https://learn.microsoft.com/javascript/api/office/office.officetheme */
export interface Theme {
  bodyBackgroundColor: string;
  bodyForegroundColor: string;
  controlBackgroundColor: string;
  controlForegroundColor: string;
}

export interface AttachmentState {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  contentType: string;
  isInline: boolean;
  attachmentType: 'file' | 'item' | 'cloud';
}

/** A mail that is read: values, as Office.js has them. */
export interface ReadState {
  mode: 'read';
  /** Of EWS; on phones that of the REST API. */
  itemId: string;
  conversationId: string;
  internetMessageId: string;
  subject: string;
  from: EmailUser;
  sender: EmailUser;
  to: EmailUser[];
  cc: EmailUser[];
  /** ISO 8601. */
  created: string;
  modified: string;
  attachments: AttachmentState[];
  categories: string[];
}

/** A mail that is written: everything else is asked for when it is wanted, because it changes. */
export interface ComposeState {
  mode: 'compose';
  /** Of EWS. */
  itemId: string;
  conversationId: string;
}

export type ItemState = ReadState | ComposeState;

/** Which Outlook it is. */
export interface Client {
  platform: 'OfficeOnline' | 'PC' | 'Mac' | 'iOS' | 'Android';
  hostName: 'OutlookWebApp' | 'newOutlookWindows' | 'Outlook' | 'OutlookIOS' | 'OutlookAndroid';
  /** The highest requirement set 'Mailbox', e.g. '1.15'. */
  mailbox: string;
}

/** The answer to the first call, 'start'. */
export interface HostState {
  client: Client;
  /** BCP 47. */
  locale: string;
  /** IANA name. */
  timeZone: string;
  person: EmailUser;
  theme: Theme;
  /** Nested app authentication is there. */
  signsIn: boolean;
  settings: Record<string, unknown>;
  item: ItemState | null;
}

/** What the window of a dialog and the frame that opened it post to each other; both are of the add-in's origin. */
export interface DialogMessage {
  office: 'toParent' | 'toDialog';
  message: string;
}

/**
 * The ids of EWS and of the REST API are the same bytes in two alphabets of base64.
 * https://learn.microsoft.com/javascript/api/outlook/office.mailbox#outlook-office-mailbox-converttorestid-member(1)
 */
export const toRestId = (ewsId: string): string => ewsId.replaceAll('/', '-').replaceAll('+', '_');
export const toEwsId = (restId: string): string => restId.replaceAll('-', '/').replaceAll('_', '+');
