/** What people call a kind of file, and the extensions that it has. */
const kinds: { words: string[]; extensions: string[] }[] = [
  {
    words: ['deck', 'decks', 'presentation', 'presentations', 'slides', 'slide', 'powerpoint'],
    extensions: ['pptx', 'ppt', 'pptm', 'key', 'odp'],
  },
  {
    words: ['spreadsheet', 'spreadsheets', 'workbook', 'workbooks', 'excel', 'sheet'],
    extensions: ['xlsx', 'xls', 'xlsm', 'csv', 'ods'],
  },
  {
    words: ['doc', 'docs', 'document', 'documents', 'word'],
    extensions: ['docx', 'doc', 'docm', 'odt', 'rtf', 'pdf', 'md', 'txt'],
  },
  { words: ['pdf', 'pdfs'], extensions: ['pdf'] },
  {
    words: ['picture', 'pictures', 'photo', 'photos', 'image', 'images'],
    extensions: ['png', 'jpg', 'jpeg', 'gif', 'heic', 'svg', 'webp'],
  },
  { words: ['video', 'videos', 'recording', 'recordings'], extensions: ['mp4', 'mov', 'm4v', 'webm'] },
  { words: ['notebook', 'notebooks'], extensions: ['one', 'onetoc2'] },
];

/** Words that say that a file is meant, without saying of which kind. */
const anyKind = ['file', 'files', 'attachment', 'folder', 'folders', 'directory'];

export const fileNouns: string[] = [...kinds.flatMap((kind) => kind.words), ...anyKind];

/** "deck" → pptx, ppt, …; undefined for a word that names no kind. */
export const extensionsOf = (word: string): string[] | undefined =>
  kinds.find((kind) => kind.words.includes(word.toLowerCase()))?.extensions;

export const isAnyKind = (word: string): boolean => anyKind.includes(word.toLowerCase());

export const extensionIn = (name: string): string | undefined =>
  /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1]?.toLowerCase();
