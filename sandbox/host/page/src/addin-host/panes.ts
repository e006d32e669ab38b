import { useCallback, useSyncExternalStore } from 'react';
import { chatServiceScope } from '../../../../teams/protocol.ts';
import type { AddInButton, AddInView } from '../../../add-in-view.ts';
import { requestJson } from '../api/http.ts';
import { useSession } from '../session/session.tsx';
import { useReading } from '../session/use-reading.ts';

export type Mode = 'read' | 'compose';

const open = new Map<Mode, string>();
const listeners = new Set<() => void>();
const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/**
 * Which pane of mails that are read, or written, is open, by the button that opened it; one at a time, as in Outlook. The button in
 * the toolbar and the pane are far apart on the page.
 */
export function useOpen(mode: Mode): [string | undefined, (button: string | undefined) => void] {
  const opened = useSyncExternalStore(subscribe, () => open.get(mode));
  const change = useCallback(
    (next: string | undefined) => {
      if (next === undefined) open.delete(mode);
      else open.set(mode, next);
      for (const listener of listeners) listener();
    },
    [mode],
  );
  return [opened, change];
}

/** A button of an add-in, and the add-in that it belongs to. */
export interface Entry {
  addIn: AddInView;
  button: AddInButton;
  key: string;
}

/** The ribbon entries of the apps that the person has: none while they are read, and without one. */
export function useEntries(mode: Mode): Entry[] {
  const { tokens } = useSession();
  const read = useCallback(
    async () =>
      requestJson<AddInView[]>(window.fetch.bind(window), '/office/add-ins', { token: await tokens(chatServiceScope) }),
    [tokens],
  );
  const addIns = useReading(read, 0).value ?? [];
  return addIns.flatMap((addIn) =>
    addIn[mode].map((button) => ({ addIn, button, key: `${addIn.clientId} ${button.id}` })),
  );
}
