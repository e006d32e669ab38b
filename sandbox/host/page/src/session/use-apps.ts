import { useMemo } from 'react';
import { chatServiceScope } from '../../../../teams/protocol.ts';
import { type AppsApi, createAppsApi } from '../api/apps.ts';
import { useSession } from './session.tsx';

/** The person's apps, as the person. */
export function useAppsApi(): AppsApi {
  const { tokens } = useSession();
  return useMemo(
    () => createAppsApi(window.location.origin, () => tokens(chatServiceScope), window.fetch.bind(window)),
    [tokens],
  );
}
