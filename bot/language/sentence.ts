import type { DateTime } from 'luxon';

/** A stretch of time that somebody wrote, as instants. Half-open. */
export interface Span {
  start: DateTime;
  end: DateTime;
  /** 'instant': "Tuesday 3pm" (end = start); 'range': "2 to 4pm"; 'day', 'days': "Friday", "this week"; 'part': "tomorrow afternoon". */
  kind: 'instant' | 'range' | 'part' | 'day' | 'days';
  /** For 'part' and for ranges of hours over several days ("next week, mornings"): the part of each day, HH:mm. */
  partOfDay?: { from: string; to: string };
  /** The zone that was written ("9am Pacific"), IANA; absent = the person's own. */
  zone?: string;
  /** The words it was read from. */
  text: string;
}

/** Something that could be read in two ways: one short question settles it. */
export interface Ambiguity {
  about: 'time' | 'duration' | 'date';
  question: string;
  /** Each answer is the whole sentence said unambiguously; it is read again. */
  answers: { label: string; sentence: string }[];
}

/** What people write, read: the words, and everything in them that is time, people or a title. */
export interface Sentence {
  /** The whole of what was written, line breaks and all, without the mention of Aide; may be long. */
  original: string;
  /** "post in General tomorrow 9am: Dear all …": what stands before the first colon or line break, read by itself … */
  head?: Sentence;
  /** … and what stands after it, as written. */
  body?: string;
  /** As written, at most 1,000 characters, white space folded, the @mention of Aide removed. */
  text: string;
  /** Lower-case words of what is left when times, durations, names and titles are taken out: what the verb is looked for in. */
  rest: string;
  spans: Span[];
  /** Minutes. */
  duration?: number;
  weekdays: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
  /** Names and addresses as written, in order: "with Megan and Alex Wilber". */
  people: { name: string; role: 'required' | 'optional' }[];
  /** In quotes, or after "about" / "called" / "titled". */
  title?: string;
  /** "in a room for 8", "in Conf Room Hood". */
  room?: { name?: string; capacity?: number };
  bufferMinutes?: number;
  /** "in my first free slot", "at the earliest time I'm free". */
  soonest?: true;
  /** "not before 9am or after 6pm": the hours of the day that are left, HH:mm. */
  hours?: { from?: string; to?: string };
  /** Everything that was recognised, and where it stands in `text`: characters [from, to), in order. */
  marks: {
    kind: 'time' | 'duration' | 'people' | 'room' | 'title' | 'buffer' | 'soonest' | 'hours';
    from: number;
    to: number;
  }[];
  ambiguities: Ambiguity[];
  /** The instant the sentence was read at, in the person's zone. */
  now: DateTime;
  /** Of the person, when it was known. */
  locale?: string;
}

/** Reads a sentence. Pure and bounded: the same input gives the same answer, in milliseconds whatever was written. */
export type ReadSentence = (
  text: string,
  options: {
    now: DateTime;
    weekStart?: 'monday' | 'sunday';
    /** Of the person, e.g. 'en-GB'; with a region it settles whether 12/1 is in December or in January. */
    locale?: string;
  },
) => Sentence;
