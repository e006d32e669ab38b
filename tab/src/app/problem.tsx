import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { connectWord, type Told, tell } from './problems.ts';
import { useConnect } from './use-connect.ts';

/**
 * What happened, and what to do next. Consent and another sign-in step are given in a window that the button opens; then what
 * had failed is tried again.
 */
export function Problem({ error, told = tell(error), retry }: { error?: unknown; told?: Told; retry(): void }) {
  const { connect, note, waiting } = useConnect(told.connectUrl, retry);
  return (
    <MessageBar intent={told.connectUrl ? 'info' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{told.detail}</MessageBarTitle> {told.remedy}
        {note ? <div>{note}</div> : null}
        {told.requestId && !told.connectUrl ? <div>Request id {told.requestId}</div> : null}
      </MessageBarBody>
      <MessageBarActions>
        {told.connectUrl ? (
          <Button appearance="primary" disabled={waiting} onClick={connect}>
            {connectWord(told)}
          </Button>
        ) : null}
        <Button onClick={retry}>Try again</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
