import type { Content } from '@aide/contracts/posts';
import { AideError } from '../../errors.ts';
import { type ChatMessageBody, chatMessage, messageLimit, requestLimit, sizeOf } from '../../graph/chat-message.ts';

/** "28.4 KB". */
export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/**
 * The message as it is sent.
 * @throws AideError too_large with its size, before anything is sent; invalid_input when there is nothing in it
 */
export function messageFor(content: Content): ChatMessageBody {
  const { text, card, images = [], files = [] } = content;
  if (text.trim() === '' && !card && images.length === 0 && files.length === 0)
    throw new AideError('invalid_input', {
      userMessage: 'There is nothing in this message.',
      remedy: 'Write what it should say.',
    });
  const message = chatMessage(content);
  const bytes = sizeOf(message);
  if (bytes > messageLimit) throw tooLong(bytes);
  const whole = Buffer.byteLength(JSON.stringify(message));
  if (whole > requestLimit)
    throw new AideError('too_large', {
      userMessage: `With its images this message has ${kilobytes(whole)}; at most ${kilobytes(requestLimit)} can be sent.`,
      remedy: 'Leave out an image, or make it smaller.',
    });
  return message;
}

const tooLong = (bytes: number) =>
  new AideError('too_large', {
    userMessage: `This message has ${kilobytes(bytes)} (${bytes} bytes); Teams takes at most ${kilobytes(messageLimit)}.`,
    remedy: 'Shorten it, split it, or let Aide put it into the channel’s folder as a file and post a link to it.',
  });
