import type { Attendee } from '@aide/contracts/schedule';
import { names } from '../../chat/names.ts';

/** What a meeting is called that nobody gave a name. */
export const defaultSubject = (people: Attendee[]): string =>
  people.length === 0
    ? 'Time for myself'
    : `Meeting with ${names(people.map((p) => p.name ?? p.address))}`.slice(0, 255);
