import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { afterAny, afterPhrase, type Got, low, type Reader, slice } from './reader.ts';

/**
 * Letters that people write after an hour. They mean the place and not the season: "3pm PST" said in July is 3pm on the
 * clocks of the Pacific coast. GMT and UTC are the exception, they have no summer.
 */
const letters: Record<string, string> = {
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  akst: 'America/Anchorage',
  akdt: 'America/Anchorage',
  hst: 'Pacific/Honolulu',
  brt: 'America/Sao_Paulo',
  gmt: 'Etc/UTC',
  utc: 'Etc/UTC',
  bst: 'Europe/London',
  wet: 'Europe/Lisbon',
  west: 'Europe/Lisbon',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  eet: 'Europe/Helsinki',
  eest: 'Europe/Helsinki',
  msk: 'Europe/Moscow',
  ist: 'Asia/Kolkata',
  sgt: 'Asia/Singapore',
  hkt: 'Asia/Hong_Kong',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  awst: 'Australia/Perth',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
  nzst: 'Pacific/Auckland',
  nzdt: 'Pacific/Auckland',
};

/** Regions that need no "time" after them: "9am Pacific". */
const regions: Record<string, string> = {
  pacific: 'America/Los_Angeles',
  mountain: 'America/Denver',
  central: 'America/Chicago',
  eastern: 'America/New_York',
};

/** Places that the time zone database has under another city's name; the rest comes from the database. */
const places: Record<string, string> = {
  'america/los_angeles': 'seattle,redmond,san francisco,san diego,portland,las vegas',
  'america/new_york': 'boston,washington,miami,atlanta,philadelphia,nyc',
  'america/chicago': 'dallas,houston,austin,minneapolis',
  'europe/berlin': 'munich,frankfurt,hamburg,cologne,german',
  'europe/london': 'uk,edinburgh,manchester,british',
  'europe/paris': 'lyon,french',
  'europe/rome': 'milan',
  'europe/madrid': 'barcelona',
  'europe/zurich': 'geneva,basel',
  'asia/kolkata': 'mumbai,delhi,new delhi,bangalore,bengaluru,hyderabad,chennai,india,kolkata',
  'asia/shanghai': 'beijing,china,shenzhen',
  'asia/tokyo': 'osaka,japan',
  'australia/sydney': 'canberra',
};

const cities: ReadonlyMap<string, string> = new Map([
  ...Intl.supportedValuesOf('timeZone').map((zone) => [cityOf(zone), zone] as const),
  ...Object.entries(places).flatMap(([key, names]) => {
    const zone = Intl.supportedValuesOf('timeZone').find((name) => name.toLowerCase() === key) ?? canonical(key);
    return names.split(',').map((name) => [name, zone] as const);
  }),
]);

function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** asia/kolkata → Asia/Kolkata, for names that the engine lists under an older one. */
function canonical(key: string): string {
  return key.replace(/(^|[/_])(\p{L})/gu, (_, mark: string, letter: string) => `${mark}${letter.toUpperCase()}`);
}

/** Windows' own names: "W. Europe Standard Time". */
const windowsNames: ReadonlyMap<string, string> = new Map(
  WINDOWS_TO_IANA_MAP.map(({ windowsName }) => [plain(windowsName), findIana(windowsName)[0] as string] as const),
);
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A zone that is written after a time; `zone` is missing for "my time". */
export function zoneAt(reader: Reader, i: number): Got<{ zone?: string }> {
  const open = low(reader, i) === '(' ? 1 : 0;
  const found = inner(reader, i + open);
  if (!found || !open) return found;
  return low(reader, found.next) === ')' ? { value: found.value, next: found.next + 1 } : undefined;
}

function inner(reader: Reader, i: number): Got<{ zone?: string }> {
  const own = afterAny(reader, i, ['my time', 'our time', 'local time', 'my local time']);
  if (own !== undefined) return { value: {}, next: own };
  const offset = offsetAt(reader, i);
  if (offset) return offset;
  const first = low(reader, i);
  if (Object.hasOwn(letters, first))
    return { value: { zone: letters[first]! }, next: afterPhrase(reader, i + 1, 'time') ?? i + 1 };
  const windows = windowsAt(reader, i);
  if (windows) return windows;
  if (Object.hasOwn(regions, first))
    return {
      value: { zone: regions[first]! },
      next: afterAny(reader, i + 1, ['standard time', 'daylight time', 'time']) ?? i + 1,
    };
  const k = low(reader, i) === 'in' ? i + 1 : i;
  for (const length of [3, 2, 1]) {
    const zone = cities.get(plain(slice(reader, k, Math.min(k + length, reader.tokens.length))));
    const next = zone && afterPhrase(reader, k + length, 'time');
    if (next) return { value: { zone }, next };
  }
  return undefined;
}

/** "UTC+2", "GMT-5", "UTC +05:30". */
function offsetAt(reader: Reader, i: number): Got<{ zone?: string }> {
  if (!['utc', 'gmt'].includes(low(reader, i))) return undefined;
  const sign = /^[+]$/u.test(low(reader, i + 1)) ? 1 : /^[-−–]$/u.test(low(reader, i + 1)) ? -1 : 0;
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d\d))?$/u.exec(low(reader, i + 2)) ?? [];
  if (sign === 0 || hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  // The database counts the other way round: Etc/GMT-2 is two hours east. Half hours it has not.
  const whole = `Etc/GMT${sign > 0 ? '-' : '+'}${Number(hours)}`;
  const part = `UTC${sign > 0 ? '+' : '-'}${Number(hours)}:${minutes}`;
  return { value: { zone: Number(hours) === 0 ? 'Etc/UTC' : Number(minutes) === 0 ? whole : part }, next: i + 3 };
}

function windowsAt(reader: Reader, i: number): Got<{ zone?: string }> {
  for (let end = i + 1; end <= Math.min(i + 7, reader.tokens.length); end += 1) {
    if (low(reader, end - 1) !== 'time') continue;
    const zone = windowsNames.get(plain(slice(reader, i, end)));
    if (zone) return { value: { zone }, next: end };
  }
  return undefined;
}
