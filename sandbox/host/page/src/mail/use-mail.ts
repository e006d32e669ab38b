import { createContext, useContext } from 'react';
import { type Listing, type Page, type Reading, useListing, useReading } from '../session/use-reading.ts';
import type { FolderNode } from './folders.ts';
import type { MailApi, MessageChange } from './mail-api.ts';
import type { Category } from './message.ts';
import type { Place } from './place.ts';

export interface MailView {
  api: MailApi;
  /** Counts what somebody wrote to Graph since the view was opened: what it shows is read again then. */
  revision: number;
  /** Somebody wrote: reads again at once. */
  changed(): void;
  /** IANA name. */
  zone: string;
  /** The tenant's now, in milliseconds, at the start of the running minute. */
  now: number;
  place: Place;
  folders: readonly FolderNode[];
  categories: readonly Category[];
  drafts: DraftsOfPage;
}

/** The drafts that were begun on this page. */
export interface DraftsOfPage {
  /** Begins a new mail. */
  begin(content?: MessageChange): Promise<void>;
  /** Opens a draft for writing. @param from the message to come back to @param isNew nothing was written in it yet */
  open(id: string, from: string | undefined, isNew: boolean): void;
  /** Somebody wrote in it. */
  touched(id: string): void;
  isUntouched(id: string): boolean;
  /** Back to where it was begun. */
  leave(id: string): void;
}

const MailContext = createContext<MailView | undefined>(undefined);
export const MailProvider = MailContext.Provider;

export function useMail(): MailView {
  const view = useContext(MailContext);
  if (!view) throw new Error('useMail outside of the Mail view');
  return view;
}

export const useRead = <T>(read: () => Promise<T>): Reading<T> => useReading(read, useMail().revision);
export const usePages = <T>(first: () => Promise<Page<T>>): Listing<T> => useListing(first, useMail().revision);
