import assert from 'node:assert/strict';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from '../support.ts';

interface Thumbnail {
  width: number;
  height: number;
  url: string;
}

describe('Thumbnails in Graph', () => {
  let sandbox: SandboxForTests;
  let token: string;
  let graph: Graph;
  before(async () => {
    sandbox = await startSandbox();
    token = await sandbox.tokenFor('Megan Bowen', ['Files.ReadWrite']);
    graph = graphAs(sandbox, token);
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });

  async function put(name: string, bytes: Buffer): Promise<string> {
    const answer = await fetch(`${sandbox.url}/v1.0/me/drive/root:/${name}:/content`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    return String(((await answer.json()) as Json).id);
  }
  /** Blue above, yellow below. */
  function png(width: number, height: number): Buffer {
    const image = new PNG({ width, height });
    for (let i = 0; i < width * height; i++)
      image.data.set(i < (width * height) / 2 ? [0, 0, 255, 255] : [255, 255, 0, 255], i * 4);
    return PNG.sync.write(image);
  }
  const sizes = (set: Json | undefined) =>
    ['small', 'medium', 'large'].map((name) => {
      const one = set?.[name] as Thumbnail | undefined;
      return [one?.width, one?.height];
    });

  it('are JPEGs of a picture in three sizes, never larger than it is', async () => {
    const id = await put('wide.png', png(400, 200));
    const { body } = await graph(`/me/drive/items/${id}/thumbnails`);
    assert.deepEqual(sizes(body.value[0]), [
      [96, 48],
      [176, 88],
      [400, 200],
    ]);
    const small = body.value[0]?.small as unknown as Thumbnail;
    const answer = await fetch(small.url);
    assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    const drawn = jpeg.decode(Buffer.from(await answer.arrayBuffer()));
    assert.deepEqual([drawn.width, drawn.height], [96, 48]);
    assert((drawn.data[2] ?? 0) > 200 && (drawn.data[0] ?? 255) < 60, 'it is blue above');
    const content = await graph(`/me/drive/items/${id}/thumbnails/0/small/content`);
    assert.equal(content.status, 302);
    assert.equal((await graph(`/me/drive/items/${id}/thumbnails/0/medium`)).body.width, 176);
    const expanded = await graph(`/me/drive/items/${id}?$expand=thumbnails`);
    assert.equal((expanded.body.thumbnails as unknown[]).length, 1);
  });

  it('fit into a box or fill it, when that is asked for', async () => {
    const id = await put('box.png', png(400, 200));
    const boxes = async (select: string) =>
      (await graph(`/me/drive/items/${id}/thumbnails?select=${select}`)).body.value[0]?.[
        select
      ] as unknown as Thumbnail;
    const [inside, filled] = [await boxes('c100x100'), await boxes('c100x100_crop')];
    assert.deepEqual([inside.width, inside.height], [100, 50]);
    assert.deepEqual([filled.width, filled.height], [100, 100]);
    assert.equal(jpeg.decode(Buffer.from(await (await fetch(filled.url)).arrayBuffer())).height, 100);
  });

  it('change with the file, and are not there for what is no picture', async () => {
    const id = await put('changing.png', png(10, 10));
    await put('changing.png', png(20, 10));
    assert.deepEqual(sizes((await graph(`/me/drive/items/${id}/thumbnails`)).body.value[0])[2], [20, 10]);
    const broken = await put('broken.jpg', Buffer.from('not a picture'));
    assert.deepEqual((await graph(`/me/drive/items/${broken}/thumbnails`)).body.value, []);
    assert.equal((await graph(`/me/drive/items/${broken}/thumbnails/0`)).status, 404);
    assert.deepEqual((await graph('/me/drive/root/thumbnails')).body.value, []);
  });

  it('are handed out with a right of their own', async () => {
    const id = await put('mine.png', png(10, 10));
    const { url } = (await graph(`/me/drive/items/${id}/thumbnails/0/small`)).body as unknown as Thumbnail;
    assert.equal((await fetch(url.replace('size=small', 'size=large'))).status, 401);
    const other = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', ['Files.ReadWrite']));
    const { status } = await other(`/users/${sandbox.person('Megan Bowen').id}/drive/items/${id}/thumbnails`);
    assert([403, 404].includes(status), String(status));
  });
});
