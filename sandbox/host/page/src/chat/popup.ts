/** What Teams sends instead of a code when there is none. */
export const cancelledByUser = 'CancelledByUser';

/** Opens a window for a sign-in or a consent. Returns undefined when the browser blocked it. */
export function openPopup(url: string, keepOpener: boolean): Window | undefined {
  const place = `popup,width=520,height=680,left=${window.screenX + 120},top=${window.screenY + 80}`;
  const popup = window.open('about:blank', '_blank', place);
  if (!popup) return undefined;
  // A window of another origin gets no hold of this one.
  if (!keepOpener) popup.opener = null;
  popup.location.replace(url);
  return popup;
}

/** http and https only: a card's link runs nothing here. */
export function safeUrl(url: unknown): string | undefined {
  try {
    const parsed = new URL(String(url), window.location.origin);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves when the window was closed. */
export const closed = (popup: Window) =>
  new Promise<void>((done) => {
    const timer = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(timer);
      done();
    }, 250);
  });

/** Resolves with the code that the sign-in page hands over, or with 'CancelledByUser' when the window is closed before. */
export function signInCode(popup: Window): Promise<string> {
  return new Promise((done) => {
    const listen = (event: MessageEvent) => {
      const data = event.data as { type?: unknown; state?: unknown } | null;
      if (event.origin !== window.location.origin || event.source !== popup) return;
      if (data?.type !== 'signin/verifyState' || typeof data.state !== 'string') return;
      window.removeEventListener('message', listen);
      // A sign-in that failed says why in its window, which the person closes.
      if (data.state !== cancelledByUser) popup.close();
      done(data.state);
    };
    window.addEventListener('message', listen);
    void closed(popup).then(() => {
      window.removeEventListener('message', listen);
      done(cancelledByUser);
    });
  });
}
