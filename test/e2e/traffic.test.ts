import { assertHar, contractFile } from '../support/contract.ts';
import { harFile, recorded } from './office.ts';

// Its name puts it behind the other files of this folder, whose worlds leave their traffic when they end.
describe('the Graph traffic of all that people did in the browser', () => {
  it('is what Microsoft published: every call, parameter, body and permission', async function () {
    if (recorded() === 0 || !contractFile('check.mjs')) return this.skip();
    await assertHar(harFile);
  });
});
