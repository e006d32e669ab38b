import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OfficeMockObject } from 'office-addin-mock';
import type { Host } from '../../outlook-addin/src/host.ts';

const source = join(import.meta.dirname, '../../outlook-addin/src');
// Written for browsers, whose types the tests do not have: imported by name.
const file = join(source, 'office.ts');
const connect = async (): Promise<Host> => ((await import(file)) as { connect(): Promise<Host> }).connect();
const globals = globalThis as unknown as { Office?: unknown; window?: unknown };

/** Office.js as Microsoft's mock makes it, with the values that Outlook would give. */
function outlook(mailbox: object, { version = '1.14' } = {}) {
  const supported = (name: string, wanted: string) =>
    name === 'Mailbox' ? Number(wanted.slice(2)) <= Number(version.slice(2)) : name !== 'NestedAppAuth';
  const data = {
    onReady: async () => ({ host: 'Outlook' }),
    HostType: { Outlook: 'Outlook' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    MailboxEnums: { ItemType: { Message: 'message' }, RestVersion: { v2_0: 'v2.0' } },
    context: {
      displayLanguage: 'de-DE',
      requirements: { isSetSupported: supported },
      mailbox: {
        userProfile: { emailAddress: 'MeganB@contoso.com' },
        diagnostics: { hostName: 'OutlookWebApp' },
        convertToRestId: (id: string) => id.replaceAll('/', '-'),
        ...mailbox,
      },
    },
  };
  globals.Office = new OfficeMockObject(data, 'outlook' as never);
  globals.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
}

describe('the add-in and Office.js', () => {
  afterEach(() => {
    delete globals.Office;
    delete globals.window;
  });
  const item = { itemType: 'message', itemId: 'AAMk/1', subject: 'Budget', from: { displayName: 'Alex Wilber' } };

  it('is called by one file alone', () => {
    const callers = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) =>
        /\bOffice\.(?!js)/.test(readFileSync(join(source, name), 'utf8').replace(/^\s*(\*|\/\/).*$/gm, '')),
      );
    assert.deepEqual(callers, ['office.ts']);
  });

  it('says which mail is open, by its REST id', async () => {
    outlook({ item });
    const host = await connect();
    assert.equal(host.locale, 'de-DE');
    assert.equal(host.signsIn, false);
    assert.deepEqual(await host.opened(), { kind: 'mail', id: 'AAMk-1', subject: 'Budget', from: 'Alex Wilber' });
  });

  it('takes the id of a phone as it is, and offers no form there', async () => {
    outlook({ item, diagnostics: { hostName: 'OutlookIOS' } }, { version: '1.5' });
    const host = await connect();
    assert.equal(host.canAnswer, false);
    assert.deepEqual(await host.opened(), { kind: 'mail', id: 'AAMk/1', subject: 'Budget', from: 'Alex Wilber' });
  });

  it('knows a mail that is written, an appointment, and one that has no id yet', async () => {
    outlook({ item: { ...item, subject: { getAsync() {} } } });
    assert.deepEqual(await (await connect()).opened(), { kind: 'compose' });
    outlook({ item: { ...item, itemType: 'appointment' } });
    assert.deepEqual(await (await connect()).opened(), { kind: 'unsupported', why: 'appointment' });
    outlook({ item: { ...item, itemId: '' } });
    assert.deepEqual(await (await connect()).opened(), { kind: 'unsupported', why: 'unsaved' });
  });
});
