import assert from 'node:assert/strict';
import { forgetOld } from '../../../bot/jobs/retention.ts';
import { createLog } from '../../../bot/log.ts';
import { storageForTests } from '../../support/azurite.ts';

describe('old rows', () => {
  it('are deleted when they have been kept for as long as the privacy page says, each table by its own time', async () => {
    const storage = await storageForTests();
    for (const table of ['drafts', 'audit', 'conversations'])
      await storage.records(table).put('somebody', 'row', { kept: true });
    const left = async () => {
      const found = [];
      for (const table of ['drafts', 'audit', 'conversations'])
        if (await storage.records(table).get('somebody', 'row')) found.push(table);
      return found;
    };
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const log = createLog('silent');
    await forgetOld(storage, log);
    assert.deepEqual(await left(), ['drafts', 'audit', 'conversations']);
    await forgetOld(storage, log, inDays(30));
    assert.deepEqual(await left(), ['audit', 'conversations']);
    await forgetOld(storage, log, inDays(400));
    assert.deepEqual(await left(), ['conversations']);
  });
});
