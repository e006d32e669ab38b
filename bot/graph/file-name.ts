/** SharePoint takes 400 characters for a whole path; this leaves room for the folders. */
const longest = 200;
/** https://support.microsoft.com/office/restrictions-and-limitations-in-onedrive-and-sharepoint-64883a5d-228e-48f5-b3d2-eb39e07630fa */
const refused = /["*:<>?/\\|]/g;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|desktop\.ini|\.lock)$/i;
/** Control characters, and those that turn the direction of what follows: with them "exe.gpj" looks like a picture. */
const unseen = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A name that somebody else gave a file, as OneDrive and SharePoint take it: the same one if they do.
 * @param fallback for a name of which nothing is left
 */
export function validFileName(name: string, fallback = 'attachment'): string {
  const clean = name
    .normalize('NFC')
    .replace(unseen, '')
    .replace(refused, '_')
    .replaceAll('_vti_', '_')
    .replace(/^~\$/, '_')
    .replace(/\s+/g, ' ')
    .replace(/^ +|[ .]+$/g, '');
  const named =
    clean === '' ? fallback : reserved.test(clean) || /^(?:con|prn|aux|nul)\./i.test(clean) ? `_${clean}` : clean;
  const { stem, extension } = partsOf(named);
  const room = longest - extension.length;
  return (
    Array.from(stem)
      .slice(0, room)
      .join('')
      .slice(0, room)
      .replace(/[\ud800-\udbff]$/, '') + extension
  );
}

/** 'Budget.xlsx' → 'Budget 2.xlsx': the name to try when the first ones are taken. @param n from 1 on; 1 = the name itself */
export function numberedName(name: string, n: number): string {
  if (n <= 1) return name;
  const { stem, extension } = partsOf(name);
  return `${stem} ${n}${extension}`;
}

function partsOf(name: string): { stem: string; extension: string } {
  const extension = /(?<=.)\.[\p{L}\p{N}]{1,12}$/u.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}
