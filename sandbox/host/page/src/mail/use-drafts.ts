import { useEffect, useMemo, useRef } from 'react';
import { go } from '../app/use-route.ts';
import type { MailApi } from './mail-api.ts';
import { type Place, routeOf } from './place.ts';
import type { DraftsOfPage } from './use-mail.ts';

/** The drafts that were begun on this page: where each came from, and whether anything was written in it. */
export function useDraftsOfPage(api: MailApi, place: Place, onError: (error: unknown) => void): DraftsOfPage {
  const latest = useRef({ place, onError });
  useEffect(() => {
    latest.current = { place, onError };
  });
  return useMemo(() => {
    const origins = new Map<string, string | undefined>();
    const untouched = new Set<string>();
    const show = (message: string | undefined) => go(routeOf({ folder: latest.current.place.folder, message }));
    const open: DraftsOfPage['open'] = (id, from, isNew) => {
      origins.set(id, from);
      if (isNew) untouched.add(id);
      show(id);
    };
    return {
      open,
      async begin(content) {
        try {
          const { id } = await api.createDraft(content);
          const { message } = latest.current.place;
          open(id, message !== undefined && !origins.has(message) ? message : undefined, content === undefined);
        } catch (error) {
          latest.current.onError(error);
        }
      },
      touched: (id) => void untouched.delete(id),
      isUntouched: (id) => untouched.has(id),
      leave(id) {
        if (latest.current.place.message === id) show(origins.get(id));
      },
    };
  }, [api]);
}
