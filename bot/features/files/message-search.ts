import type { File } from '@aide/contracts/files';
import { card } from '../../chat/cards.ts';
import { line, link } from '../../chat/parts.ts';
import type { Reader } from '../../chat/when.ts';
import type { Found, Search } from '../chat.ts';
import { aboutFile } from './cards/file.ts';
import { readScopes } from './scopes.ts';
import { recentQuery, searchQuery } from './search.ts';

/** Files for a message. Choosing one shares nothing: who reads the message opens it if they have access. */
export const filesSearch: Search = {
  commandId: 'searchFiles',
  title: 'Files',
  description: 'Find a file in OneDrive or SharePoint and put it into your message',
  parameter: {
    name: 'text',
    title: 'Words',
    description: 'Words of the name or in the file, such as budget 2027. Empty: the files changed last',
  },
  scopes: readScopes,
  async run(ctx, text, { skip, count }) {
    const page = { from: Math.min(skip, 1000), top: count };
    const { files } = text === '' ? await recentQuery.run(ctx, page) : await searchQuery.run(ctx, { text, ...page });
    const reader = await ctx.profile();
    return files.map((file) => foundFile(file, reader));
  },
};

function foundFile(file: File, reader: Reader): Found {
  const about = aboutFile(file, reader);
  return {
    title: line(file.name),
    about,
    card: card({
      title: line(file.name),
      body: [about],
      actions: link('Open', file.webUrl),
      fallbackText: [line(file.name), about, file.webUrl ?? ''].join('\n'),
    }),
  };
}
