import type { StreamEvent } from './protocol.ts';

/** The open clients. A person with two clients gets everything twice, as in Teams. */
export interface Hub {
  /** @returns closes it */
  open(userId: string, send: (event: StreamEvent) => void): () => void;
  publish(userIds: Iterable<string>, event: StreamEvent): void;
  isOpen(userId: string): boolean;
}

export function createHub(): Hub {
  const clients = new Map<string, Set<(event: StreamEvent) => void>>();
  return {
    open(userId, send) {
      const own = clients.get(userId) ?? new Set();
      clients.set(userId, own.add(send));
      return () => {
        own.delete(send);
        if (own.size === 0 && clients.get(userId) === own) clients.delete(userId);
      };
    },
    publish(userIds, event) {
      for (const userId of new Set(userIds)) for (const send of clients.get(userId) ?? []) send(event);
    },
    isOpen: (userId) => clients.has(userId),
  };
}
