import { stopAzurite } from './azurite.ts';

/** Root hooks of mocha: what the tests share is stopped when all have run. */
export const mochaHooks = {
  async afterAll() {
    await stopAzurite();
  },
};
