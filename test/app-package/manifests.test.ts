import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { DateTime } from 'luxon';
import { parseDocument } from 'yaml';
import { features } from '../../bot/features/index.ts';
import { allScopes, permissionsPage } from '../../bot/features/permissions.ts';
import { createRegistry } from '../../bot/features/registry.ts';
import { readSentence } from '../../bot/language/read.ts';
import { startWorld, type WorldForTests } from '../support/aide.ts';
import { readPng } from './png.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const reference = join(root, '../shared/reference/teams');

/** A manifest with its placeholders filled, as the toolkit does. */
function filled(path: string, more: Record<string, string> = {}) {
  const values: NodeJS.Dict<string> = { ...parseEnv(read('env/.env.sandbox')), ...more };
  const text = read(path).replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  assert.doesNotMatch(text, /\$\{\{/, `${path}: a placeholder without value`);
  return JSON.parse(text);
}

describe('the app package', () => {
  const manifest = () => filled('appPackage/manifest.json', { AIDE_DOMAIN: 'aide.contoso.com' });

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

  describe('as the server serves it', function () {
    this.timeout(30_000);
    let world: WorldForTests;
    before(async () => {
      world = await startWorld({ pages: join(root, 'dist') });
    });
    after(() => world.stop());

    it('has an answer at every address that it names', async function () {
      const { developer, staticTabs } = manifest();
      const tabs = staticTabs.flatMap((t: { contentUrl?: string; websiteUrl?: string }) => [
        t.contentUrl,
        t.websiteUrl,
      ]);
      const built = existsSync(join(root, 'dist/tab/index.html'));
      const addresses = [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl, ...tabs].filter(Boolean);
      for (const address of addresses) {
        const { host, pathname, search } = new URL(address);
        assert.equal(host, 'aide.contoso.com', 'only our own domain');
        const answer = await fetch(`${world.aide.url}${pathname}${search}`);
        if (pathname === '/tab' && !built) continue;
        assert.equal(answer.status, 200, address);
        assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      }
      if (!built) this.skip();
    });

    it('returns from Entra ID to an address that is there', async () => {
      const { web } = filled('aad.manifest.json', {
        AAD_APP_OBJECT_ID: 'x',
        AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y',
      });
      const [own, ...others] = web.redirectUris;
      // Without a code it is refused with a page: the address is known.
      const answer = await fetch(`${world.aide.url}${new URL(own).pathname}`);
      assert.notEqual(answer.status, 404);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.deepEqual(others, ['https://token.botframework.com/.auth/web/redirect']);
    });
  });

  it('names our own domain alone, and the sign-in window’s', () => {
    assert.deepEqual(manifest().validDomains, ['aide.contoso.com', 'token.botframework.com']);
    assert.equal(manifest().authorization, undefined, 'no permission is asked for in teams or chats');
  });
});

describe('the Entra app', () => {
  it('asks for exactly the scopes of the registry', () => {
    const { requiredResourceAccess } = filled('aad.manifest.json', {
      AAD_APP_OBJECT_ID: 'x',
      AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y',
    });
    const asked = requiredResourceAccess.flatMap((r: { resourceAccess: { id: string }[] }) =>
      r.resourceAccess.map((a) => a.id),
    );
    assert.deepEqual(asked.sort(), allScopes(features));
  });

  it('is one and the same in Entra ID and in the manifest, and lets in Teams, Outlook and Microsoft 365', () => {
    const entra = filled('aad.manifest.json', { AAD_APP_OBJECT_ID: 'x', AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y' });
    assert.deepEqual(entra.identifierUris, [filled('appPackage/manifest.json').webApplicationInfo.resource]);
    assert.equal(entra.appId, filled('appPackage/manifest.json').webApplicationInfo.id);
    const [{ id, value }] = entra.api.oauth2PermissionScopes;
    assert.equal(value, 'access_as_user');
    const clients = entra.api.preAuthorizedApplications;
    // https://learn.microsoft.com/microsoftteams/platform/m365-apps/extend-m365-teams-personal-tab#update-microsoft-entra-app-registration-for-sso
    for (const client of [
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
      '4765445b-32c6-49b0-83e6-1d93765276ca',
      '0ec893e0-5785-4de6-99da-4ed124e5296c',
      'd3590ed6-52b3-4102-aeff-aad2292ab01c',
      'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
      '27922004-5251-4030-b22d-91ecd9a37ea4',
    ])
      assert.ok(
        clients.some((c: { appId: string }) => c.appId === client),
        client,
      );
    for (const { delegatedPermissionIds } of clients) assert.deepEqual(delegatedPermissionIds, [id]);
  });

  it('has the redirect address of nested app authentication, not as its first', () => {
    const { spa } = filled('aad.manifest.json', { AAD_APP_OBJECT_ID: 'x', AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y' });
    // https://github.com/OfficeDev/office-js/issues/5196
    assert.ok(spa.redirectUris.findIndex((uri: string) => uri.startsWith('brk-multihub://')) > 0);
  });

  it('is explained: docs/permissions.md is what the registry says (npm run docs)', () => {
    assert.equal(read('docs/permissions.md'), permissionsPage(features));
    for (const scope of allScopes(features))
      assert.match(
        permissionsPage(features),
        new RegExp(`\\| \`${scope.replaceAll('.', '\\.')}\` \\|.*\\| \\w.*\\| \\w`),
        `${scope} has no reason`,
      );
  });
});

for (const [file, environment] of [
  ['teamsapp.yml', 'dev'],
  ['teamsapp.local.yml', 'local'],
] as const)
  describe(file, () => {
    interface Step {
      uses: string;
      with: Record<string, unknown>;
      writeToEnvironmentFile?: Record<string, string>;
    }
    const document = (): Record<'provision' | 'deploy' | 'publish', Step[] | undefined> =>
      parseDocument(read(file)).toJS();
    const steps = () => Object.values(document()).flatMap((stage) => (Array.isArray(stage) ? stage : []));
    const known = Object.keys(parseEnv(read(`env/.env.${environment}`)));
    const placeholders = (text: string) => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '');

    it('is valid against the schema of the toolkit', function () {
      const path = join(reference, 'teamsapp-1.13.schema.json');
      if (!existsSync(path)) return this.skip();
      const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(
        JSON.parse(readFileSync(path, 'utf8')),
      );
      validate(document());
      assert.deepEqual(validate.errors ?? [], []);
    });

    it('names files that are there', () => {
      const text = JSON.stringify(steps());
      const files = [
        ...[...text.matchAll(/"(?:manifestPath|path|parameters)":"([^"]+)"/g)].map((m) => m[1] ?? ''),
        ...[...text.matchAll(/node (scripts\/\S+?\.mjs)/g)].map((m) => m[1] ?? ''),
      ];
      assert.ok(files.length > 3);
      for (const path of files) assert.ok(existsSync(join(root, path)), path);
    });

    it('uses and writes variables that its environment file explains; secrets are none of them', () => {
      const manifests = ['appPackage/manifest.json', 'aad.manifest.json'].map(read).join();
      const parameters = read(`infra/${environment === 'dev' ? 'main' : 'local'}.parameters.json`);
      const written = steps().flatMap((step) => Object.values(step.writeToEnvironmentFile ?? {}));
      const used = placeholders(JSON.stringify(steps()) + manifests + parameters);
      for (const name of [...written, ...used].filter((n) => n !== 'TEAMSFX_ENV'))
        assert.ok(known.includes(name) || (name.startsWith('SECRET_') && written.includes(name)), name);
      assert.ok(!known.some((name) => /SECRET|PASSWORD/.test(name)));
    });

    it('begins with values that are empty or nobody’s in particular', () => {
      for (const [name, value] of Object.entries(parseEnv(read(`env/.env.${environment}`))))
        assert.ok(value === '' || ['RESOURCE_NAME', 'APP_NAME_SUFFIX', 'OUTLOOK_ADDIN_ID'].includes(name), name);
    });

    it('knows each value before it is used', () => {
      const given = [
        'RESOURCE_NAME',
        'APP_NAME_SUFFIX',
        'TEAMSFX_ENV',
        'AZURE_SUBSCRIPTION_ID',
        'AZURE_RESOURCE_GROUP_NAME',
      ];
      const have = new Set([...given, ...(environment === 'local' ? ['AIDE_DOMAIN', 'AIDE_URL'] : [])]);
      for (const step of steps()) {
        const manifestPath = String(step.with.manifestPath ?? '');
        // aadApp/update makes the id of the permission when it has none.
        if (step.uses === 'aadApp/update') have.add('AAD_APP_ACCESS_AS_USER_PERMISSION_ID');
        const text = JSON.stringify(step.with) + (manifestPath ? read(manifestPath) : '');
        for (const name of placeholders(text)) assert.ok(have.has(name), `${step.uses} uses ${name}`);
        for (const name of Object.values(step.writeToEnvironmentFile ?? {})) have.add(name);
        if (step.uses === 'arm/deploy') {
          const [{ path, parameters }] = step.with.templates as { path: string; parameters: string }[] as [
            { path: string; parameters: string },
          ];
          for (const name of placeholders(read(parameters))) assert.ok(have.has(name), `${parameters} uses ${name}`);
          for (const [, output] of read(path).matchAll(/^output (\w+) /gm)) have.add(output ?? '');
        }
      }
    });
  });
