import type { File } from '@aide/contracts/files';
import { z } from 'zod';
import { plainWords } from '../words.ts';
import { extensionIn, extensionsOf, isAnyKind } from './kinds.ts';

/** Which file somebody means. */
export const wanted = z.object({
  /** As written: "the budget deck". */
  text: z.string(),
  /** What its name holds: budget. */
  words: z.array(z.string()),
  /** The extensions of its kind. */
  extensions: z.array(z.string()).optional(),
  /** The whole name, where one was written: 'Q3 Budget.xlsx'. */
  name: z.string().optional(),
  folder: z.boolean().optional(),
});
export type Wanted = z.infer<typeof wanted>;

const empty = new Set(
  'a an the my our your this that these those of for on in from to with about called named titled and is it please which latest last recent new'.split(
    ' ',
  ),
);

/** Reads "the budget deck", '"Q3 Budget.xlsx"', "my notes.docx", "folder Reports". */
export function wantedFrom(text: string): Wanted {
  const said = text.trim().replace(/[.,;:!?]+$/u, '');
  const quoted = /["“”'‘’«]([^"“”‘’«»]{1,200})["“”'‘’»]/u.exec(said)?.[1]?.trim();
  const bare = quoted ?? said.replace(/^(?:the|my|our|a|an|this|that)\s+/iu, '');
  const folder = /(?<![\p{L}\p{N}])(?:folder|directory)(?![\p{L}\p{N}])/iu.test(said);
  const extension = extensionIn(bare);
  // A whole name: in quotes, or with an extension that is no number ("v2.0").
  const name =
    quoted ??
    (extension !== undefined && /\p{L}/u.test(extension) ? bare.replace(/^(?:file|folder)\s+/iu, '') : undefined);
  const all = plainWords(name ?? bare);
  if (name !== undefined) return { text: said, words: all, name, ...(folder ? { folder } : {}) };
  const extensions = all.flatMap((word) => extensionsOf(word) ?? []);
  const words = all.filter((word) => !empty.has(word) && extensionsOf(word) === undefined && !isAnyKind(word));
  return {
    text: said,
    words,
    ...(extensions.length > 0 ? { extensions } : {}),
    ...(folder ? { folder } : {}),
  };
}

/** How well a file's name fits: 4 = it is the name, 3 = all words and the kind, 2 = all words, 0 = not. */
export function fitOf(file: Pick<File, 'name' | 'kind'>, { name, words, extensions, folder }: Wanted): number {
  if (folder && file.kind !== 'folder') return 0;
  const same = (a: string, b: string) => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();
  if (name !== undefined && (same(file.name, name) || same(stem(file.name), name))) return 4;
  const has = plainWords(file.name);
  if (words.length > 0 && plainWords(stem(file.name)).join(' ') === words.join(' ') && !extensions) return 4;
  const extension = extensionIn(file.name) ?? '';
  const fitsKind = extensions?.includes(extension) ?? true;
  if (words.length === 0) return extensions && fitsKind ? 2 : 0;
  if (!words.every((word) => has.some((one) => one.startsWith(word)))) return 0;
  return fitsKind ? 3 : 2;
}

const stem = (name: string) => name.replace(/\.[\p{L}\p{N}]{1,8}$/u, '');

/** The files that fit best; those that fit equally well stay together. */
export function bestOf(files: File[], which: Wanted): File[] {
  const fits = files.map((file) => ({ file, fit: fitOf(file, which) }));
  const most = Math.max(0, ...fits.map(({ fit }) => fit));
  return most === 0 ? [] : fits.filter(({ fit }) => fit === most).map(({ file }) => file);
}
