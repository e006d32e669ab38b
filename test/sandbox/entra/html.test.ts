import assert from 'node:assert/strict';
import fc from 'fast-check';
import { html } from '../../../sandbox/entra/signin/html.ts';
import { matchesRedirect } from '../../../sandbox/entra/signin/redirect.ts';

describe('sandbox: what the sign-in pages make of what others wrote', () => {
  it('is text, whatever it is: nothing of it opens a tag or ends an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', '`', '=') }), (text) => {
        const { text: page } = html`<p title="${text}">${text}</p>`;
        assert.match(page, /^<p title="[^"<>]*">[^<>"']*<\/p>$/);
        const decoded = page
          .slice('<p title="'.length)
          .replace(/">.*/s, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        assert.equal(decoded, text);
      }),
    );
  });

  it('is no redirect URI unless it is the registered one, but for the port on loopback', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.integer({ min: 1, max: 65_535 }),
        (uri, port) => {
          assert(matchesRedirect(uri, uri));
          assert(!matchesRedirect('http://localhost/callback', uri));
          assert(matchesRedirect('http://localhost/callback', `http://localhost:${port}/callback`));
          assert(
            !matchesRedirect('https://aide.example/callback', `https://aide.example:${port}/callback`) || port === 443,
          );
        },
      ),
    );
  });
});
