import type { ErrorCode } from '@aide/contracts/errors';

/** Why there is no token, and what to do next. */
export interface SignInProblem {
  code: ErrorCode;
  detail: string;
  remedy: string;
}

export class SignInError extends Error {
  readonly problem: SignInProblem;
  /** The host signs nobody in: another way is needed. */
  readonly hostCannot: boolean;
  constructor(problem: SignInProblem, options: { hostCannot?: boolean; cause?: unknown } = {}) {
    super(problem.detail, { cause: options.cause });
    this.problem = problem;
    this.hostCannot = options.hostCannot ?? false;
  }
}

const of = (code: ErrorCode, detail: string, remedy: string): SignInProblem => ({ code, detail, remedy });

const signInFirst = of(
  'signin_required',
  'Sign in to use Aide.',
  'Press "Sign in". You stay signed in while this pane is open.',
);
export const needsSignIn = (cause?: unknown) => new SignInError(signInFirst, { hostCannot: true, cause });
export const cancelled = () =>
  new SignInError(of('signin_required', 'The sign-in was not completed.', 'Press "Sign in" when you want to go on.'));

/**
 * What msal-browser and hosts say. Interaction is what a button is for; everything that the host cannot do is done in a window.
 * https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in#api-reference
 */
const meanings: [RegExp, SignInProblem, hostCannot: boolean][] = [
  [/user_cancel|access_denied|closed/i, cancelled().problem, false],
  [
    /no_network|network_error|offline|timed?_?out|post_request_failed/i,
    of('unavailable', 'The sign-in service does not answer.', 'Check your connection, then try again.'),
    false,
  ],
  [
    /interaction_required|login_required|consent_required|no_tokens_found|native_account_unavailable|no_account_error/i,
    of('signin_required', 'Aide needs you to sign in.', 'Press "Sign in" and agree in the window that opens.'),
    false,
  ],
  [
    /AADSTS(90094|90095)|admin_consent/i,
    of('consent_required', 'Your administrator has to approve Aide first.', 'Ask them, then try again.'),
    false,
  ],
];

/** @param cause an AuthError of msal-browser, or what Office.js threw */
export function signInErrorOf(cause: unknown): SignInError {
  if (cause instanceof SignInError) return cause;
  const { errorCode = '', subError = '', name = '' } = (cause ?? {}) as Record<string, string>;
  const text = [errorCode, subError, name, cause instanceof Error ? cause.message : ''].join(' ');
  const meaning = meanings.find(([pattern]) => pattern.test(text));
  return meaning ? new SignInError(meaning[1], { hostCannot: meaning[2], cause }) : needsSignIn(cause);
}
