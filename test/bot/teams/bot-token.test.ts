import assert from 'node:assert/strict';
import { cloud } from '../../../bot/clouds.ts';
import { createLog } from '../../../bot/log.ts';
import { botTokens } from '../../../bot/teams/index.ts';
import { platform } from '../../support/identity.ts';

const identity = '0c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a12';
const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';

describe('the token of a bot that is a managed identity', () => {
  it('is the identity’s own, for the Bot Connector: there is no registration that could trust it', async () => {
    const { asked, give } = await platform();
    give((wanted) => `of ${wanted.get('client_id')}`);
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
      asked.slice(-1).map((a) => [a.get('client_id'), a.get('resource')]),
      [[identity, 'https://api.botframework.com']],
    );
  });
});
