import type { IncomingMessage } from 'node:http';
import { AideError } from '../errors.ts';

/**
 * The JSON body of a request. Read by hand because what comes in is refused while it comes, not after it was kept.
 * @param limit bytes
 * @throws AideError too_large, media_type, invalid_input
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? ''))
    throw new AideError('media_type', {
      userMessage: 'The body is not JSON.',
      remedy: 'Send Content-Type: application/json.',
    });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new AideError(
      'invalid_input',
      { userMessage: 'The body is not valid JSON.', remedy: 'Correct it and send it again.' },
      { cause },
    );
  }
}

const tooLarge = (limit: number) =>
  new AideError('too_large', {
    userMessage: `The body is larger than ${Math.floor(limit / 1024)} KiB.`,
    remedy: 'Send less at once.',
  });
