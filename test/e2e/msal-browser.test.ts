import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { cloud } from '../../bot/clouds.ts';
import { otherApp, registerOtherApp } from '../sandbox/entra/support.ts';
import { storyTime } from '../support/patience.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';

const executable = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const resolve = createRequire(import.meta.url).resolve;

/** A single-page application that knows nothing but msal-browser. */
const page = (config: object) => `<!doctype html><title>app</title><pre id="out"></pre><script src="/msal.js"></script>
<script>
(async () => {
  const out = (value) => { document.getElementById('out').textContent = JSON.stringify(value); document.title = 'ready'; };
  try {
    const app = await msal.createStandardPublicClientApplication(${JSON.stringify(config)});
    const result = await app.handleRedirectPromise();
    if (result) app.setActiveAccount(result.account);
    window.app = app;
    out(result && { username: result.account.username, scopes: result.scopes });
  } catch (error) { out({ error: error.errorCode, message: error.message }); }
})();
</script>`;

describe('sandbox: msal-browser in Chromium', function () {
  this.timeout(storyTime);
  let s: SandboxForTests;
  let browser: Browser;
  let server: Server;
  let app: string;

  before(async function () {
    const executablePath = executable.find((path) => path && existsSync(path));
    if (!executablePath) return this.skip();
    s = await startSandbox();
    registerOtherApp(s.tenant);
    const library = await readFile(join(dirname(resolve('@azure/msal-browser')), 'msal-browser.min.js'));
    const { url, known, metadata } = cloud('sandbox', s.tenant.id, s.url).authority;
    const auth = {
      clientId: otherApp.id,
      authority: url,
      knownAuthorities: known,
      authorityMetadata: metadata,
    };
    server = createServer((request, response) => {
      response.setHeader('content-type', request.url === '/msal.js' ? 'text/javascript' : 'text/html');
      response.end(request.url === '/msal.js' ? library : page({ auth: { ...auth, redirectUri: app } }));
    }).listen(0, 'localhost');
    await new Promise((done) => server.once('listening', done));
    app = `http://localhost:${(server.address() as AddressInfo).port}/spa`;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    await s?.stop();
  });

  const ready = (tab: Page) => tab.waitForFunction("document.title === 'ready'");
  const output = async (tab: Page) => {
    await ready(tab);
    return JSON.parse((await tab.textContent('#out')) ?? '');
  };
  const axe = async (tab: Page) => {
    await tab.evaluate(await readFile(resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await tab.evaluate(
      'axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))',
    );
    assert.deepEqual(found, [], tab.url());
  };

  it('signs in over the sign-in pages, renews silently, and hears what needs the person', async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const tab = await context.newPage();
    const faults: string[] = [];
    tab.on('pageerror', (error) => faults.push(error.message));
    await tab.goto(app);
    assert.equal(await output(tab), null);
    await Promise.all([
      tab.waitForURL(/oauth2\/v2\.0\/authorize/),
      tab.evaluate("void app.loginRedirect({ scopes: ['User.Read'] })"),
    ]);
    await axe(tab);
    await tab.getByRole('button', { name: /Megan Bowen/ }).click();
    await axe(tab);
    await tab.getByLabel('Password').fill(s.person('Megan Bowen').password);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.getByRole('heading', { name: 'Permissions requested' }).waitFor();
    await axe(tab);
    await tab.getByRole('button', { name: 'Accept' }).click();
    await tab.waitForURL(/\/spa/);
    const result = await output(tab);
    assert.equal(result.username, 'MeganB@contoso.com', JSON.stringify(result));
    assert(result.scopes.includes('User.Read'));

    const silent = (request: object) =>
      tab.evaluate(
        `app.acquireTokenSilent(${JSON.stringify(request)}).then((r) => r.accessToken.length > 100, (e) => e.name + ' ' + e.subError)`,
      );
    assert.equal(await silent({ scopes: ['User.Read'], forceRefresh: true }), true);
    assert.equal(await silent({ scopes: ['Mail.Read'] }), 'InteractionRequiredAuthError consent_required');
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('shows its pages under its own content security policy, form_post included', async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const refused: string[] = [];
    tab.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    const query = new URLSearchParams({
      client_id: otherApp.id,
      redirect_uri: 'http://127.0.0.1:9000/callback',
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid User.Read',
      state: 's',
      login_hint: 'AlexW@contoso.com',
    });
    const posted = new Promise<string>((done) => {
      void tab.route('http://127.0.0.1:9000/**', async (route) => {
        done(route.request().postData() ?? '');
        await route.fulfill({ body: 'ok' });
      });
    });
    await tab.goto(`${s.url}/${s.tenant.id}/oauth2/v2.0/authorize?${query}`);
    const font = await tab.evaluate<string>('getComputedStyle(document.documentElement).fontFamily');
    assert.match(font, /Segoe UI/, 'the style sheet is applied');
    await tab.getByLabel('Password').fill(s.person('Alex Wilber').password);
    await tab.keyboard.press('Enter');
    await tab.getByRole('button', { name: 'Accept' }).click();
    const answer = new URLSearchParams(await posted);
    assert(answer.get('code'));
    assert.equal(answer.get('state'), 's');
    assert.deepEqual(refused, []);
    await context.close();
  });
});
