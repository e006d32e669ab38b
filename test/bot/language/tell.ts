import { DateTime } from 'luxon';
import { readSentence } from '../../../bot/language/read.ts';
import type { Sentence, Span } from '../../../bot/language/sentence.ts';

/** What a sentence is expected to say; what is left out must not be found. */
export interface Said {
  when?: string[];
  minutes?: number;
  people?: string;
  title?: string;
  room?: Sentence['room'];
  buffer?: number;
  weekdays?: string;
  rest?: string;
  asks?: string[];
}

/** "instant Thu 19 Nov 15:00", "part Thu 19 Nov 12:00 to Thu 19 Nov 18:00 (12:00-18:00)", with the zone that was written. */
export function tellSpan({ kind, start, end, partOfDay, zone }: Span): string {
  const at = (time: DateTime) => time.setLocale('en-GB').toFormat('ccc d LLL yyyy HH:mm');
  const to = kind === 'instant' ? '' : ` to ${at(end)}`;
  return `${kind} ${at(start)}${to}${partOfDay ? ` (${partOfDay.from}-${partOfDay.to})` : ''}${zone ? ` ${zone}` : ''}`;
}

/** A sentence as it was understood, in the form of the table. */
export function tell(sentence: Sentence): Said {
  const { spans, duration, people, title, room, bufferMinutes, weekdays, rest, ambiguities } = sentence;
  return {
    ...(spans.length > 0 ? { when: spans.map(tellSpan) } : {}),
    ...(duration === undefined ? {} : { minutes: duration }),
    ...(people.length > 0
      ? { people: people.map((p) => `${p.name}${p.role === 'optional' ? ' (optional)' : ''}`).join(' | ') }
      : {}),
    ...(title === undefined ? {} : { title }),
    ...(room === undefined ? {} : { room }),
    ...(bufferMinutes === undefined ? {} : { buffer: bufferMinutes }),
    ...(weekdays.length > 0 ? { weekdays: weekdays.join(' ') } : {}),
    ...(rest ? { rest } : {}),
    ...(ambiguities.length > 0 ? { asks: ambiguities.map((a) => a.question) } : {}),
  };
}

export const nowIn = (zone: string, time: string): DateTime => DateTime.fromISO(time, { zone });

export const read = (text: string, now: DateTime): Sentence => readSentence(text, { now });
