import { ensureBuilt } from './built.ts';

export { pages } from './built.ts';

/** Builds the tab unless it is as its sources are. */
export const buildTab = (): Promise<void> => ensureBuilt('dist/tab');
