const office = 'application/vnd.openxmlformats-officedocument';
const types: Record<string, string> = {
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  pptx: `${office}.presentationml.presentation`,
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  xml: 'text/xml',
  zip: 'application/zip',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  vsdx: 'application/vnd.ms-visio.drawing',
  one: 'application/msonenote',
};

/** 'Budget.XLSX' → 'xlsx'; '' without one. */
export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** SharePoint goes by the name, not by what the upload says. */
export const mimeTypeOf = (name: string): string => types[extensionOf(name)] ?? 'application/octet-stream';

/** The letter in a sharing link, ':w:' for Word. Folders have 'f', everything unknown 'u'. */
const letters: Record<string, string> = {
  docx: 'w',
  doc: 'w',
  xlsx: 'x',
  xls: 'x',
  pptx: 'p',
  ppt: 'p',
  pdf: 'b',
  one: 'o',
  png: 'i',
  jpg: 'i',
  jpeg: 'i',
  gif: 'i',
  txt: 't',
  md: 't',
  csv: 't',
  mp4: 'v',
};
export const linkLetter = (name: string, isFolder: boolean): string =>
  isFolder ? 'f' : (letters[extensionOf(name)] ?? 'u');

/** Opened in the browser by Office: their address is a page's, not the file's. */
export const isOffice = (name: string): boolean => /^(docx?|xlsx?|pptx?)$/.test(extensionOf(name));
