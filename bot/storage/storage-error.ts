import { AideError } from '../errors.ts';

/** Milliseconds that one call of the storage may take, its repetitions included: the SDK itself would wait for ever. */
const longest = 4_000;

/** Given to each call. */
export const inTime = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(longest) });

/** What the Azure SDK throws, as Aide's error: the store was away, or did not want it. */
export function storageError(cause: unknown): AideError {
  if (cause instanceof AideError) return cause;
  const { statusCode: status, code = '' } = cause as { statusCode?: number; code?: string };
  if (status === 413 || /TooLarge|TooLong/.test(code)) return tooLargeToKeep(cause);
  return new AideError(
    'unavailable',
    {
      message: `storage: ${status ?? ''} ${code} ${cause instanceof Error ? cause.name : ''}`,
      userMessage: 'Aide cannot reach its own storage at the moment.',
      remedy: 'Nothing was changed. Try again in a minute.',
    },
    { cause, retryAfter: 30 },
  );
}

export const tooLargeToKeep = (cause?: unknown) =>
  new AideError(
    'too_large',
    {
      userMessage: 'This is more than Aide can keep.',
      remedy: 'Nothing was changed. Shorten the text, or leave out an image.',
    },
    { cause },
  );
