import type { OperationView } from '@aide/contracts/operations';
import { Button, Link, Toast, ToastBody, ToastFooter, ToastTitle, ToastTrigger } from '@fluentui/react-components';
import { ApiError } from '../api.ts';

/** What was done, in one line, with Undo where that is possible. */
export function DoneToast(props: { operation: OperationView; undo(): void; open(url: string): void }) {
  const { operation, undo, open } = props;
  const { summary = 'Done', warnings = [], links = [] } = operation.receipt ?? {};
  const [link] = links;
  return (
    <Toast>
      <ToastTitle
        action={
          operation.canUndo ? (
            <Link as="button" onClick={undo}>
              Undo
            </Link>
          ) : undefined
        }
      >
        {summary}
      </ToastTitle>
      {warnings.length > 0 ? <ToastBody>{warnings.join(' ')}</ToastBody> : null}
      {link ? (
        <ToastFooter>
          <Link as="button" onClick={() => open(link.url)}>
            {link.title}
          </Link>
        </ToastFooter>
      ) : null}
    </Toast>
  );
}

export function LineToast({ text }: { text: string }) {
  return (
    <Toast>
      <ToastTitle>{text}</ToastTitle>
    </Toast>
  );
}

/** Why it could not be taken back, and the way on. It stands until it is closed. */
export function FailedToast({ error, again }: { error: unknown; again(connectUrl?: string): void }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return (
    <Toast>
      <ToastTitle
        action={
          <ToastTrigger>
            <Link as="button">Close</Link>
          </ToastTrigger>
        }
      >
        {problem?.detail ?? 'It could not be undone.'}
      </ToastTitle>
      <ToastBody>{problem?.remedy ?? 'Try again.'}</ToastBody>
      <ToastFooter>
        {problem?.connectUrl ? (
          <Button size="small" appearance="primary" onClick={() => again(problem.connectUrl)}>
            {problem.code === 'claims_challenge' ? 'Sign in again' : 'Allow'}
          </Button>
        ) : (
          <Button size="small" onClick={() => again()}>
            Try again
          </Button>
        )}
      </ToastFooter>
    </Toast>
  );
}
