import { ApiError } from '@aide/tab/api';
import { SignInError } from '../sign-in-error.ts';

/** An error in words, and what a button could do about it. */
export interface Told {
  detail: string;
  remedy: string;
  requestId?: string;
  /** undefined: only another try. */
  mend?: { word: string; kind: 'signIn'; claims?: string } | { word: string; kind: 'connect'; url: string };
}

/** Whatever was thrown. */
export function tell(error: unknown): Told {
  if (!(error instanceof SignInError || error instanceof ApiError))
    return { detail: 'Something went wrong in this pane.', remedy: 'Try again.' };
  const { code, detail, remedy } = error.problem;
  const { connectUrl, instance } = error instanceof ApiError ? error.problem : {};
  const requestId = instance?.replace('urn:aide:request:', '');
  const told = { detail, remedy, ...(requestId ? { requestId } : {}) };
  // The token itself has to be a better one: Entra ID looks at it when it gives Aide the next.
  if (code === 'claims_challenge' && error instanceof ApiError && error.claims)
    return { ...told, mend: { word: 'Sign in again', kind: 'signIn', claims: error.claims } };
  if (connectUrl)
    return {
      ...told,
      mend: { word: code === 'claims_challenge' ? 'Sign in again' : 'Allow', kind: 'connect', url: connectUrl },
    };
  if (code === 'signin_required' || code === 'token_invalid')
    return { ...told, mend: { word: 'Sign in', kind: 'signIn' } };
  return told;
}
