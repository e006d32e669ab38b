import type { IncomingMessage } from 'node:http';
import { AideError } from '../errors.ts';

/** Milliseconds in which a JSON body has to be there: it is small, and who sends a byte a second holds a connection for nothing. */
const usualPatience = 30_000;
/** Objects and arrays in each other: an Adaptive Card has some forty. What is deeper overflows the stack of whoever walks through it. */
const deepest = 100;

/**
 * The JSON body of a request. Read by hand because what comes in is refused while it comes, not after it was kept. Everything behind
 * may rely on it that the value is not deep, and that its texts are well-formed Unicode: half of a surrogate pair can be neither
 * part of an address nor stored, and JSON lets everybody write one ("\ud800").
 * @param limit bytes
 * @param patience milliseconds for all of it
 * @throws AideError too_large, media_type, too_slow, invalid_input
 */
export async function readJson(request: IncomingMessage, limit: number, patience = usualPatience): Promise<unknown> {
  const { headers } = request;
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  // What a packed body unpacks to, nobody knows before it was unpacked.
  const plain = /^(identity)?$/i.test(headers['content-encoding'] ?? '');
  if (!plain || !/^application\/([\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? ''))
    throw new AideError('media_type', {
      userMessage: 'The body is not plain JSON.',
      remedy: 'Send Content-Type: application/json, and no Content-Encoding.',
    });
  const text = (await readBody(request, limit, patience)).toString('utf8');
  if (isTooDeep(text)) throw notJson(`The body has more than ${deepest} levels.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notJson('The body is not valid JSON.', cause);
  }
  return /\\ud[89a-f]/i.test(text) ? wellFormed(value) : value;
}

async function readBody(request: IncomingMessage, limit: number, patience: number): Promise<Buffer> {
  const reading = (async () => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  })().catch((error: unknown) => {
    throw error instanceof AideError ? error : notJson('The body broke off.', error);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), patience);
  });
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

/** Counts brackets outside of strings, without a parser: what it is to protect would be one. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > deepest) return true;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return false;
}

/** The value with U+FFFD for each half of a surrogate pair, as a decoder of UTF-8 has it. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [wellFormedText(name), wellFormed(of)]));
}

const wellFormedText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

const notJson = (userMessage: string, cause?: unknown) =>
  new AideError('invalid_input', { userMessage, remedy: 'Correct it and send it again.' }, { cause });

const tooSlow = () =>
  new AideError('too_slow', {
    userMessage: 'The body did not come in time.',
    remedy: 'Send it again over a better connection.',
  });

const tooLarge = (limit: number) =>
  new AideError('too_large', {
    userMessage: `The body is larger than ${Math.floor(limit / 1024)} KiB.`,
    remedy: 'Send less at once.',
  });
