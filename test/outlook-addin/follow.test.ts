import assert from 'node:assert/strict';
import type { OperationView } from '@aide/contracts/operations';
import { follow } from '../../outlook-addin/src/app/follow.ts';
import { ApiError } from '../../tab/src/api.ts';

const at = (state: OperationView['state'], more: Partial<OperationView> = {}): OperationView => ({
  operation: 'o1',
  action: 'mail.saveAttachments',
  state,
  createdAt: '2026-11-23T10:00:00Z',
  updatedAt: '2026-11-23T10:00:00Z',
  canUndo: false,
  ...more,
});
const away = () => new ApiError({ code: 'unavailable', detail: 'Aide does not answer.', remedy: 'Try again.' });
const parts = [{ id: 'a', title: 'film.bin', state: 'working' as const, percent: 40 }];
const noPause = () => new Promise<void>((done) => setImmediate(done));

describe('an operation that is followed', () => {
  it('ends with the answer, and tells meanwhile how far it is', async () => {
    let finish = (_: OperationView) => {};
    const told: unknown[] = [];
    const api = {
      confirm: () => new Promise<OperationView>((done) => (finish = done)),
      operation: async () => at('attempting', { progress: parts }),
    };
    const ending = follow(
      api,
      'o1',
      (progress) => {
        told.push(progress);
        finish(at('done'));
      },
      noPause,
    );
    assert.equal((await ending).state, 'done');
    assert.deepEqual(told[0], parts);
  });

  it('is looked at when the answer is lost, until it has ended', async () => {
    const states = [undefined, at('attempting', { progress: parts }), at('attempting'), at('done', { canUndo: true })];
    const api = {
      confirm: () => Promise.reject(away()),
      operation: async () => {
        const next = states.shift();
        if (!next) throw away();
        return next;
      },
    };
    assert.equal((await follow(api, 'o1', () => {}, noPause)).canUndo, true);
  });

  it('says that nothing was begun when the request never arrived, and what else is refused at once', async () => {
    const never = { confirm: () => Promise.reject(away()), operation: async () => at('proposed') };
    await assert.rejects(
      follow(never, 'o1', () => {}, noPause),
      /does not answer/,
    );
    const refused = new ApiError({ code: 'consent_required', detail: 'Consent is missing.', remedy: 'Allow it.' });
    const api = { confirm: () => Promise.reject(refused), operation: async () => at('proposed') };
    await assert.rejects(
      follow(api, 'o1', () => {}, noPause),
      /Consent is missing/,
    );
  });

  it('is given up when nobody answers for long', async () => {
    let asked = 0;
    const api = {
      confirm: () => Promise.reject(away()),
      operation: async () => {
        asked++;
        throw away();
      },
    };
    await assert.rejects(
      follow(api, 'o1', () => {}, noPause),
      /does not answer/,
    );
    assert.ok(asked > 5 && asked < 100);
  });
});
