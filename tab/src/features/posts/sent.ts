import type { OperationView } from '@aide/contracts/operations';
import type { Content, MessageRef, Sent } from '@aide/contracts/posts';

/** A message that was sent with Aide and is there still. */
export interface SentMessage {
  operation: OperationView;
  message: MessageRef;
  place: string;
  /** What it says now, as far as Aide changed it. */
  content: Content;
  webUrl?: string;
  edited: boolean;
}

const sending = new Set(['posts.post', 'posts.reply', 'posts.postAsFile']);

/** Of the newest operations those that sent a message, newest first; without what was taken back, with what was changed. */
export function sentOf(operations: readonly OperationView[]): SentMessage[] {
  const done = operations.filter(({ state }) => state === 'done');
  const resultsOf = <T>(action: string) =>
    done.flatMap((operation) => (operation.action === action ? [operation.receipt?.result as T] : []));
  const gone = new Set(resultsOf<{ message: MessageRef }>('posts.takeBack').map(({ message }) => message.messageId));
  const edits = resultsOf<{ message: MessageRef; content?: Content }>('posts.edit');
  return done.flatMap((operation): SentMessage[] => {
    const result = operation.receipt?.result as Sent | undefined;
    if (!sending.has(operation.action) || !result || gone.has(result.message.messageId)) return [];
    // The newest comes first.
    const edit = edits.find(({ message }) => message.messageId === result.message.messageId);
    return [
      {
        operation,
        message: result.message,
        place: result.place,
        content: edit?.content ?? result.content,
        ...(result.webUrl ? { webUrl: result.webUrl } : {}),
        edited: edit !== undefined,
      },
    ];
  });
}

/** Images and files of a message would be lost: it is changed in Teams. */
export const canEdit = ({ operation, content }: SentMessage): boolean =>
  operation.canUndo && !content.images?.length && !content.files?.length && !content.card;
