import assert from 'node:assert/strict';
import jpeg from 'jpeg-js';
import { driveTables } from '../../../../sandbox/graph/drive/model.ts';
import { oneDriveOf } from '../../../../sandbox/graph/drive/tree.ts';
import { lockItem } from '../../../../sandbox/graph/drive/write.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { appToken, graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';
import { someoneElse } from './people.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  key: string;
  /** The path so far, with what has been made already in it. */
  segments: string[];
}

let counter = 0;

/** Makes the thing of OneDrive and SharePoint whose key follows this segment; answers its key here. */
export const driveThings: Record<string, (wanted: Wanted) => string | Promise<string>> = {
  drives: ({ sandbox, as }) => oneDriveOf(sandbox.tenant, sandbox.person(as).id)?.id ?? '',
  sites: ({ sandbox, example, as, key }) => {
    if (key === 'root') return key;
    // Lists are written by those who are in the site's group.
    if (/\/lists\b/.test(example.path)) {
      const groups = sandbox.tenant.tables.groups.by('member', sandbox.person(as).id).filter(({ isTeam }) => isTeam);
      const [own] = groups.flatMap(({ id }) => driveTables(sandbox.tenant).sites.by('group', id));
      if (own) return own.id;
    }
    const [site] = driveTables(sandbox.tenant).sites.by('address', 'contoso.sharepoint.com/sites/marketing');
    return site?.id ?? '';
  },
  items: async (wanted) => {
    const { sandbox, as, example } = wanted;
    if (/\/children/.test(example.path))
      return (await ask(sandbox, as, 'GET', '/me/drive/root:/Campaigns')).id as string;
    if (/\/thumbnails/.test(example.path)) return picture(sandbox, as);
    const { id } = await ask(sandbox, as, 'PUT', `/me/drive/root:/example ${counter++}.txt:/content`, { a: 1 });
    if (example.path.endsWith('/checkin')) lockItem(sandbox.tenant, String(id), sandbox.person(as).id);
    if (example.path.endsWith('/permissions')) {
      await invite(sandbox, as, String(id));
      await ask(sandbox, as, 'POST', `/me/drive/items/${id}/createLink`, { type: 'edit', scope: 'organization' });
    }
    // Where the file goes is a folder that has to be there.
    const to = example.body?.parentReference as Json | undefined;
    if (to?.id) to.id = (await ask(sandbox, as, 'GET', '/me/drive/root:/Documents')).id;
    return String(id);
  },
  permissions: ({ sandbox, as, segments }) =>
    segments[0] === 'sites' ? grant(sandbox, segments[1] ?? '') : invite(sandbox, as, segments[3] ?? ''),
  versions: async ({ sandbox, as, segments }) => {
    await ask(sandbox, as, 'PUT', `/me/drive/items/${segments[3]}/content`, { a: 2 });
    return '1.0';
  },
  shares: async ({ sandbox, as }) => {
    const { id } = await ask(sandbox, as, 'GET', '/me/drive/root:/Notes.md');
    const { link } = await ask(sandbox, as, 'POST', `/me/drive/items/${id}/createLink`, {
      type: 'view',
      scope: 'users',
    });
    return `u!${Buffer.from(String((link as Json).webUrl)).toString('base64url')}`;
  },
  thumbnails: () => '0',
  // What follows the id of a thumbnail is its size.
  '0': () => 'small',
  'root:': ({ example }) => (example.path.endsWith('/children') ? 'Campaigns:' : 'largefile.dat:'),
};

/** An app's permission on a site, as an administrator grants it. */
async function grant(sandbox: SandboxForTests, site: string): Promise<string> {
  const graph = graphAs(sandbox, await appToken(sandbox, ['Sites.FullControl.All']));
  const application = { id: '89ea5c94-7736-4e25-95ad-3fa95f62b66e', displayName: 'Contoso Time Manager App' };
  const body = { roles: ['write'], grantedToIdentities: [{ application }] };
  return String((await graph(`/sites/${site}/permissions`, { method: 'POST', body })).body.id);
}

/** A file that can be drawn. */
async function picture({ url, tokenFor }: SandboxForTests, as: string): Promise<string> {
  const data = Buffer.alloc(400 * 300 * 4, 200);
  const response = await fetch(`${url}/v1.0/me/drive/root:/picture ${counter++}.jpg:/content`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenFor(as, ['Files.ReadWrite'])}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(jpeg.encode({ width: 400, height: 300, data }, 50).data),
  });
  return String(((await response.json()) as Json).id);
}

/** What is searched for is there. */
export async function prepareSearch(sandbox: SandboxForTests, as: string, path: string): Promise<void> {
  if (/\/search(\(|\/query)/.test(path))
    await ask(sandbox, as, 'PUT', '/me/drive/root:/Contoso Project/Contoso test.txt:/content', {});
}

async function invite(sandbox: SandboxForTests, as: string, id: string): Promise<string> {
  const { mail } = sandbox.person(someoneElse);
  const body = { recipients: [{ email: mail }], roles: ['write'], requireSignIn: true };
  const { value } = await ask(sandbox, as, 'POST', `/me/drive/items/${id}/invite`, body);
  return String((value as Json[])[0]?.id);
}

async function ask(sandbox: SandboxForTests, as: string, method: string, path: string, body?: Json): Promise<Json> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Files.ReadWrite.All']));
  const answer = await graph(path, { method, body });
  assert(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
}
