import type { ErrorCode } from '@aide/contracts/errors';
import { card, execute } from '../chat/cards.ts';
import type { AideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';

/** Where the same wish can succeed a moment later. The others say in their remedy what to do instead. */
const passing: ErrorCode[] = ['throttled', 'unavailable', 'timeout', 'upstream_failed', 'internal', 'in_progress'];

export const isPassing = (error: AideError): boolean => passing.includes(error.code);

/**
 * An error for a person: what happened, what to do next, the request id, and a way to try again.
 * @param again the button that does the very same again
 */
export function problemReply(
  error: AideError,
  again: { verb: string; data: Record<string, unknown> } | undefined,
  requestId: string,
): Reply {
  const { retryAfter, issues } = error.details;
  return {
    text: `${error.userMessage} ${error.remedy}`,
    card: card({
      title: error.userMessage,
      body: [
        error.remedy,
        ...(issues ?? [])
          .map((i) => i.message)
          .filter((m) => !error.userMessage.includes(m))
          .slice(0, 5),
      ],
      facts: retryAfter ? [{ title: 'Worth trying again in', value: seconds(retryAfter) }] : [],
      note: `Request id: ${requestId}`,
      actions: again ? [execute('Try again', again.verb, again.data)] : [],
      fallbackText: `${error.userMessage} ${error.remedy}`,
    }),
  };
}

/** The verb with which a button says a sentence for the person. */
export const sayVerb = 'sentence.say';

/** @param replace put the answer in the place of the card with the button */
export const sayButton = (title: string, sentence: string, replace = false) =>
  execute(title, sayVerb, { sentence, replace });

const seconds = (n: number) => (n < 90 ? `${Math.ceil(n)} seconds` : `${Math.ceil(n / 60)} minutes`);
