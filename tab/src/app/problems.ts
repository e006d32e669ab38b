import { ApiError } from '../api.ts';
import { SignInError } from '../host.ts';

/** An error in words for the person. */
export interface Told {
  code: string;
  detail: string;
  remedy: string;
  /** Where a browser gives what is missing. */
  connectUrl?: string;
  requestId?: string;
}

/** Whatever was thrown. */
export function tell(error: unknown): Told {
  if (error instanceof SignInError) return error.problem;
  if (isNotLoaded(error))
    return { code: 'unavailable', detail: 'Aide does not answer.', remedy: 'Check your connection, then try again.' };
  if (!(error instanceof ApiError))
    return { code: 'internal', detail: 'Something went wrong in this view.', remedy: 'Try again.' };
  const { code, detail, remedy, connectUrl, instance } = error.problem;
  return { code, detail, remedy, connectUrl, requestId: instance?.replace('urn:aide:request:', '') };
}

/** A part of the page itself that could not be fetched: offline, or a newer version is there. Only loading the page again helps. */
export const isNotLoaded = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|importing a module/i.test(error.message);

/** What the button that opens the window says. */
export const connectWord = ({ code }: Pick<Told, 'code'>): string =>
  code === 'claims_challenge' ? 'Sign in again' : 'Allow';
