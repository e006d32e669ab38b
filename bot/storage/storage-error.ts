import { AideError } from '../errors.ts';

/** What the Azure SDK throws, as Aide's error: the store was away, or did not want it. */
export function storageError(cause: unknown): AideError {
  if (cause instanceof AideError) return cause;
  const status = (cause as { statusCode?: number }).statusCode;
  return new AideError(
    'unavailable',
    {
      message: `storage: ${status ?? ''} ${(cause as { code?: string }).code ?? ''} ${cause instanceof Error ? cause.name : ''}`,
      userMessage: 'Aide cannot reach its own storage at the moment.',
      remedy: 'Nothing was changed. Try again in a minute.',
    },
    { cause, retryAfter: 30 },
  );
}
