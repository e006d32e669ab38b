import type { RecentFiles } from '@aide/contracts/today';
import type { DayPart } from '../feature.ts';
import { documents } from './kql.ts';
import { readEverywhere, readScopes } from './scopes.ts';
import { ownFrom, ownRequest, searchFrom, searchRequests } from './search.ts';

const page = { from: 0, top: 6 };

/** Files that were changed last. */
export const day: DayPart<RecentFiles> = {
  scopes: readScopes,
  wider: readEverywhere,
  async *read(_ctx, wide) {
    const answers = yield wide ? searchRequests(documents, page, true) : [ownRequest(page)];
    const { files, everywhere } = wide ? searchFrom(answers) : ownFrom(answers[0]!, page);
    return { files: files.filter(({ kind }) => kind === 'file'), everywhere };
  },
};
