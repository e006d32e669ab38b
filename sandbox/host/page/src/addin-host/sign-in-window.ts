/** A window of this page's, as far as it is of this page's origin. */
interface OpenedWindow {
  readonly closed: boolean;
  readonly location: { readonly href: string };
  close(): void;
}

/** The part of this window that opens others. */
export interface Opening {
  open(url: string, target: string, features: string): OpenedWindow | null;
}

/** Why nobody has signed in. */
export class WindowFailure extends Error {
  readonly why: 'closed' | 'blocked' | 'refused';
  constructor(why: WindowFailure['why'], message: string = why) {
    super(message);
    this.why = why;
  }
}

/** Milliseconds between two looks where the window is: while it shows another origin, or is closed, it does not say so. */
const every = 50;

/**
 * Authorization code with PKCE in a window that comes back to this page's own address, where it is closed.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * @throws WindowFailure
 */
export async function askInWindow(options: {
  here: Opening;
  authorizationEndpoint: string;
  home: string;
  parameters: Record<string, string>;
}): Promise<{ code: string; verifier: string }> {
  const { here, authorizationEndpoint, home, parameters } = options;
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const state = crypto.randomUUID();
  const query = new URLSearchParams({
    ...parameters,
    response_type: 'code',
    response_mode: 'query',
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    state,
  });
  const opened = here.open(`${authorizationEndpoint}?${query}`, '_blank', 'popup,width=500,height=650');
  if (!opened) throw new WindowFailure('blocked');
  const answer = await cameBack(opened, home);
  opened.close();
  const code = answer.get('code');
  if (answer.get('state') === state && code) return { code, verifier };
  throw new WindowFailure('refused', answer.get('error_description') ?? 'The sign-in was not completed.');
}

function cameBack(opened: OpenedWindow, home: string): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (opened.closed) {
        clearInterval(timer);
        reject(new WindowFailure('closed'));
        return;
      }
      const url = addressOf(opened);
      if (url && `${url.origin}${url.pathname}` === home && url.searchParams.has('state')) {
        clearInterval(timer);
        resolve(url.searchParams);
      }
    }, every);
  });
}

/** undefined: it shows a page of somebody else's. */
function addressOf({ location }: OpenedWindow): URL | undefined {
  try {
    return new URL(location.href);
  } catch {
    return undefined;
  }
}

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
