import type { ErrorCode } from '@aide/contracts/errors';

/** What happened when the host was asked for a token, and what to do next. */
export interface SignInProblem {
  code: ErrorCode;
  detail: string;
  remedy: string;
}

const of = (code: ErrorCode, detail: string, remedy: string): SignInProblem => ({ code, detail, remedy });

/**
 * What hosts say, as far as it is documented or has been seen. They say it as text, in different spellings.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-code#errors
 */
const meanings: [RegExp, SignInProblem][] = [
  [
    /resource_?requires_?consent|interaction_?required|consent_?required/i,
    of(
      'consent_required',
      'Aide needs your permission to know who you are.',
      'Press "Try again" and agree in the window that opens. If it asks for an administrator, ask yours to approve Aide.',
    ),
  ],
  [
    /requires_?mfa|conditional_?access|claims/i,
    of(
      'claims_challenge',
      'Your organisation asks for another sign-in step.',
      'Press "Try again". If it does not help, sign out of Teams and in again.',
    ),
  ],
  [
    /cancell?ed|user_?cancel|closed by (the )?user|access_?denied|consent_?failed/i,
    of('signin_required', 'The sign-in was not completed.', 'Press "Try again" when you want to go on.'),
  ],
  [
    /resource_?disabled|invalid_?resource|app_?not_?found|unknown_?app/i,
    of(
      'internal',
      'Aide is not set up for sign-in in your organisation.',
      'Ask your administrator to compare the application ID URI of Aide in Entra ID with its app package (docs/operations.md).',
    ),
  ],
  [
    /failed_?to_?open_?window|popup/i,
    of(
      'signin_required',
      'The sign-in window could not be opened.',
      'Allow pop-up windows for this page, then try again.',
    ),
  ],
  [
    /network|failed to fetch|offline|timed? ?out|timeout|unreachable/i,
    of('unavailable', 'The sign-in service does not answer.', 'Check your connection, then try again.'),
  ],
  [
    /not supported|unsupported|not_?implemented/i,
    of(
      'signin_required',
      'This app cannot sign you in to Aide.',
      'Update it, or open Aide in Microsoft Teams on the web: https://teams.microsoft.com.',
    ),
  ],
];

/** @param said what TeamsJS threw */
export function signInProblem(said: unknown): SignInProblem {
  const text = said instanceof Error ? said.message : typeof said === 'string' ? said : JSON.stringify(said ?? '');
  return (
    meanings.find(([pattern]) => pattern.test(text))?.[1] ??
    of(
      'signin_required',
      'You could not be signed in.',
      'Try again. If it happens again, sign out of Teams and in again.',
    )
  );
}
