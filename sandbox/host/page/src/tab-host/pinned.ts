import type { Conversation, PinnedTab } from '../../../../teams/protocol.ts';

/** A tab by its id, or by what the app calls it. */
export const pinnedTab = ({ tabs = [] }: Conversation, name: string): PinnedTab | undefined =>
  tabs.find(({ id }) => id === name) ?? tabs.find(({ entityId }) => entityId === name);
