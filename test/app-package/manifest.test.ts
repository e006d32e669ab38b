import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { DateTime } from 'luxon';
import { features } from '../../bot/features/index.ts';
import { createRegistry } from '../../bot/features/registry.ts';
import { readSentence } from '../../bot/language/read.ts';
import { manifest, reference, root } from './filled.ts';
import { readPng } from './png.ts';

describe('the app package', () => {
  it('is valid against the schema of Teams', async () => {
    const faults = await AppManifestUtils.validateAgainstSchema(manifest() as TeamsManifest);
    assert.deepEqual(faults, []);
  });

  it('is valid against the published schema 1.29', function () {
    const path = join(reference, 'manifest-1.29.schema.json');
    if (!existsSync(path)) return this.skip();
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateSchema: false, allErrors: true, logger: false });
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    validate(manifest());
    assert.deepEqual(validate.errors ?? [], []);
  });

  it('has icons as Teams wants them: their sizes, a mark that stands off its ground, an outline in white alone', () => {
    const icon = (name: string) => readPng(readFileSync(join(root, `appPackage/${name}.png`)));
    const pixels = ({ width, height, pixel }: ReturnType<typeof icon>) =>
      Array.from({ length: width * height }, (_, i) => pixel(i % width, Math.floor(i / width)));
    const [color, outline] = [icon('color'), icon('outline')];
    assert.deepEqual([color.width, color.height, outline.width, outline.height], [192, 192, 32, 32]);
    // Outline: white or nothing at all, and both are there.
    const seen = pixels(outline).filter(([, , , alpha = 0]) => alpha > 0);
    assert.ok(seen.length > 60 && seen.length < 32 * 32 * 0.6, `${seen.length} pixels`);
    for (const [red, green, blue] of seen) assert.deepEqual([red, green, blue], [255, 255, 255]);
    // Colour: a ground that covers it, neither white nor black, so that it is seen on light and on dark.
    const ground = pixels(color).filter(([, , , alpha = 0]) => alpha === 255);
    assert.ok(ground.length > 192 * 192 * 0.85);
    const luminance = ([red = 0, green = 0, blue = 0]: number[]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const dark = ground.filter((p) => luminance(p) < 200).map(luminance);
    const mean = dark.reduce((sum, l) => sum + l, 0) / dark.length;
    assert.ok(mean > 50 && mean < 180, `luminance ${mean}`);
    assert.ok(
      ground.some((p) => luminance(p) > 250),
      'a mark in white',
    );
  });

  describe('the bot’s commands', () => {
    const registry = createRegistry(features);
    const lists = (): { scopes: string[]; commands: { title: string; description: string }[] }[] =>
      manifest().bots[0].commandLists;
    // Aide's own, understood before any feature is asked.
    const builtIn = ['help', 'recent'];
    const menus = registry.commands.flatMap(({ menu }) => menu ?? []);

    it('are those of the registry, word for word, twelve at most in a list', () => {
      assert.ok(lists().length <= 3);
      for (const { commands } of lists()) {
        assert.ok(commands.length <= 12);
        assert.equal(new Set(commands.map((c) => c.title)).size, commands.length);
        for (const { title, description } of commands.filter((c) => !builtIn.includes(c.title)))
          assert.ok(
            menus.some((menu) => menu.title === title && menu.description === description),
            title,
          );
      }
    });

    it('show each feature that has any, and where to begin, in every scope of the bot', () => {
      const scopes: string[] = manifest().bots[0].scopes;
      assert.deepEqual(
        lists()
          .flatMap((l) => l.scopes)
          .sort(),
        [...scopes].sort(),
      );
      for (const { scopes: where, commands } of lists()) {
        const titles = commands.map((c) => c.title);
        for (const title of builtIn) assert.ok(titles.includes(title), `${where}: ${title}`);
        if (!where.includes('personal')) continue;
        for (const { name, commands: own } of features) {
          const offered = own.flatMap(({ menu }) => menu?.title ?? []);
          assert.ok(offered.length === 0 || offered.some((title) => titles.includes(title)), name);
        }
      }
    });

    it('are understood as they stand in the menu, or begin a sentence that is', () => {
      const now = DateTime.fromISO('2026-11-23T09:00', { zone: 'America/Los_Angeles' });
      const understood = (text: string) => registry.commands.some((c) => c.read(readSentence(text, { now })));
      for (const { menu, examples } of registry.commands) {
        if (!menu) continue;
        const begun = examples.filter((example) => example.toLowerCase().startsWith(`${menu.title} `));
        assert.ok(understood(menu.title) || begun.some(understood), menu.title);
      }
    });
  });

  it('has the searches of the registry in its message extension, where one writes', () => {
    const [{ botId, commands }] = manifest().composeExtensions;
    assert.equal(botId, manifest().bots[0].botId);
    const { searches } = createRegistry(features);
    assert.deepEqual(commands.map((c: { id: string }) => c.id).sort(), [...searches.keys()].sort());
    for (const { id, title, description, type, context, initialRun, parameters, semanticDescription } of commands) {
      const search = searches.get(id);
      assert.deepEqual({ title, description }, { title: search?.title, description: search?.description });
      assert.deepEqual(
        parameters.map(({ semanticDescription: _, inputType: __, ...p }: Record<string, string>) => p),
        [search?.parameter],
      );
      assert.deepEqual(
        { type, context, initialRun },
        { type: 'query', context: ['compose', 'commandBox'], initialRun: true },
      );
      // What a model reads when it chooses a search.
      assert.ok(semanticDescription.length > 100 && parameters[0].semanticDescription.length > 40, id);
    }
  });

  it('names our own domain alone, and the sign-in window’s', () => {
    assert.deepEqual(manifest().validDomains, ['aide.contoso.com', 'token.botframework.com']);
  });

  it('asks for no permission in teams and chats, and in Outlook for the open mail alone', () => {
    assert.deepEqual(manifest().authorization, {
      permissions: { resourceSpecific: [{ name: 'MailboxItem.ReadWrite.User', type: 'Delegated' }] },
    });
  });

  it('has all three surfaces: the bot and its searches, a tab for a person and one for a channel, the add-in', () => {
    const { bots, composeExtensions, staticTabs, configurableTabs, extensions } = manifest();
    assert.equal(bots.length, 1);
    assert.equal(composeExtensions.length, 1);
    // Teams' own tabs, the chat and what the app is, have no address.
    const own = staticTabs.filter((tab: { contentUrl?: string }) => tab.contentUrl);
    assert.deepEqual(
      own.map((tab: { entityId: string; scopes: string[] }) => [tab.entityId, tab.scopes]),
      [['home', ['personal']]],
    );
    const [{ configurationUrl, canUpdateConfiguration, scopes, context }] = configurableTabs;
    assert.equal(configurationUrl, 'https://aide.contoso.com/tab/configure');
    assert.equal(canUpdateConfiguration, true);
    assert.deepEqual(scopes, ['team', 'groupChat']);
    assert.deepEqual(context, ['channelTab', 'privateChatTab', 'meetingChatTab']);
    assert.equal(extensions.length, 1);
  });

  it('begins with the bot where it is added to a team, chat or meeting: a tab there has to be set up first', () => {
    const { defaultGroupCapability, defaultInstallScope, bots } = manifest();
    assert.equal(defaultInstallScope, 'personal');
    assert.deepEqual(defaultGroupCapability, { team: 'bot', groupchat: 'bot', meetings: 'bot' });
    assert.deepEqual(bots[0].scopes, ['personal', 'team', 'groupChat']);
  });
});
