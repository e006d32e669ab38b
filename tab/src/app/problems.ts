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
  if (!(error instanceof ApiError))
    return { code: 'internal', detail: 'Something went wrong in this view.', remedy: 'Try again.' };
  const { code, detail, remedy, connectUrl, instance } = error.problem;
  return { code, detail, remedy, connectUrl, requestId: instance?.replace('urn:aide:request:', '') };
}

/** What the button that opens the window says. */
export const connectWord = ({ code }: Pick<Told, 'code'>): string =>
  code === 'claims_challenge' ? 'Sign in again' : 'Allow';
