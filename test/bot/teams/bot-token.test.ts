import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloud } from '../../../bot/clouds.ts';
import { createLog } from '../../../bot/log.ts';
import { botTokens } from '../../../bot/teams/index.ts';

const identity = '0c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a12';
const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';

describe('the token of a bot that is a managed identity', () => {
  const asked: URLSearchParams[] = [];
  const before_ = { IDENTITY_ENDPOINT: process.env.IDENTITY_ENDPOINT, IDENTITY_HEADER: process.env.IDENTITY_HEADER };
  let platform: Server;

  before(async () => {
    // What App Service has for its apps.
    platform = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      asked.push(searchParams);
      const body = {
        access_token: `of ${searchParams.get('client_id')}`,
        expires_on: String(Math.floor(Date.now() / 1000) + 3600),
        resource: searchParams.get('resource'),
        token_type: 'Bearer',
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(platform, 'listening');
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(platform.address() as AddressInfo).port}/msi/token`;
    process.env.IDENTITY_HEADER = 'from the platform';
  });
  after(() => {
    for (const [name, value] of Object.entries(before_))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    platform.close();
  });

  it('is the identity’s own, for the Bot Connector: there is no registration that could trust it', async () => {
    const token = botTokens({
      config: {
        bot: { id: identity, connection: 'aide', credential: { kind: 'managedIdentity', clientId: identity } },
        tenantId,
        tenants: [tenantId],
      },
      cloud: cloud('public', tenantId, ''),
      log: createLog('silent'),
    });
    const { accessToken, expiresOn } = await token('https://api.botframework.com');
    assert.equal(accessToken, `of ${identity}`);
    assert.ok(expiresOn.getTime() > Date.now() + 3_000_000);
    assert.deepEqual(
      asked.map((a) => [a.get('client_id'), a.get('resource')]),
      [[identity, 'https://api.botframework.com']],
    );
  });
});
