import type { UserRow } from '../../sandbox/tenant/model.ts';

/** Where a browser ended up. */
export interface Landed {
  url: string;
  status: number;
  html: string;
}

/**
 * Follows a link as a person in a browser would: through redirects and the sandbox's sign-in pages (who, password, consent),
 * until a page that is none of those. With cookies, without scripts.
 * @param stopAt an address that is not opened any more, e.g. where nobody listens: '/auth/callback'
 */
export async function signInInBrowser(
  link: string,
  user: UserRow,
  { stopAt, decline = false }: { stopAt?: string; decline?: boolean } = {},
): Promise<Landed> {
  const cookies = new Map<string, string>();
  let url = link;
  let form: URLSearchParams | undefined;
  for (let steps = 0; steps < 20; steps++) {
    if (stopAt !== undefined && url.includes(stopAt)) return { url, status: 0, html: '' };
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    });
    form = undefined;
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      continue;
    }
    const visit = /name="visit" value="([^"]*)"/.exec(html)?.[1];
    if (visit === undefined) return { url, status: response.status, html };
    form = new URLSearchParams({ visit, ...answerTo(html, user, decline) });
    url = new URL(/<form method="post" action="([^"]*)"/.exec(html)?.[1] ?? '', url).href;
  }
  throw new Error('the sign-in pages lead in a circle');
}

function answerTo(html: string, user: UserRow, decline: boolean): Record<string, string> {
  if (decline) return { action: 'cancel' };
  if (html.includes('name="password"'))
    return { action: 'password', username: user.userPrincipalName, password: user.password };
  if (html.includes('value="consent"')) return { action: 'consent' };
  if (html.includes('value="verify"')) return { action: 'verify' };
  if (html.includes('value="pick"')) return { action: 'pick', username: user.userPrincipalName };
  return { action: 'cancel' };
}
