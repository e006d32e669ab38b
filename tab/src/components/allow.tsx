import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useConnect } from '../app/use-connect.ts';

/** What is there is not all that could be: says why, and asks for the permission that is missing. */
export function Allow({ text, connectUrl, done }: { text: string; connectUrl: string; done(): void }) {
  const { connect, note, waiting } = useConnect(connectUrl, done);
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>
        {text} {note}
      </MessageBarBody>
      <MessageBarActions>
        <Button disabled={waiting} onClick={connect}>
          Allow
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
