/**
 * Operation ids of writes that were asked for and have not ended: asked for again after an error, the same write goes on under the
 * same id, so that it cannot happen twice.
 */
export interface Pending {
  /** The id to send with this write. */
  keyOf(action: string, input: unknown): string;
  /** It was done, or the person decided against it: the next time is another write. */
  settle(action: string, input: unknown): void;
}

export function createPending(newKey: () => string = () => crypto.randomUUID()): Pending {
  const keys = new Map<string, string>();
  const nameOf = (action: string, input: unknown) => `${action} ${JSON.stringify(input)}`;
  return {
    keyOf(action, input) {
      const name = nameOf(action, input);
      const key = keys.get(name) ?? newKey();
      keys.set(name, key);
      return key;
    },
    settle: (action, input) => void keys.delete(nameOf(action, input)),
  };
}
