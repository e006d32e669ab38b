import { AideError } from '../errors.ts';
import type { Unrepeatable } from '../language/unrepeatable.ts';

type Thing = 'meeting' | 'task';

/** What is not possible, and what is. */
const words: Record<Unrepeatable, (thing: Thing) => [userMessage: string, remedy: string]> = {
  dates: (thing) => [
    `A ${thing} repeats on one day of the month, not on several.`,
    `Make a ${thing} for each of the days.`,
  ],
  nths: (thing) => [
    `A ${thing} repeats on one such day of the month, not on several.`,
    `Make a ${thing} for each of them, for instance “on the first Monday of each month”, or say “every 2 weeks on Monday”.`,
  ],
  fifth: (thing) => [
    `Most months have no fifth one, so no ${thing} can repeat on it.`,
    'Say “the last”, for instance “on the last Friday of each month”, or “every 5 weeks”.',
  ],
  often: (thing) => [`A ${thing} repeats once a day at most.`, `Make a ${thing} for each time of the day.`],
  times: (thing) => [
    `On which days shall the ${thing} be?`,
    'Say it again with the days, for instance “every Tuesday and Thursday”.',
  ],
  workdays: (thing) => [
    `A ${thing} cannot repeat on every other working day.`,
    'Name the days of the week, for instance “every Monday, Wednesday and Friday”.',
  ],
  exceptions: (thing) => [
    `A ${thing} that repeats takes place on all its dates.`,
    thing === 'meeting'
      ? 'Book it without the exceptions, and cancel those dates afterwards.'
      : 'Add it without the exceptions, and complete it on those dates.',
  ],
};

/** What was asked for can be no series: said instead of a series that is nearly it. */
export function cannotRepeat(what: Unrepeatable, thing: Thing): AideError {
  const [userMessage, remedy] = words[what](thing);
  return new AideError('invalid_input', { userMessage, remedy });
}
