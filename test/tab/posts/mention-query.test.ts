import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionAt, putMention } from '../../../tab/src/features/posts/mention-query.ts';

const at = (text: string, settled: string[] = []) => mentionAt(text, text.length, settled);

describe('mentions while they are typed', () => {
  it('are looked for from the @ to the caret', () => {
    assert.deepEqual(at('Hi @'), { from: 3, words: '' });
    assert.deepEqual(at('Hi @Meg'), { from: 3, words: 'Meg' });
    assert.deepEqual(at('@Megan Bow'), { from: 0, words: 'Megan Bow' });
    assert.deepEqual(mentionAt('@Meg and more', 4, []), { from: 0, words: 'Meg' });
  });

  it('are not looked for in addresses, behind a space, in other lines or behind one that is chosen', () => {
    for (const text of ['megan@contoso', 'Hi @ ', '@Megan\nhello', '@Megan  ', 'no mention'])
      assert.equal(at(text), undefined, text);
    assert.equal(at('@Megan Bowen ', ['@Megan Bowen']), undefined);
    assert.equal(at('@Megan Bowen the', ['@Megan Bowen']), undefined);
  });

  it('are put in the place of what was typed, with one space behind and the rest as it was', () => {
    const text = 'Hi @meg, how are you?';
    const query = mentionAt(text, 7, []);
    assert(query);
    assert.deepEqual(putMention(text, 7, query, '@Megan Bowen'), { text: 'Hi @Megan Bowen , how are you?', caret: 16 });
    assert.deepEqual(putMention('@m there', 2, { from: 0, words: 'm' }, '@Megan'), { text: '@Megan there', caret: 7 });
  });

  it('leave everything around them as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z]{1,9}$/), fc.string(), (before, typed, after) => {
        const text = `${before} @${typed}${after}`;
        const caret = before.length + 2 + typed.length;
        const query = mentionAt(text, caret, []);
        if (!query) return;
        const put = putMention(text, caret, query, '@X');
        assert(put.text.startsWith(text.slice(0, query.from)) && put.text.endsWith(after));
        assert.equal(put.text.slice(query.from, query.from + 2), '@X');
      }),
    );
  });
});
