import { app, authentication } from '@microsoft/teams-js';
import { readSettings } from './settings.ts';

/**
 * The end of /auth/callback in a window that a button opened. A host that opened it for `authentication.authenticate` waits for
 * `notifySuccess`, which closes the window; whoever else opened it is told without TeamsJS. Nobody is told more than that
 * it is done.
 */
async function finish(): Promise<void> {
  window.opener?.postMessage({ type: 'aide/connected' }, '*');
  try {
    const { hostOrigins } = await readSettings();
    await app.initialize(hostOrigins);
    authentication.notifySuccess('');
  } catch {
    // A chat's button opened it in a browser: there is no host, and the page says that the window can be closed.
  }
}

/** A host answers in a few milliseconds. */
const patience = 2000;

void finish();
// Allowed only in windows that a script opened; others stay, and say what they say.
setTimeout(() => window.close(), patience);
