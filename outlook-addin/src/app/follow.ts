import type { OperationView, Part } from '@aide/contracts/operations';
import { type Api, ApiError } from '@aide/tab/api';

/** Milliseconds between two looks. */
const every = 1000;
/** Looks without an answer, one after the other, before it is given up: the person can ask again, and it is not done twice. */
const patience = 30;

/**
 * Confirms an operation and follows it to its end, also when the answer gets lost: what takes minutes is longer than some proxies wait, and
 * goes on without them.
 * @throws ApiError why it did not happen, or that it could not be found out
 */
export async function follow(
  api: Pick<Api, 'confirm' | 'operation'>,
  operation: string,
  onProgress: (parts: Part[]) => void,
  pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
): Promise<OperationView> {
  let lost: ApiError | undefined;
  const confirmed = api.confirm(operation).catch((error: unknown) => {
    if (!isLost(error)) throw error;
    lost = error;
    return undefined;
  });
  // Somebody else waits for it below.
  confirmed.catch(() => undefined);
  for (let unanswered = 0; unanswered < patience; ) {
    const settled = await Promise.race([confirmed, pause(every)]);
    if (settled) return settled;
    // Nobody answers for it any more: from here on it is only looked at.
    if (lost) await pause(every);
    const now = await api.operation(operation).catch(() => undefined);
    unanswered = now ? 0 : unanswered + 1;
    if (now?.state === 'attempting') onProgress(now.progress ?? []);
    else if (now && lost) {
      if (now.state !== 'proposed') return now;
      throw lost;
    }
  }
  throw lost ?? new ApiError({ code: 'unavailable', ...noAnswer });
}

const isLost = (error: unknown): error is ApiError =>
  error instanceof ApiError && ['unavailable', 'in_progress', 'timeout'].includes(error.problem.code);

const noAnswer = {
  detail: 'Aide does not answer.',
  remedy: 'Check your connection, then try again: nothing is done twice.',
};
