import { line, say } from '../../../chat/parts.ts';
import { cannotRepeat } from '../../../chat/unrepeatable.ts';
import { type Repeated, recurrenceIn } from '../../../language/recurrence.ts';
import type { Command, Reply } from '../../chat.ts';
import { noneReply } from '../cards/ask.ts';
import { meet } from '../meet.ts';
import { peopleScopes } from '../scopes.ts';
import type { MeetWish } from '../wish.ts';
import { meetCommand } from './meet.ts';

interface SeriesRequest {
  wish: MeetWish;
  missing?: Repeated['missing'];
  unrepeatable?: Repeated['unrepeatable'];
}

/** A meeting as people ask for it, and how often: what says so is read first, and what is left is a meeting like any other. */
export const meetSeriesCommand: Command<SeriesRequest> = {
  name: 'schedule.meetSeries',
  title: 'Book a meeting that repeats',
  examples: [
    'book a 30 minute meeting with Megan every Tuesday at 10 until March',
    'daily stand-up with Alex at 9:15 for two weeks',
    'schedule a call with Megan on the first Monday of each month',
  ],
  scopes: peopleScopes,
  read(sentence) {
    const repeated = recurrenceIn(sentence);
    if (!repeated) return undefined;
    const { recurrence, time, partOfDay, plain } = repeated;
    const found = meetCommand.read(plain);
    if (!found) return undefined;
    const { when: _, ...wish } = found.request;
    const duration = wish.duration ?? repeated.duration;
    return {
      // Whoever says how often means more than a meeting.
      score: Math.min(1, found.score + 0.06),
      request: {
        wish: {
          ...wish,
          sentence: sentence.text,
          ...(duration === undefined ? {} : { duration }),
          ...(recurrence
            ? {
                repeat: {
                  recurrence,
                  ...(time === undefined ? {} : { time }),
                  ...(partOfDay ? { partOfDay } : {}),
                },
              }
            : {}),
        },
        ...(repeated.missing ? { missing: repeated.missing } : {}),
        ...(repeated.unrepeatable ? { unrepeatable: repeated.unrepeatable } : {}),
      },
    };
  },
  async run(ctx, { wish, missing, unrepeatable }) {
    if (unrepeatable) throw cannotRepeat(unrepeatable, 'meeting');
    return missing ? ask(wish.sentence, missing) : meet(ctx, wish);
  },
};

type Missing = NonNullable<Repeated['missing']>;
const questions: Record<Missing, string> = {
  weekday: 'On which day of the week should it be?',
  date: 'On which date should it be? Say it again with the day, for instance “on the 15th” or “on 3 May”.',
  frequency: 'How often should it be?',
};
const words: Record<Missing, string[]> = {
  weekday: ['on Mondays', 'on Tuesdays', 'on Wednesdays', 'on Thursdays', 'on Fridays'],
  date: ['on the 1st', 'on the 15th'],
  frequency: ['every week', 'every other week', 'every month'],
};

/** One short question; each answer is the sentence with what it lacked. */
const ask = async (sentence: string, missing: Missing): Promise<Reply> => {
  const options = words[missing].map((said) =>
    say(`${said.charAt(0).toUpperCase()}${said.slice(1)}`, `${sentence} ${said}`),
  );
  return noneReply(line(questions[missing]), options, 'One thing is missing');
};
