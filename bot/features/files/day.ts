import type { RecentFiles } from '@aide/contracts/today';
import { documents } from '../../chat/files/kql.ts';
import type { DayPart } from '../feature.ts';
import { readEverywhere, readScopes } from './scopes.ts';
import { ownFrom, ownRequest, searchFrom, searchRequests } from './search.ts';

/** Files that are shown. */
const most = 6;
/** Of the own OneDrive alone the top is read, where folders stand among the files. */
const pages = { wide: { from: 0, top: most }, own: { from: 0, top: 25 } };

/** Files that were changed last. */
export const day: DayPart<RecentFiles> = {
  scopes: readScopes,
  wider: readEverywhere,
  async *read(_ctx, wide) {
    const answers = yield wide ? searchRequests(documents, pages.wide, true) : [ownRequest(pages.own)];
    const { files, everywhere } = wide ? searchFrom(answers) : ownFrom(answers[0]!, pages.own);
    return { files: files.filter(({ kind }) => kind === 'file').slice(0, most), everywhere };
  },
};
