import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { card, container, escapeText, execute, factSet, openUrl, shorten, text } from '../../../bot/chat/cards.ts';
import type { Card } from '../../../bot/features/chat.ts';
import { createRegistry } from '../../../bot/features/registry.ts';
import { helpReply, welcomeReply } from '../../../bot/teams/builtin/help.ts';
import { nearestReply } from '../../../bot/teams/builtin/nearest.ts';
import { operationReply } from '../../../bot/teams/builtin/operations.ts';

const require = createRequire(import.meta.url);
// Version 3, which the sandbox's page renders with; the SDK brings an older one.
const sandboxRequire = createRequire(new URL('../../../sandbox/package.json', import.meta.url));
const schemaFile = new URL('../../../../shared/reference/cards/adaptive-card-1.5.0.json', import.meta.url);

const registry = createRegistry([]);
const full = card({
  title: 'Budget with [Megan](http://evil) *now* {{DATE(2026-11-21T08:00:00Z,SHORT)}}',
  body: ['A paragraph <b>with</b> tags', text('small', { isSubtle: true }), container([factSet([])], 'emphasis')],
  facts: [{ title: 'When', value: '# Tomorrow' }],
  warnings: ['One of them is out of office'],
  status: { text: 'Booked', kind: 'good' },
  note: 'Request id: x',
  actions: [execute('Book', 'schedule.book', { id: 'draft-1' }, 'positive'), openUrl('Open', 'https://contoso.com/')],
});
const operation = {
  ...({ id: 'operation-1', action: 'note.keep', state: 'done', undoKind: 'exact', canUndo: true } as const),
  ...{ createdAt: '2026-11-21T08:00:00Z', updatedAt: '2026-11-21T08:00:00Z' },
  receipt: {
    summary: 'Kept',
    warnings: ['No link'],
    links: [{ title: 'Open', url: 'https://contoso.com' }],
    result: {},
  },
};
const cards: Record<string, Card | undefined> = {
  full,
  help: helpReply(registry, []).card,
  welcome: welcomeReply(registry).card,
  nearest: nearestReply(registry, [], 'x').card,
  operation: operationReply(operation).card,
};

describe('cards', () => {
  for (const [name, made] of Object.entries(cards)) {
    it(`"${name}" is valid to the schema of Adaptive Cards 1.5, and small`, function () {
      if (!existsSync(schemaFile)) this.skip();
      const Ajv = require('ajv').default;
      const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false });
      ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
      const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
      const validate = ajv.compile(schema);
      assert(validate(made), JSON.stringify(validate.errors));
      assert(JSON.stringify(made).length < 25 * 1024);
    });

    it(`"${name}" is understood by Microsoft's own parser`, () => {
      const { AdaptiveCard, SerializationContext, Versions } = sandboxRequire('adaptivecards/dist/adaptivecards.js');
      const context = new SerializationContext(Versions.v1_5);
      const parsed = new AdaptiveCard();
      parsed.parse(made, context);
      assert.equal(context.eventCount, 0, JSON.stringify(context.getEventAt(0)));
      assert.deepEqual(parsed.validateProperties().validationEvents, []);
    });
  }

  it('show what others wrote as it was written', () => {
    const markdown = require('markdown-it')({ html: false, linkify: false });
    const shown = (value: string) =>
      markdown
        .render(escapeText(value))
        .replace(/^<p>|<\/p>\n?$/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
    for (const value of [
      '[a](http://x)',
      '**b**',
      '# c',
      '1. d',
      '- e',
      '&lt;b&gt;',
      '<i>f</i>',
      '`g`',
      '{{DATE(x)}}',
      '~~h~~',
    ])
      assert.equal(shown(value), value);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (value) => {
        assert.equal(shown(value), value.replace(/\s+/g, ' ').trim());
      }),
    );
  });

  it('drop control and direction characters, with which a name can pretend to be another', () => {
    assert.equal(escapeText('abc\u202Etxt.exe\u0000\n x'), 'abctxt.exe x');
  });

  it('have at most six buttons, and a fallback for clients that do not know Action.Execute', () => {
    const button = execute('Go', 'a.b', { id: 1 });
    assert.throws(() => card({ title: 'x', actions: Array.from({ length: 7 }, () => button) }), /at most 6/);
    assert.deepEqual((button.fallback as { data: unknown }).data, { verb: 'a.b', data: { id: 1 } });
    assert.throws(() => openUrl('x', 'nonsense'));
    assert.equal(shorten('😀😀😀', 2), '😀…');
  });
});

describe('the registry', () => {
  const feature = (name: string) => ({
    ...{ name, title: name, actions: [], queries: [], commands: [], reasons: {} },
    verbs: [{ verb: `${name}.x` as const, data: undefined as never, run: async () => ({ text: '' }) }],
  });
  it('refuses names that are there twice or belong to another feature', () => {
    assert.throws(() => createRegistry([feature('a'), feature('a')]), /"a"/);
    assert.throws(() => createRegistry([{ ...feature('a'), name: 'b' }]), /named after it/);
    assert.equal(createRegistry([feature('a'), feature('b')]).verbs.size, 2);
  });
});
