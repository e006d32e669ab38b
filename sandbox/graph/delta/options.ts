import type { ODataOption } from '../area.ts';

/** What the links of a delta query carry. Lists of what else it takes name these with it. */
export const deltaTokens: readonly ODataOption[] = ['$skiptoken', '$deltatoken'];
