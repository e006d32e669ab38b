import { useState } from 'react';
import { useSession } from './session.ts';

/** Opens the window in which something is given, and goes on when it is done. Call `connect` from a click: browsers block it elsewhere. */
export function useConnect(url: string | undefined, done: () => void) {
  const { host, api } = useSession();
  const [note, setNote] = useState<string>();
  const [waiting, setWaiting] = useState(false);
  const connect = async () => {
    if (!url) return;
    setNote(undefined);
    setWaiting(true);
    try {
      await host.openPopup(url);
      api.connected();
      done();
    } catch {
      setNote('The window was closed before it was done. You can open it again.');
    } finally {
      setWaiting(false);
    }
  };
  return { connect, note, waiting };
}
