import type { LocalZone } from '@aide/contracts/schedule/zones';
import { IANAZone } from 'luxon';
import { findIana, findWindows } from 'windows-iana';
import { isZone } from '../../zones.ts';

/** IANA name of a zone by its IANA or Windows name; undefined when nobody knows it. */
export const ianaName = (name: string): string | undefined =>
  isZone(name) ? name : (findIana(name)[0] as string | undefined);

/** The zone by its IANA or Windows name; undefined when nobody knows it. */
export function namedZone(name: string): LocalZone | undefined {
  const iana = ianaName(name);
  if (iana === undefined) return undefined;
  const zone = IANAZone.create(iana);
  return { key: iana, offset: (instant) => zone.offset(instant) };
}

/** The Windows name that every Outlook client knows; UTC when there is none. */
export const windowsName = (iana: string): string => findWindows(iana)[0] ?? 'UTC';
