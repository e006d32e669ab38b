import assert from 'node:assert/strict';
import { editInput, planInput, postInput, replyInput, type Target } from '@aide/contracts/posts';
import {
  contentOf,
  createDraftStore,
  type Draft,
  emptyDraft,
  isWritten,
  writeOf,
} from '../../../tab/src/features/posts/draft.ts';

const channel: Target = { kind: 'channel', teamId: 't', channelId: 'c', team: 'Marketing', channel: 'General' };
const megan = { kind: 'person' as const, id: 'm', name: 'Megan Bowen', text: '@Megan Bowen' };
const draft = (more: Partial<Draft> = {}): Draft => ({ ...emptyDraft, text: 'Hello', to: channel, ...more });

describe('the draft of a post', () => {
  it('keeps what is written, and tells who shows it', () => {
    const store = createDraftStore();
    const seen: string[] = [];
    const stop = store.subscribe(() => seen.push(store.get().text));
    store.change({ text: 'a' });
    store.change({ subject: 's' });
    stop();
    store.change({ text: 'b' });
    assert.deepEqual(seen, ['a', 'a']);
    assert.deepEqual(store.get(), { ...emptyDraft, text: 'b', subject: 's' });
  });

  it('is written once anything would be lost', () => {
    assert.equal(isWritten(emptyDraft), false);
    assert.equal(isWritten(draft({ text: ' \n' })), false);
    assert.equal(isWritten(draft({ text: '', subject: 'x' })), true);
  });

  it('mentions only those whose words are still in the text', () => {
    assert.deepEqual(contentOf(draft({ text: 'Hi @Megan Bowen', mentions: [megan] })).mentions, [megan]);
    assert.deepEqual(contentOf(draft({ text: 'Hi @Megan', mentions: [megan] })).mentions, []);
  });

  it('becomes a post, a reply, a plan or a change, each as its action takes it', () => {
    const post = writeOf(draft());
    assert.equal(post?.action, 'posts.post');
    postInput.parse(post?.input);
    const reply = writeOf(draft({ to: { kind: 'thread', teamId: 't', channelId: 'c', messageId: '1' } }));
    assert.equal(reply?.action, 'posts.reply');
    replyInput.parse(reply?.input);
    const plan = writeOf(draft({ replaces: 'before' }), '2026-11-25T09:00:00-08:00');
    assert.equal(plan?.action, 'posts.plan');
    assert.equal(planInput.parse(plan?.input).replaces, 'before');
    const message = { chatId: 'chat', messageId: '1' };
    const edit = writeOf(draft({ to: undefined, edits: { message, operation: 'o', place: 'Megan' } }));
    assert.equal(edit?.action, 'posts.edit');
    editInput.parse(edit?.input);
    assert.equal(writeOf(draft({ to: undefined })), undefined);
  });
});
