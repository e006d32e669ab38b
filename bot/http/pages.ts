import { join } from 'node:path';
import type { Cloud } from '../clouds.ts';
import { type File, fileOf, forGood, noFile, notBuilt, readFolder, sendFile } from './files.ts';
import { policyFor, teamsJsHosts } from './policy.ts';
import { type Exchange, type HttpServer, sendJson } from './server.ts';

export interface PagesOptions {
  /** Folder with the built pages: `dist/`. */
  folder: string;
  cloud: Cloud;
  /** Manifest id of the app, for deep links. */
  appId?: string;
  /** The Entra app that owns the API. */
  app: { clientId: string; uri: string };
}

/** The pages that hosts show, as they were built. What they show, the host tells them. */
export function addPages(http: HttpServer, options: PagesOptions): void {
  addTab(http, options);
  addOutlook(http, options);
}

function addTab(http: HttpServer, { folder, cloud, appId }: PagesOptions): void {
  const files = readFolder(join(folder, 'tab'));
  const policy = policyFor(cloud.frameAncestors, { connections: [teamsJsHosts] });
  http.route('get', '/tab/settings.json', async (exchange) =>
    sendJson(exchange, 200, { hostOrigins: cloud.hostOrigins, ...(appId ? { appId } : {}) }),
  );
  // One page for both: whether a tab is set up or shown, the host says.
  for (const path of ['/tab', '/tab/configure'])
    http.route('get', path, async (exchange) => sendFile(exchange, required(files.get('index.html')), policy));
  addAssets(http, '/tab', files, policy);
  // The end of a window that a button opened: bot/http/page.ts names it.
  http.route('get', '/tab/connected.js', async (exchange) => sendFile(exchange, found(files, 'connected.js'), policy));
}

/** Seconds. Outlook does not show icons that may not be kept. https://learn.microsoft.com/office/dev/add-ins/testing/troubleshoot-development-errors */
const iconsAreKept = 86_400;

/** The add-in: its panes, the window in which it signs in, and its icons. */
function addOutlook(http: HttpServer, { folder, cloud, app }: PagesOptions): void {
  const files = withOfficeJs(readFolder(join(folder, 'outlook')), cloud.officeJs);
  const { url, known, metadata } = cloud.authority;
  const office = { scripts: [new URL(cloud.officeJs).origin, ...cloud.officeJsScripts] };
  const policy = policyFor(cloud.frameAncestors, office);
  // Only the window redeems a code, at Entra ID itself; the pane asks its host for tokens.
  const windowPolicy = policyFor(cloud.frameAncestors, { ...office, connections: [new URL(cloud.issuer).origin] });
  http.route('get', '/outlook/settings.json', async (exchange) =>
    sendJson(exchange, 200, {
      clientId: app.clientId,
      scope: `${app.uri}/access_as_user`,
      authority: url,
      ...(known ? { knownAuthorities: known } : {}),
      ...(metadata ? { authorityMetadata: metadata } : {}),
    }),
  );
  // One page for both: whether a mail is read or written, Outlook says.
  for (const path of ['/outlook/taskpane', '/outlook/compose'])
    http.route('get', path, async (exchange) => sendFile(exchange, required(files.get('taskpane.html')), policy));
  http.route('get', '/outlook/dialog', async (exchange) =>
    sendFile(exchange, required(files.get('dialog.html')), windowPolicy),
  );
  addAssets(http, '/outlook', files, policy);
  http.route('get', '/outlook/icons/:name', async (exchange) =>
    sendFile(exchange, found(files, `icons/${exchange.request.params.name}`), policy, iconsAreKept),
  );
}

function addAssets(http: HttpServer, path: string, files: Map<string, File>, policy: string): void {
  http.route('get', `${path}/assets/:name`, async (exchange: Exchange) =>
    sendFile(exchange, found(files, `assets/${exchange.request.params.name}`), policy, forGood),
  );
}

/** Where the public cloud has it; the pages are written with it. */
const publicOfficeJs = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/** Pages load Office.js from where their cloud has it. */
function withOfficeJs(files: Map<string, File>, address: string): Map<string, File> {
  if (address === publicOfficeJs) return files;
  for (const [name, { bytes }] of files)
    if (name.endsWith('.html'))
      files.set(name, fileOf(name, Buffer.from(bytes.toString('utf8').replaceAll(publicOfficeJs, address))));
  return files;
}

function required(page: File | undefined): File {
  if (page) return page;
  throw notBuilt();
}

function found(files: Map<string, File>, name: string): File {
  const file = files.get(name);
  if (file) return file;
  throw noFile();
}
