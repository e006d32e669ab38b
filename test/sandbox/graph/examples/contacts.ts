import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';

interface Wanted {
  sandbox: SandboxForTests;
  as: string;
  segments: string[];
}

let counter = 0;

/** Something made in the address book that the path names. */
async function made({ sandbox, as, segments }: Wanted, path: string, body: object): Promise<string> {
  const [root, id = ''] = segments;
  const owner = root === 'users' ? sandbox.tenant.tables.users.get(id)?.displayName : undefined;
  const graph = graphAs(sandbox, await sandbox.tokenFor(owner ?? as, ['Contacts.ReadWrite']));
  return String((await graph(`/me/${path}`, { method: 'POST', body })).body.id);
}

const inFolder = (folder: string) => (folder ? `contactFolders/${folder}/contacts` : 'contacts');

/** Address books: what the documentation's placeholders for their folders and contacts stand for. */
export const contactThings: Record<string, (wanted: Wanted) => Promise<string>> = {
  async contactfolders(wanted) {
    const folder = await made(wanted, 'contactFolders', { displayName: `Finance ${counter++}` });
    // Whoever lists folders or contacts wants to see some.
    await made(wanted, `contactFolders/${folder}/childFolders`, { displayName: 'Friends' });
    await made(wanted, inFolder(folder), {
      givenName: 'Pavel',
      surname: 'Bansky',
      initials: 'P.B.',
      birthday: '1974-07-22T00:00:00Z',
    });
    return folder;
  },
  contacts(wanted) {
    const { segments } = wanted;
    const at = segments.map((s) => s.toLowerCase()).indexOf('contactfolders');
    return made(wanted, inFolder(at < 0 ? '' : (segments[at + 1] ?? '')), { givenName: 'Pavel', surname: 'Bansky' });
  },
};
