import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { openContent } from '../../../bot/graph/content.ts';
import { mostAtOnce } from '../../../bot/graph/upload.ts';

/** Something that answers with these bytes, and counts how often it was asked. */
function source(size: number, headers: Record<string, string>) {
  const counted = { asked: 0 };
  const bytes = Buffer.alloc(size, 'aide');
  const stream = async () => {
    counted.asked++;
    const parts = Array.from({ length: Math.ceil(size / 1_000_000) }, (_, i) =>
      bytes.subarray(i * 1_000_000, (i + 1) * 1_000_000),
    );
    return {
      status: 200,
      headers,
      body: size === 0 ? null : (Readable.toWeb(Readable.from(parts)) as ReadableStream<Uint8Array>),
    };
  };
  return { graph: { stream }, bytes, counted };
}

describe('bytes on their way', () => {
  const large = mostAtOnce + 1_234_567;
  const cases: [string, number, Record<string, string>, number][] = [
    ['an empty one', 0, {}, 1],
    ['a small one, whatever it declares', 100, { 'content-length': '7' }, 1],
    ['a large one that declares its size', large, { 'content-length': String(large) }, 1],
    ['a large one that declares none: counted first', large, {}, 2],
    [
      'a large one that came compressed: counted first',
      large,
      { 'content-length': '5', 'content-encoding': 'gzip' },
      2,
    ],
  ];
  for (const [what, size, headers, asked] of cases)
    it(`know their exact size: ${what}`, async () => {
      const { graph, bytes, counted } = source(size, headers);
      const { size: told, content, close } = await openContent(graph, '/x');
      const got = content instanceof Uint8Array ? Buffer.from(content) : await buffer(Readable.from(content));
      close();
      assert.deepEqual([told, counted.asked], [size, asked]);
      assert.ok(got.equals(bytes));
    });
});
