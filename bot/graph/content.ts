import { Readable } from 'node:stream';
import type { Graph } from './graph.ts';
import { mostAtOnce } from './upload.ts';

/** Bytes on their way from one place to another. */
export interface Content {
  /** Bytes. */
  size: number;
  content: Uint8Array | AsyncIterable<Uint8Array>;
  /** As the answer says, e.g. 'text/calendar'. */
  contentType?: string;
  /** To be called when no more is read of it. */
  close(): void;
}

/**
 * Opens something that Graph gives as bytes, e.g. '…/attachments/{id}/$value', with its exact size, which an upload session has to be told first. Small
 * ones are read into memory. Of large ones the size is what the answer declares; `size` of an attachment counts more than its content. Where the answer
 * declares none, they are read twice, first to be counted: neither memory nor a disk has to hold them.
 * @throws AideError what the door throws
 */
export async function openContent(graph: Pick<Graph, 'stream'>, path: string): Promise<Content> {
  const { headers, body } = await graph.stream(path);
  const contentType = headers['content-type'];
  const about = contentType === undefined ? {} : { contentType };
  const stream = streamOf(body);
  const close = () => void stream.destroy();
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const held: Uint8Array[] = [];
  let size = 0;
  while (size <= mostAtOnce) {
    const next = await chunks.next();
    if (next.done) return { ...about, size, content: Buffer.concat(held), close };
    held.push(next.value);
    size += next.value.length;
  }
  const declared = declaredSize(headers);
  if (declared !== undefined) return { ...about, size: declared, content: joined(held, chunks), close };
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) size += next.value.length;
  const again = streamOf((await graph.stream(path)).body);
  return { ...about, size, content: again, close: () => void again.destroy() };
}

const streamOf = (body: ReadableStream<Uint8Array> | null): Readable =>
  // Node's and the browser's types of the same thing differ.
  body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);

/** What came compressed has another length than it will have. */
function declaredSize(headers: Record<string, string>): number | undefined {
  const length = headers['content-length'];
  return length === undefined || headers['content-encoding'] !== undefined ? undefined : Number(length);
}

async function* joined(held: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held.splice(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
