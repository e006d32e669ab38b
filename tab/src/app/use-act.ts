import type { OperationView } from '@aide/contracts/operations';
import { useCallback } from 'react';
import { ApiError } from '../api.ts';
import { useNotify } from './notify.tsx';
import { useSession } from './session.ts';

/** A write that the person has asked for. @returns the operation; undefined when it did not happen, which was told */
export type Act = (
  action: string,
  input: object,
  options?: { key?: string; quiet?: boolean },
) => Promise<OperationView | undefined>;

/**
 * Runs actions: tells what was done, with Undo, or what went wrong, with another try. All tries of one wish have one key, so it is done
 * once. @param settled called after each, also after a try that the person began in the notification
 */
export function useAct(settled?: () => void): Act {
  const { api, changed } = useSession();
  const notify = useNotify();
  return useCallback(
    (action, input, { key = crypto.randomUUID(), quiet = false } = {}) => {
      const attempt = async (): Promise<OperationView | undefined> => {
        try {
          const operation = await api.run(action, input, key);
          if (operation.problem)
            throw new ApiError({
              code: 'upstream_failed',
              detail: operation.problem.detail,
              remedy: operation.problem.remedy,
            });
          changed(operation);
          if (!quiet) notify.done(operation);
          return operation;
        } catch (error) {
          notify.problem(error, () => void attempt());
          return undefined;
        } finally {
          settled?.();
        }
      };
      return attempt();
    },
    [api, changed, notify, settled],
  );
}
