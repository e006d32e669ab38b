import { AideError, asAideError } from '../errors.ts';
import type { Answer, Running } from './deliveries.ts';
import type { Turn } from './turn.ts';

export const acknowledged: Answer = { status: 200 };

export const answered = (answer: Answer): Running => ({ answer: Promise.resolve(answer), work: Promise.resolve() });

export function acknowledge(work: Promise<unknown> | undefined): Running {
  const done = work ?? Promise.resolve();
  return { answer: done.then(() => acknowledged), work: done };
}

/** The work's answer, or `late` when it takes longer; what fails after that is not the caller's concern any more. */
export function within(limit: number, work: Promise<Answer>, late: Answer, onLate?: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate?.();
      resolve(late);
    }, limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Teams shows that somebody is typing for some seconds, ms. */
const typingLasts = 4_000;

/** Typing, after so many milliseconds and again until the work is over. */
export function showingTyping<T>(turn: Pick<Turn, 'say'>, after: number, work: Promise<T>): Promise<T> {
  const show = () => {
    turn.say({ type: 'typing' }).catch(() => {});
    timer = setTimeout(show, typingLasts);
  };
  let timer = setTimeout(show, after);
  return work.finally(() => clearTimeout(timer));
}

/** The token service is away: Teams falls back to its sign-in button. */
export function unavailableFor(error: unknown): Answer {
  const { status } = asAideError(error);
  return { status: error instanceof AideError ? 412 : status };
}
