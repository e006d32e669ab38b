import { HttpError } from '../api/http.ts';

/** How getAuthToken ends: as Entra ID says, or badly on purpose. */
export const signInModes = {
  works: { label: 'Sign-in works' },
  consent: { label: 'Consent is missing', reason: 'resourceRequiresConsent' },
  cancelled: { label: 'The person cancels', reason: 'UserCancelled' },
  network: { label: 'The network fails', reason: 'Failed to fetch' },
} as const;
export type SignInMode = keyof typeof signInModes;

/**
 * Answers `authentication.getAuthToken`: a token for the app's own API, asked for by Teams, which the registration trusts.
 * @returns [true, token] or [false, reason]; reasons as in
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-code
 */
export async function answerToken({
  mode,
  resource,
  token,
}: {
  mode: SignInMode;
  resource: string | undefined;
  token(scope: string): Promise<string>;
}): Promise<unknown[]> {
  const { reason } = { reason: undefined, ...signInModes[mode] };
  if (reason !== undefined) return [false, reason];
  if (!resource) return [false, 'resourceDisabled'];
  try {
    return [true, await token(`${resource}/access_as_user`)];
  } catch (error) {
    return [false, reasonOf(error)];
  }
}

/** What Entra ID's refusals are called in Teams. */
const reasons: [RegExp, string][] = [
  [/AADSTS65001|AADSTS650(0[24]|5\d)/, 'resourceRequiresConsent'],
  [/AADSTS5007[69]|AADSTS53003/, 'resourceRequiresMfa'],
];

function reasonOf(error: unknown): string {
  if (!(error instanceof HttpError)) return 'Failed to fetch';
  return reasons.find(([form]) => form.test(error.message))?.[1] ?? 'unknownAuthError';
}
