import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useState } from 'react';
import { ApiError } from '../api.ts';
import { useSession } from './session.ts';

/**
 * What happened, and what to do next. Consent and another sign-in step are given in a window that the button opens; then what
 * had failed is tried again.
 */
export function Problem({ error, retry }: { error: unknown; retry(): void }) {
  const { host } = useSession();
  const [closed, setClosed] = useState(false);
  const problem = error instanceof ApiError ? error.problem : undefined;
  const { connectUrl } = problem ?? {};
  const connect = async () => {
    if (!connectUrl) return;
    try {
      await host.openPopup(connectUrl);
      retry();
    } catch {
      setClosed(true);
    }
  };
  return (
    <MessageBar intent={connectUrl ? 'info' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{problem?.detail ?? 'Something went wrong in this view.'}</MessageBarTitle>
        <div>{problem?.remedy ?? 'Try again.'}</div>
        {closed ? <div>The window was closed before it was done. You can open it again.</div> : null}
        {problem?.instance ? <div>Request id {problem.instance}</div> : null}
      </MessageBarBody>
      <MessageBarActions>
        {connectUrl ? (
          <Button appearance="primary" onClick={connect}>
            {problem?.code === 'claims_challenge' ? 'Sign in again' : 'Allow'}
          </Button>
        ) : null}
        <Button onClick={retry}>Try again</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
