/** How far a page in a frame has come with its start. */
export type StartUp =
  | { at: 'loading' }
  /** It asked for the loading indicator to go, and has not said yet that it succeeded. */
  | { at: 'loaded' }
  | { at: 'running' }
  | { at: 'failed'; reason: string; message?: string };

/** Teams waits this long for `notifySuccess`. Milliseconds. https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/create-tab-pages/content-page */
export const startUpTime = 30_000;

/** The state after a message 'appInitialization.…', or after the time is over. */
export function startUpAfter(state: StartUp, event: string, args: unknown[] = []): StartUp {
  // What runs cannot fail to start any more.
  if (state.at === 'running') return state;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  switch (event) {
    case 'appInitialization.appLoaded':
      return state.at === 'failed' ? state : { at: 'loaded' };
    case 'appInitialization.success':
    // It shows by itself what went wrong.
    case 'appInitialization.expectedFailure':
      return { at: 'running' };
    case 'appInitialization.failure':
      return { at: 'failed', reason: text(args[0]) ?? 'Other', message: text(args[1]) };
    case 'timeout':
      return state.at === 'failed' ? state : { at: 'failed', reason: 'Timeout' };
    default:
      return state;
  }
}
