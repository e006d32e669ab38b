import { AideError } from '../errors.ts';

export const stillAtWork = () =>
  new AideError(
    'in_progress',
    {
      userMessage: 'Aide is still at work on this.',
      remedy: 'Wait a moment, then look at your recent operations; it is not done twice.',
    },
    { retryAfter: 5 },
  );

/** The storage went away in the middle of it: what was done is not lost, because the check finds it. */
export const notNoted = (cause: unknown) =>
  new AideError(
    'uncertain',
    {
      userMessage: 'Aide cannot reach its own storage to note what became of this.',
      remedy:
        'Aide looks into it as soon as it can and does not do it twice. Look at your recent operations in a minute.',
    },
    { cause, retryAfter: 60 },
  );

export const notKnownYet = (failure: AideError) =>
  new AideError(
    'uncertain',
    {
      userMessage: `It is not known yet whether it happened. ${failure.userMessage}`,
      remedy: 'Aide keeps looking into it and does not do it twice. Look at your recent operations in a minute.',
    },
    { cause: failure, retryAfter: 60 },
  );
