import type { File } from '@aide/contracts/files';
import { card, execute } from '../../../chat/cards.ts';
import { buttons, line, link, type Option } from '../../../chat/parts.ts';
import { tabPlace } from '../../../chat/tab-links.ts';
import type { Reader } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { sizeInWords } from '../item.ts';
import { dayOf } from '../permissions.ts';

/** "Your OneDrive › Reports · changed 3 Nov 2026 by Megan Bowen · 1.2 MB" */
export const aboutFile = ({ where, changedAt, changedBy, size, kind, count }: File, reader: Reader): string =>
  [
    line(where),
    ...(changedAt ? [`changed ${dayOf(changedAt, reader)}${changedBy ? ` by ${line(changedBy)}` : ''}`] : []),
    ...(kind === 'folder'
      ? count === undefined
        ? ['folder']
        : [count === 1 ? '1 thing in it' : `${count} things in it`]
      : []),
    ...(kind === 'file' && size !== undefined ? [sizeInWords(size)] : []),
  ].join(' · ');

/** One file, and what can be done with it. @param draft of the file. @param more another thing to do, in the place of seeing who has access */
export function fileReply(
  file: File,
  draft: string,
  reader: Reader,
  { note, more }: { note?: string; more?: Option } = {},
): Reply {
  const text = `${file.name}, in ${file.where}`;
  const button = (title: string, what: string) => execute(title, 'files.do', { draft, what });
  return {
    text,
    card: card({
      title: line(file.name),
      ...(note ? { body: [note] } : {}),
      facts: [
        { title: 'Where', value: line(file.where) },
        ...(file.changedAt
          ? [
              {
                title: 'Changed',
                value: `${dayOf(file.changedAt, reader)}${file.changedBy ? ` by ${line(file.changedBy)}` : ''}`,
              },
            ]
          : []),
        ...(file.kind === 'file' && file.size !== undefined ? [{ title: 'Size', value: sizeInWords(file.size) }] : []),
        ...(file.count === undefined ? [] : [{ title: 'In it', value: String(file.count) }]),
      ],
      tab: tabPlace('files', file.kind, file.driveId ?? 'me', file.itemId),
      actions: [
        ...link('Open', file.webUrl),
        ...(file.kind === 'folder' ? [execute('What is in it', 'files.open', { draft })] : []),
        button('Share', 'share'),
        button('Make a link', 'link'),
        ...(more ? buttons([more]) : [button('Who has access', 'access')]),
        ...(file.kind === 'file' ? [button('Copy to…', 'copy')] : []),
        ...(file.driveId === undefined && file.kind === 'file' ? [button('Move to…', 'move')] : []),
      ].slice(0, 6),
      fallbackText: [text, ...(file.webUrl ? [file.webUrl] : [])].join('\n'),
    }),
  };
}
