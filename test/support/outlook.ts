import { ensureBuilt } from './built.ts';

/** Builds the add-in unless it is as its sources are. */
export const buildAddIn = (): Promise<void> => ensureBuilt('dist/outlook');
