import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createWorker } from '../../../bot/jobs/worker.ts';
import { createLog } from '../../../bot/log.ts';
import { storageForTests } from '../../support/azurite.ts';

const log = createLog('silent');

describe('the queue worker', () => {
  it('does each message, and what comes again when its handler says so', async () => {
    const storage = await storageForTests();
    const queue = storage.queue('jobs');
    const handler = sinon.stub();
    handler.onFirstCall().resolves(1).resolves(undefined);
    const worker = createWorker({
      queue,
      poison: storage.queue('poison'),
      handlers: { greet: handler },
      log,
      idle: 100,
    });
    await queue.send({ kind: 'greet', whom: 'Megan' });
    worker.start();
    while (handler.callCount < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await worker.stop();
    assert.equal(handler.firstCall.args[0].whom, 'Megan');
    assert.deepEqual(await queue.receive({ top: 1, lease: 1 }), []);
  });

  it('keeps a message that failed, and one that nobody knows', async () => {
    const storage = await storageForTests();
    const queue = storage.queue('jobs');
    const handlers = { bad: sinon.stub().rejects(new Error('no')) };
    const worker = createWorker({ queue, poison: storage.queue('poison'), handlers, log });
    await queue.send({ kind: 'bad' });
    await queue.send({ kind: 'never heard of' });
    assert.equal(await worker.turn(), 2);
    let seen = 0;
    while (seen < 2) seen += await worker.turn();
    assert.ok(handlers.bad.callCount >= 1);
  });
});
