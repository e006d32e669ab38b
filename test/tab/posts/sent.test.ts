import assert from 'node:assert/strict';
import type { OperationView } from '@aide/contracts/operations';
import { content } from '@aide/contracts/posts';
import { canEdit, sentOf } from '../../../tab/src/features/posts/sent.ts';

const message = (messageId: string) => ({ teamId: 't', channelId: 'c', messageId });
let count = 0;
const operation = (action: string, result: object, more: Partial<OperationView> = {}): OperationView => ({
  operation: `operation-${++count}`,
  action,
  state: 'done',
  createdAt: '2026-11-24T09:00:00Z',
  updatedAt: '2026-11-24T09:00:00Z',
  canUndo: true,
  receipt: { summary: '', warnings: [], links: [], result },
  ...more,
});
const posted = (id: string, text: string, more: Partial<OperationView> = {}) =>
  operation(
    'posts.post',
    { message: message(id), place: 'Marketing › General', content: content.parse({ text }) },
    more,
  );

describe('messages that were sent', () => {
  it('are those of operations that sent one and were not undone', () => {
    const all = [
      posted('1', 'one'),
      posted('2', 'two', { state: 'undone' }),
      posted('3', 'three', { state: 'failed', receipt: undefined }),
      operation('files.share', {}),
    ];
    assert.deepEqual(
      sentOf(all).map((sent) => sent.content.text),
      ['one'],
    );
  });

  it('say what they were changed to last, and are gone when they were taken back', () => {
    const all = [
      operation('posts.edit', { message: message('1'), content: content.parse({ text: 'newest' }) }),
      operation('posts.edit', { message: message('1'), content: content.parse({ text: 'newer' }) }),
      operation('posts.takeBack', { message: message('2') }),
      posted('1', 'one'),
      posted('2', 'two'),
    ];
    const sent = sentOf(all);
    assert.deepEqual(
      sent.map((one) => [one.content.text, one.edited]),
      [['newest', true]],
    );
  });

  it('are edited here only where that is allowed and nothing in them would be lost', () => {
    const [allowed] = sentOf([posted('1', 'one')]);
    const [refused] = sentOf([posted('1', 'one', { canUndo: false })]);
    assert(allowed && refused);
    assert.equal(canEdit(allowed), true);
    assert.equal(canEdit(refused), false);
    const images = [{ contentType: 'image/png' as const, contentBytes: 'AAAA' }];
    assert.equal(canEdit({ ...allowed, content: { ...allowed.content, images } }), false);
  });
});
