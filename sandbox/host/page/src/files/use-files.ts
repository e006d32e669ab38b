import { createContext, useContext } from 'react';
import { type Listing, type Page, type Reading, useListing, useReading } from '../session/use-reading.ts';
import type { FilesApi } from './files-api.ts';

export interface FilesView {
  api: FilesApi;
  /** Counts what somebody wrote to Graph since the view was opened: what it shows is read again then. */
  revision: number;
  /** Somebody wrote: reads again at once. */
  changed(): void;
  /** IANA name. */
  zone: string;
  /** The tenant's now, in milliseconds. */
  now: number;
}

const FilesContext = createContext<FilesView | undefined>(undefined);
export const FilesProvider = FilesContext.Provider;

export function useFiles(): FilesView {
  const view = useContext(FilesContext);
  if (!view) throw new Error('useFiles outside of the Files view');
  return view;
}

/** @param read the same function as long as the same is read */
export const useRead = <T>(read: () => Promise<T>): Reading<T> => useReading(read, useFiles().revision);
/** @param first the same function for the same list */
export const usePages = <T>(first: () => Promise<Page<T>>): Listing<T> => useListing(first, useFiles().revision);
