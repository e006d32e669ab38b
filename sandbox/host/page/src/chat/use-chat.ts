import { useSyncExternalStore } from 'react';
import { useSession } from '../session/session.tsx';

/** The chat's state; renders again when it changes. */
export function useChat() {
  const { chat } = useSession();
  return useSyncExternalStore(chat.subscribe, chat.get);
}
