import { useCallback, useSyncExternalStore } from 'react';
import type { AddInView } from '../../../add-in-view.ts';
import { requestJson } from '../api/http.ts';
import { useAppsApi } from '../session/use-apps.ts';
import { useReading } from '../session/use-reading.ts';

export type Mode = 'read' | 'compose';

const open = new Set<Mode>();
const listeners = new Set<() => void>();
const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Is the pane of mails that are read, or written, open? The button in the toolbar and the pane are far apart on the page. */
export function useOpen(mode: Mode): [boolean, (isOpen: boolean) => void] {
  const isOpen = useSyncExternalStore(subscribe, () => open.has(mode));
  const change = useCallback(
    (next: boolean) => {
      if (next) open.add(mode);
      else open.delete(mode);
      for (const listener of listeners) listener();
    },
    [mode],
  );
  return [isOpen, change];
}

/** The add-in of the app that the person has; undefined while it is read, and without one. */
export function useAddIn(): AddInView | undefined {
  const apps = useAppsApi();
  const read = useCallback(async () => {
    const [app] = await apps.installed();
    return app && requestJson<AddInView>(window.fetch.bind(window), '/office/add-in.json');
  }, [apps]);
  return useReading(read, 0).value;
}
