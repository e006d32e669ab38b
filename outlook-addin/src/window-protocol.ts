import type { SignInProblem } from './sign-in-error.ts';

/** What the window of dialog.html tells its pane. */
export type Said =
  /** `expiresOn`: milliseconds since 1970. */
  | { type: 'token'; accessToken: string; expiresOn: number }
  /** `/auth/start` was gone through to its end. */
  | { type: 'connected' }
  | { type: 'failed'; problem: SignInProblem };

/** @returns undefined for anything else that comes as a message */
export function said(message: string | undefined): Said | undefined {
  try {
    const read = JSON.parse(message ?? '') as Partial<Said>;
    if (read.type === 'connected' || (read.type === 'token' && read.accessToken && read.expiresOn)) return read as Said;
    if (read.type === 'failed' && read.problem) return read as Said;
  } catch {
    // Not from our window.
  }
  return undefined;
}
