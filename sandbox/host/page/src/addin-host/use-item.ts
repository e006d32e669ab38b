import { useEffect, useState } from 'react';
import type { ItemState } from '../../../office/protocol.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import type { MailPaneItem } from '../mail/pane-slot.tsx';
import type { Items } from './item.ts';

/**
 * What is open, as Office.js has it. While the next mail is read the one before stays: an add-in is told of a change once.
 * @param isSelected a mail is, although it may not be here yet
 * @returns undefined before the first is known; null: nothing is open
 */
export function useItem(items: Items, { mode, id }: MailPaneItem, isSelected: boolean, isPhone: boolean) {
  const notify = useNotify();
  const [item, setItem] = useState<ItemState | null>();
  useEffect(() => {
    let current = true;
    if (id === undefined) {
      if (!isSelected) setItem(null);
      return;
    }
    const reading: Promise<ItemState> = mode === 'read' ? items.read(id, isPhone) : items.compose(id);
    reading.then(
      (found) => current && setItem(found),
      (error) => {
        if (!current) return;
        setItem(null);
        notify(readable(error), 'error');
      },
    );
    return () => {
      current = false;
    };
  }, [items, mode, id, isSelected, isPhone, notify]);
  return item;
}
