import type { File, Site } from '@aide/contracts/files';
import { card } from '../../../chat/cards.ts';
import { asked, bold, buttons, line, link, type Option, small } from '../../../chat/parts.ts';
import type { Reader } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { aboutFile } from './file.ts';

/** Files on one page: one button for each, and one for more. */
export const pageSize = 5;

export interface FilePage {
  title: string;
  files: File[];
  /** Of the page: which files they are. */
  draft: string;
  reader: Reader;
  /** Presses this for the next page. */
  more?: Option;
  /** What is to be said besides, e.g. that only the own OneDrive was searched. */
  note?: string;
  /** Said when there is nothing. */
  empty: string;
}

export function listReply({ title, files, draft, reader, more, note, empty }: FilePage): Reply {
  const options: Option[] = files.map((file, index) => ({
    label: line(file.kind === 'folder' ? `${file.name} (folder)` : file.name),
    verb: 'files.pick',
    data: { draft, index },
  }));
  const all = [...options, ...(more ? [more] : [])];
  const text = files.length === 0 ? `${title}: ${empty}` : `${title}:`;
  const made = card({
    title: line(title),
    body:
      files.length === 0 ? [empty] : files.flatMap((file) => [bold(line(file.name)), small(aboutFile(file, reader))]),
    ...(note ? { note } : {}),
    actions: buttons(all),
    fallbackText: [text, ...files.map((file) => `${line(file.name)}: ${line(file.where)}`)].join('\n'),
  });
  return files.length === 0 ? { card: made, text } : asked(made, text, all);
}

export function sitesReply(title: string, sites: Site[]): Reply {
  const shown = sites.slice(0, pageSize);
  const text = sites.length === 0 ? `${title}: I found none that you may see.` : `${title}:`;
  return {
    text,
    card: card({
      title: line(title),
      body:
        sites.length === 0
          ? ['I found none that you may see.']
          : shown.flatMap(({ name, description }) => [
              bold(line(name)),
              ...(description ? [small(line(description))] : []),
            ]),
      ...(sites.length > shown.length ? { note: `and ${sites.length - shown.length} more: name it more exactly` } : {}),
      actions: shown.flatMap(({ name, webUrl }) => link(name, webUrl)),
      fallbackText: [text, ...shown.map(({ name }) => line(name))].join('\n'),
    }),
  };
}
