import type { AdminApp, Audience, PackageView } from '../../../../teams/admin/protocol.ts';
import type { InstalledApp, PinnedTab, TabContent } from '../../../../teams/protocol.ts';
import { type Fetch, HttpError, requestJson } from './http.ts';

/** A person's apps, and what an administrator decides about them: `sandbox/teams/protocol.ts` and `sandbox/teams/admin/protocol.ts`. */
export function createAppsApi(origin: string, token: () => Promise<string>, fetcher: Fetch) {
  const call = async <T>(method: string, path: string, body?: unknown) =>
    requestJson<T>(fetcher, `${origin}/teams/v1/${path}`, { method, body, token: await token() });
  const zip = (file: Blob) => new Blob([file], { type: 'application/zip' });
  return {
    installed: () => call<InstalledApp[]>('GET', 'apps'),
    available: () => call<InstalledApp[]>('GET', 'apps/available'),
    add: (teamsAppId: string) => call<undefined>('POST', `apps/${teamsAppId}`),
    /** What is in a channel or chat, and its tabs. */
    in(conversationId: string) {
      const at = `conversations/${encodeURIComponent(conversationId)}`;
      return {
        installed: () => call<InstalledApp[]>('GET', `${at}/apps`),
        addTab: (tab: TabContent) => call<PinnedTab>('POST', `${at}/tabs`, tab),
        changeTab: (id: string, tab: TabContent) => call<PinnedTab>('PUT', `${at}/tabs/${id}`, tab),
        removeTab: (id: string) => call<undefined>('DELETE', `${at}/tabs/${id}`),
      };
    },
    admin: {
      app: () => call<AdminApp>('GET', 'admin/app'),
      /** What the package says, without taking it in. @throws HttpError, see {@link refusalReasons} */
      check: (file: Blob) => call<PackageView>('POST', 'admin/packages?check=true', zip(file)),
      upload: (file: Blob) => call<AdminApp>('POST', 'admin/packages', zip(file)),
      remove: () => call<undefined>('DELETE', 'admin/app'),
      setAudience: (audience: Audience) => call<AdminApp>('PUT', 'admin/app/audience', audience),
      consent: (wide: 'organisation' | 'me') => call<AdminApp>('POST', 'admin/consent', { for: wide }),
      revokeConsent: () => call<AdminApp>('DELETE', 'admin/consent'),
    },
  };
}
export type AppsApi = ReturnType<typeof createAppsApi>;

/** Why a package was refused, one sentence each. */
export function refusalReasons(error: unknown): string[] | undefined {
  if (!(error instanceof HttpError) || error.code !== 'PackageRefused') return undefined;
  const { reasons } = (error.body as { error: { reasons?: unknown } }).error;
  return Array.isArray(reasons) ? reasons.map(String) : undefined;
}
