import assert from 'node:assert/strict';
import jpeg from 'jpeg-js';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { appToken, graphAs } from '../support.ts';

/** A picture that is red to the left and blue to the right. */
function picture(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(i % width < width / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255], i * 4);
  return jpeg.encode({ width, height, data }, 90).data;
}

describe('Photos in Graph', () => {
  let sandbox: SandboxForTests;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });

  const group = (name: string) => [...sandbox.tenant.tables.groups.all()].find((g) => g.displayName === name)?.id ?? '';

  /** Sends bytes, or reads them. */
  async function bytes(token: string, path: string, method = 'GET', body?: Buffer) {
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'image/jpeg' }) },
      ...(body && { body: new Uint8Array(body) }),
    });
    return { status: answer.status, headers: answer.headers, data: Buffer.from(await answer.arrayBuffer()) };
  }
  const codeOf = (data: Buffer) => JSON.parse(data.toString('utf8')).error.code;

  it('are real pictures in nine sizes, for those who have one', async () => {
    const token = await sandbox.tokenFor('Megan Bowen', ['User.ReadBasic.All']);
    const graph = graphAs(sandbox, token);
    const sizes = (await graph('/users/AdeleV@contoso.com/photos')).body.value;
    assert.deepEqual(
      sizes.map(({ id }) => id),
      [48, 64, 96, 120, 240, 360, 432, 504, 648].map((side) => `${side}x${side}`),
    );
    const facts = (await graph('/users/AdeleV@contoso.com/photo')).body;
    assert.deepEqual([facts.id, facts.width, facts['@odata.mediaContentType']], ['648x648', 648, 'image/jpeg']);
    const { status, headers, data } = await bytes(token, '/users/AdeleV@contoso.com/photos/96x96/$value');
    assert.deepEqual([status, headers.get('content-type')], [200, 'image/jpeg']);
    assert.deepEqual([jpeg.decode(data).width, jpeg.decode(data).height], [96, 96]);
    assert.equal((await graph('/users/AdeleV@contoso.com/photos/96x96')).body.height, 96);
    assert.equal((await graph('/users/AdeleV@contoso.com/photos/97x97')).status, 400);
  });

  it('are missing for others: the bytes are not found, and the facts speak of a single point', async () => {
    const token = await sandbox.tokenFor('Megan Bowen', ['User.Read']);
    const { status, data } = await bytes(token, '/me/photo/$value');
    assert.deepEqual([status, codeOf(data)], [404, 'ImageNotFound']);
    assert.deepEqual([(await graphAs(sandbox, token)('/me/photo')).body.id], ['1x1']);
    assert.deepEqual((await graphAs(sandbox, token)('/me/photos')).body.value, []);
  });

  it('are put by their owner, cut to a square, and come smaller but never larger', async () => {
    const token = await sandbox.tokenFor('Lynne Robbins', ['User.ReadWrite']);
    const put = await bytes(token, '/me/photo/$value', 'PUT', picture(600, 400));
    assert.equal(put.status, 200);
    const graph = graphAs(sandbox, token);
    assert.equal((await graph('/me/photo')).body.id, '360x360');
    assert.equal((await graph('/me/photos/648x648')).body.id, '360x360');
    const small = jpeg.decode((await bytes(token, '/me/photos/48x48/$value')).data);
    const at = (x: number, y: number) => [...small.data.subarray((y * 48 + x) * 4, (y * 48 + x) * 4 + 3)];
    assert.equal(small.width, 48);
    assert((at(4, 24)[0] ?? 0) > 200 && (at(4, 24)[2] ?? 255) < 60, `left is red: ${at(4, 24)}`);
    assert((at(44, 24)[2] ?? 0) > 200 && (at(44, 24)[0] ?? 255) < 60, `right is blue: ${at(44, 24)}`);
    const before = (await bytes(token, '/me/photo/$value')).headers.get('etag');
    await bytes(token, '/me/photo/$value', 'PATCH', picture(48, 48));
    assert.notEqual((await bytes(token, '/me/photo/$value')).headers.get('etag'), before);
    assert.equal((await bytes(token, '/me/photo/$value', 'DELETE')).status, 204);
    assert.equal((await bytes(token, '/me/photo/$value')).status, 404);
    assert.equal((await bytes(token, '/me/photo/$value', 'DELETE')).status, 404);
  });

  it('have to be JPEG images of less than 4 MB', async () => {
    const token = await sandbox.tokenFor('Lynne Robbins', ['User.ReadWrite']);
    for (const file of [Buffer.from('GIF89a'), Buffer.from([0xff, 0xd8, 0, 1, 2]), Buffer.alloc(0)])
      assert.equal((await bytes(token, '/me/photo/$value', 'PUT', file)).status, 400);
    assert.equal((await bytes(token, '/me/photo/$value', 'PUT', Buffer.alloc(4 * 1024 * 1024))).status, 413);
  });

  it('are changed by nobody else, but by an app that may', async () => {
    const path = `/users/${sandbox.person('Joni Sherman').id}/photo/$value`;
    const other = await sandbox.tokenFor('Lynne Robbins', ['User.ReadWrite']);
    assert.equal((await bytes(other, path, 'PUT', picture(48, 48))).status, 403);
    const app = await appToken(sandbox, ['User.ReadWrite.All']);
    assert.equal((await bytes(app, path, 'PUT', picture(48, 48))).status, 200);
    const reader = await appToken(sandbox, ['User.Read.All']);
    assert.equal((await bytes(reader, path)).status, 200);
  });

  it('belong to groups and teams as well', async () => {
    const token = await sandbox.tokenFor('Megan Bowen', [
      'Group.ReadWrite.All',
      'Group.Read.All',
      'Team.ReadBasic.All',
    ]);
    const mark8 = group('Mark 8 Project Team');
    assert.equal(
      (await bytes(token, `/groups/${mark8}/photos/120x120/$value`)).headers.get('content-type'),
      'image/jpeg',
    );
    assert.equal((await graphAs(sandbox, token)(`/teams/${mark8}/photo`)).body.id, '648x648');
    const leadership = group('Leadership');
    assert.equal((await bytes(token, `/groups/${leadership}/photo/$value`)).status, 404);
    assert.equal((await bytes(token, `/groups/${leadership}/photo/$value`, 'PUT', picture(64, 64))).status, 200);
    assert.equal((await graphAs(sandbox, token)(`/groups/${leadership}/photo`)).body.id, '64x64');
    assert.equal((await bytes(token, '/groups/nobody/photo/$value')).status, 400);
  });

  it('are there again after a reset', async () => {
    const token = await sandbox.tokenFor('Alex Wilber', ['User.ReadWrite']);
    const first = (await bytes(token, '/me/photos/48x48/$value')).data;
    await bytes(token, '/me/photo/$value', 'PUT', picture(48, 48));
    assert.notDeepEqual((await bytes(token, '/me/photos/48x48/$value')).data, first);
    await bytes(token, '/me/photo/$value', 'DELETE');
    sandbox.tenant.reset();
    const again = await sandbox.tokenFor('Alex Wilber', ['User.ReadWrite']);
    assert.deepEqual((await bytes(again, '/me/photos/48x48/$value')).data, first);
  });
});
