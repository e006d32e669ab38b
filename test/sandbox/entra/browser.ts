import assert from 'node:assert/strict';

/** A page as a person sees it: status, title, text, and forms that can be sent. */
export interface Page {
  url: string;
  status: number;
  headers: Headers;
  title: string;
  html: string;
  /** Where a redirect out of the sandbox leads. */
  location?: URL;
}

/** A browser without scripts: keeps cookies, follows redirects inside one origin, sends forms. */
export function createBrowser(origin: string) {
  const cookies = new Map<string, string>();

  async function open(url: string, init: RequestInit = {}): Promise<Page> {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const to = response.headers.get('location');
    const location = to === null ? undefined : new URL(to, url);
    const html = await response.text();
    const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
    return { url, status: response.status, headers: response.headers, title, html, location };
  }

  /** The first form with a button of this action (or the first form), its hidden fields kept. */
  function submit(page: Page, action: string, fields: Record<string, string> = {}): Promise<Page> {
    const forms = [...page.html.matchAll(/<form method="(\w+)" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
    const form = forms.find((f) => f[3]!.includes(`value="${action}"`)) ?? forms[0];
    assert(form, `no form on "${page.title}"`);
    const hidden = [...form[3]!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      (m) => [m[1]!, m[2]!] as [string, string],
    );
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), action, ...fields });
    return open(new URL(form[2]!, origin).href, { method: 'POST', body });
  }

  return {
    cookies,
    open,
    submit,
    /** From the list of accounts or the password page to what comes after. */
    async signIn(page: Page, userPrincipalName: string, password: string): Promise<Page> {
      const next = page.html.includes('name="password"')
        ? page
        : await submit(page, 'pick', { username: userPrincipalName });
      return submit(next, 'password', { password });
    },
  };
}
