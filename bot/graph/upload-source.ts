import { AideError } from '../errors.ts';

/** The bytes of a file, read a slice at a time. */
export interface Source {
  /**
   * Bytes `from` … `to`, the last excluded. What was read stays at hand until something behind it is read.
   * @throws AideError invalid_input when there are fewer; expired when they were passed already
   */
  read(from: number, to: number): Promise<Buffer>;
}

/** A file in memory, or a stream, which can be read once. */
export const sourceOf = (content: Uint8Array | AsyncIterable<Uint8Array>): Source =>
  content instanceof Uint8Array ? bytesSource(content) : streamSource(content);

function bytesSource(bytes: Uint8Array): Source {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    async read(from, to) {
      if (to > all.length) throw tooShort();
      return all.subarray(from, to);
    },
  };
}

/** Keeps the slice in hand only: an upload that drops goes on within it. */
export function streamSource(stream: AsyncIterable<Uint8Array>): Source {
  const chunks = stream[Symbol.asyncIterator]();
  /** Bytes in hand, and where in the file they begin. */
  let held: Buffer = Buffer.alloc(0);
  let start = 0;
  return {
    async read(from, to) {
      if (from < start) throw passed();
      const parts = [held.subarray(Math.min(from - start, held.length))];
      let skip = Math.max(0, from - start - held.length);
      let length = parts[0]!.length;
      while (length < to - from) {
        const { value, done } = await chunks.next();
        if (done) throw tooShort();
        const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
        const rest = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - rest.length;
        parts.push(rest);
        length += rest.length;
      }
      held = parts.length === 1 ? parts[0]! : Buffer.concat(parts, length);
      start = from;
      return held.subarray(0, to - from);
    },
  };
}

const tooShort = () =>
  new AideError('invalid_input', {
    userMessage: 'The file is shorter than it was said to be.',
    remedy: 'Send it again, with its true size.',
  });

const passed = () =>
  new AideError('expired', {
    userMessage: 'The upload has to begin again, and what came before is no longer at hand.',
    remedy: 'Send the file again.',
  });
