import type { File } from '@aide/contracts/files';

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** "3.4 MB". @param locale BCP 47 */
export function sizeInWords(bytes: number, locale: string): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const figure = bytes / 1024 ** step;
  const digits = step === 0 || figure >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(figure)} ${units[step]}`;
}

const day = 24 * 60 * 60 * 1000;

/** When something changed, as short as it can be said: a time today, a weekday this week, else a date. */
export function whenInWords(iso: string, locale: string, now: Date): string {
  const at = new Date(iso);
  const ago = now.getTime() - at.getTime();
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(at);
  if (at.toDateString() === now.toDateString()) return format({ hour: 'numeric', minute: '2-digit' });
  if (ago >= 0 && ago < 6 * day) return format({ weekday: 'long' });
  return format({
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
}

/** "Today, 14:10 · Megan Bowen · 3.4 MB", one line under a file's name. @param where also where it lies */
export function aboutFile(file: File, options: { locale: string; now: Date; where: boolean }): string {
  const { locale, now, where } = options;
  const { changedAt, changedBy, size, kind, count } = file;
  return [
    ...(where ? [file.where] : []),
    ...(changedAt ? [whenInWords(changedAt, locale, now)] : []),
    ...(changedBy ? [changedBy] : []),
    ...(kind === 'folder' && count !== undefined ? [count === 1 ? '1 thing' : `${count} things`] : []),
    ...(kind === 'file' && size !== undefined ? [sizeInWords(size, locale)] : []),
  ].join(' · ');
}

/** What a name cannot hold, said while it is typed; the server knows the rest. */
export function nameFault(name: string): string | undefined {
  const found = /["*:<>?/\\|]/.exec(name);
  return found ? `A name cannot hold ${found[0]}` : undefined;
}
