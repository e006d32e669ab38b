import { createNestablePublicClientApplication, type IPublicClientApplication } from '@azure/msal-browser';
import type { Host } from './host.ts';
import type { Settings } from './settings.ts';
import { cancelled, needsSignIn, SignInError, signInErrorOf } from './sign-in-error.ts';
import { type Said, said } from './window-protocol.ts';

/** A person's token for our API. Kept in memory, and nowhere else. */
export interface Identity {
  /** Never shows anything. @param fresh the one before was refused @throws SignInError: then a button calls `signIn` */
  token(fresh?: boolean): Promise<string>;
  /**
   * Asks the person. Call it from a click.
   * @param claims what a claims challenge asked for, JSON as text
   * @throws SignInError
   */
  signIn(claims?: string): Promise<void>;
  /** Opens the window of `/auth/start`, where consent is given. @throws SignInError when it was closed before */
  connect(connectUrl: string): Promise<void>;
}

/** Seconds before its end in which a token is no longer used: a request takes its time, and clocks differ. */
const margin = 120;

interface Kept {
  token: string;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * Where the host signs people in (nested app authentication) it gives the token; elsewhere, and where it fails as it does for reasons that
 * no add-in can mend (docs/decisions.md), a window of ours signs in at Entra ID and hands the token over.
 * https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
 */
export function createIdentity({
  host,
  settings,
  createApp = createNestablePublicClientApplication,
  now = Date.now,
}: {
  host: Pick<Host, 'signsIn' | 'openWindow' | 'address'>;
  settings: Settings;
  createApp?: typeof createNestablePublicClientApplication;
  now?: () => number;
}): Identity {
  let kept: Kept | undefined;
  /** The host has said that it cannot after all. */
  let hostCannot = !host.signsIn;
  let app: Promise<IPublicClientApplication> | undefined;
  let underWay: Promise<string> | undefined;
  const { scope, clientId, authority, knownAuthorities, authorityMetadata } = settings;
  const nested = () => {
    app ??= createApp({
      auth: { clientId, authority, knownAuthorities, authorityMetadata },
      cache: { cacheLocation: 'memoryStorage' },
    });
    return app;
  };

  const keep = ({ accessToken, expiresOn }: { accessToken: string; expiresOn: Date | number | null }): string => {
    kept = { token: accessToken, until: Number(expiresOn ?? 0) };
    return accessToken;
  };
  const silently = async (): Promise<string> => {
    if (hostCannot) throw needsSignIn();
    try {
      return keep(await (await nested()).acquireTokenSilent({ scopes: [scope], forceRefresh: kept !== undefined }));
    } catch (cause) {
      const error = signInErrorOf(cause);
      hostCannot = error.hostCannot;
      throw error;
    }
  };
  /** @throws SignInError */
  const inWindow = async (claims?: string): Promise<void> => {
    const query = new URLSearchParams({ hint: host.address, ...(claims ? { claims } : {}) });
    const answer = await ask(`/outlook/dialog?${query}`);
    if (answer.type === 'failed') throw new SignInError(answer.problem);
    if (answer.type !== 'token') throw cancelled();
    keep(answer);
  };
  const ask = async (path: string): Promise<Said> => {
    const message = await host.openWindow(path).catch((cause: unknown) => {
      throw signInErrorOf(cause);
    });
    const answer = said(message);
    if (!answer) throw cancelled();
    return answer;
  };

  return {
    async token(fresh = false) {
      if (!fresh && kept && kept.until - margin * 1000 > now()) return kept.token;
      underWay ??= silently().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    async signIn(claims) {
      if (!hostCannot)
        try {
          keep(await (await nested()).acquireTokenPopup({ scopes: [scope], ...(claims ? { claims } : {}) }));
          return;
        } catch (cause) {
          const error = signInErrorOf(cause);
          if (!error.hostCannot) throw error;
          hostCannot = true;
        }
      await inWindow(claims);
    },
    async connect(connectUrl) {
      const { search } = new URL(connectUrl);
      const answer = await ask(`/outlook/dialog?${new URLSearchParams({ connect: search })}`);
      if (answer.type !== 'connected') throw cancelled();
    },
  };
}
