/**
 * Signing in, as a table: what can happen, how it is answered, and what becomes of the sentence that waits for it.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code
 *
 *   signedOut ── asked ──► asking ── exchanged | codeAccepted ──► signedIn ── signedOut ──► signedOut
 *                          │  ▲ └── consentNeeded (Teams shows a button, and asks again)
 *                          │  └──── codeRefused, failed (the person is told what to do)
 *                          └── cancelled ──► signedOut
 */
export type SignInState = 'signedOut' | 'asking' | 'signedIn';

export interface Outcome {
  /** The state afterwards. */
  state: SignInState;
  /** Status of the answer to the invoke. */
  status: number;
  /** The sentence (or button) that waits is carried out, kept until its time is over, or dropped. */
  waiting: 'carryOut' | 'keep' | 'drop';
  /** Said to the person. */
  say?: string;
}

export const outcomes = {
  /** signin/tokenExchange: the silent way. */
  exchanged: { state: 'signedIn', status: 200, waiting: 'carryOut' },
  /** Another open client of the same person sent the same exchange: answered, nothing more. */
  duplicate: { state: 'signedIn', status: 200, waiting: 'keep' },
  /** Consent or another sign-in step is missing: 412 makes Teams show its button. */
  consentNeeded: { state: 'asking', status: 412, waiting: 'keep' },
  /** The exchange is for a connection that is not ours, or is not formed as one. */
  malformed: { state: 'asking', status: 400, waiting: 'keep' },
  /** The account is not the person's own in Teams. */
  wrongAccount: {
    state: 'signedOut',
    status: 200,
    waiting: 'keep',
    say: 'You signed in with another account than the one you use in Teams, so nothing was done. Say "sign in" and choose the account you are in Teams with.',
  },
  /** signin/verifyState: the code of the sign-in window. */
  codeAccepted: { state: 'signedIn', status: 200, waiting: 'carryOut' },
  /** 404 lets Teams ask for the code again. */
  codeRefused: { state: 'asking', status: 404, waiting: 'keep' },
  cancelled: {
    state: 'signedOut',
    status: 200,
    waiting: 'drop',
    say: 'You closed the sign-in, so what you asked for was dropped. Nothing was changed. Say "sign in", or ask again, whenever you like.',
  },
  /** signin/failure: silent in Teams, so it is said here. */
  failed: { state: 'asking', status: 200, waiting: 'keep' },
} as const satisfies Record<string, Outcome>;

export type OutcomeName = keyof typeof outcomes;

/**
 * What Teams reports when the silent sign-in breaks down before it reaches us, and what can be done about it.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-overview
 */
const failures: Record<string, string> = {
  installedappnotfound:
    'Teams does not find Aide among your apps. Remove Aide and install it again from Apps, then say "sign in".',
  installappfailed:
    'Teams could not install Aide for you. Install it from Apps, or ask your administrator to allow it, then say "sign in".',
  resourcematchfailed:
    "Aide's registration does not match its sign-in address. Your administrator has to compare the Application ID URI with the manifest and the bot's OAuth connection.",
  tokenmissing: 'Teams had no token for you. Sign out of Teams and in again, then say "sign in".',
  oauthcardnotvalid:
    'Teams did not understand the sign-in card. Update Teams; if it stays, tell your administrator to check the OAuth connection of the bot.',
  invokeerror: 'Aide could not be reached for the sign-in. Wait a minute, then say "sign in".',
  authrequestfailed: 'Microsoft Entra ID refused the sign-in. Ask your administrator whether Aide may be used by you.',
};

/** The remedy for a `signin/failure` code; upper and lower case are alike. */
export const failureRemedy = (code: string): string =>
  failures[code.toLowerCase()] ??
  'Sign-in did not work in Teams. Say "sign in" to try once more; if it fails again, tell your administrator.';

export const failureCodes = Object.keys(failures);
