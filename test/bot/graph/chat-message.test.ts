import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatMessage, htmlOf, messageLimit, plainOf, sizeOf } from '../../../bot/graph/chat-message.ts';
import { readText } from '../../../bot/graph/message-text.ts';

const made =
  /<\/?(?:p|h2|blockquote|pre|ul|ol|li|strong|em|s|code|br)>|<a href="(?:https?:|mailto:)[^"<>]*">|<\/a>|<at id="\d+">|<\/at>/g;

describe('the text of a message', () => {
  it('becomes the HTML that Teams shows', () => {
    for (const [text, html] of Object.entries({
      'Hello\nworld\n\nbye': '<p>Hello<br>world</p><p>bye</p>',
      '**bold** *it* _it_ ~~no~~ `x*y*`':
        '<p><strong>bold</strong> <em>it</em> <em>it</em> <s>no</s> <code>x*y*</code></p>',
      '# News\n- one\n- two\n\n1. first\n2) second':
        '<h2>News</h2><ul><li>one</li><li>two</li></ul><ol><li>first</li><li>second</li></ol>',
      '> quoted\n> on': '<blockquote>quoted<br>on</blockquote>',
      '```\nif (a < b) {\n```': '<pre>if (a &lt; b) {</pre>',
      '[docs](https://contoso.com/a?b=1&c="2")': '<p><a href="https://contoso.com/a?b=1&amp;c=%222%22">docs</a></p>',
      'see https://contoso.com/a.': '<p>see <a href="https://contoso.com/a">https://contoso.com/a</a>.</p>',
      '[x](javascript:alert(1))': '<p>[x](javascript:alert(1))</p>',
      '2 * 3 * 4, snake_case_name, a@b.com': '<p>2 * 3 * 4, snake_case_name, a@b.com</p>',
      '<img src=x onerror=alert(1)>': '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
    }))
      assert.equal(htmlOf(text), html);
  });

  it('has each mention once where it stands, and those that stand nowhere first', () => {
    const mentions = [
      { kind: 'person' as const, id: '1', name: 'Megan Bowen', text: '@Megan' },
      { kind: 'channel' as const, id: 'c', name: 'General <b>' },
    ];
    assert.equal(
      htmlOf('Hi @megan and @Megan, not @Meganne', mentions),
      '<p><at id="1">General &lt;b&gt;</at></p><p>Hi <at id="0">Megan Bowen</at> and @Megan, not @Meganne</p>',
    );
    const message = chatMessage({ text: 'Hi @Megan', mentions });
    assert.deepEqual(message.mentions?.[1], {
      id: 1,
      mentionText: 'General <b>',
      mentioned: { conversation: { id: 'c', displayName: 'General <b>', conversationIdentityType: 'channel' } },
    });
  });

  it('finds mentions of people whose names have hyphens, and any other sign', () => {
    for (const text of ['@Anne-Marie', '@a.b', '@(x)', '@[y]', '@a/b', '@$1', '@a+b?', '@{2}', '@\\d', '@^a|b*']) {
      const message = chatMessage({
        text: `Hi ${text}, hello`,
        mentions: [{ kind: 'person', id: '1', name: 'Anne-Marie', text }],
      });
      assert.match(message.body?.content ?? '', /^<p>Hi <at id="0">Anne-Marie<\/at>, hello<\/p>$/, text);
    }
  });

  it('never holds an element that was not made here, nor loses a letter', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300, unit: 'binary' }),
          fc.stringMatching(/^[-<>&"'`*_~#[\]()a-z:/. \n@]{0,200}$/),
        ),
        (text) => {
          const html = htmlOf(text, [{ kind: 'person', id: '1', name: '<at>"x"', text: '@a' }]);
          assert.doesNotMatch(html.replace(made, ''), /[<>]/);
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&"' ]{0,100}$/), (text) => {
        const shown = /^>/.test(text.trim()) ? text.trim().slice(1) : text;
        assert.equal(plainOf(htmlOf(text)), shown.replace(/\s/g, ''));
      }),
    );
  });

  it('is read in time that grows with its length alone', () => {
    for (const piece of ['*a ', '[a](', '`', '_a', '**', 'https://a', '@a ', '- ', '> ', '~~'])
      assert.ok(readText(piece.repeat(20_000), ['@Megan', '@a']).length > 0, piece);
  });

  it('is measured without its images, in UTF-8', () => {
    const plain = chatMessage({ text: 'ä' });
    const image = { contentType: 'image/png' as const, contentBytes: 'A'.repeat(40_000) };
    assert.equal(sizeOf(plain), sizeOf(chatMessage({ text: 'a' })) + 1);
    assert.ok(sizeOf(chatMessage({ text: 'a', images: [image] })) < 300);
    assert.equal(messageLimit, 28_672);
  });
});
