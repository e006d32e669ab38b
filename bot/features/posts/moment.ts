import { DateTime } from 'luxon';
import { type Reader, written } from '../../chat/when.ts';

/** "Tue, Nov 24, 9:00 AM"; with its year when that is another one. */
export function momentOf(iso: string, reader: Reader): string {
  const { year } = DateTime.fromISO(iso, { zone: reader.timeZone });
  return written(iso, year === DateTime.now().setZone(reader.timeZone).year ? 'moment' : 'momentOfYear', reader);
}
