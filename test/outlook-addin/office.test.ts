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
function outlook(mailbox: object, { version = '1.14', sets = [] as string[], ui = {} } = {}) {
  const supported = (name: string, wanted: string) =>
    name === 'Mailbox' ? Number(wanted.slice(2)) <= Number(version.slice(2)) : sets.includes(name);
  const data = {
    onReady: async () => ({ host: 'Outlook' }),
    HostType: { Outlook: 'Outlook' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    EventType: { ItemChanged: 'olkItemSelectedChanged', OfficeThemeChanged: 'officeThemeChanged' },
    CoercionType: { Text: 'text', Html: 'html' },
    MailboxEnums: {
      ItemType: { Message: 'message' },
      RestVersion: { v2_0: 'v2.0' },
      AttachmentType: { File: 'file', Item: 'item', Cloud: 'cloud' },
      AttachmentContentFormat: { Base64: 'base64', Url: 'url' },
    },
    context: {
      displayLanguage: 'de-DE',
      requirements: { isSetSupported: supported },
      ui,
      mailbox: {
        userProfile: { emailAddress: 'MeganB@contoso.com' },
        diagnostics: { hostName: 'OutlookWebApp' },
        convertToRestId: (id: string) => id.replaceAll('/', '-'),
        ...mailbox,
      },
    },
  };
  globals.Office = new OfficeMockObject(data, 'outlook' as never);
  globals.window = {
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    open: (url: string) => opened.push(url),
  };
}
const opened: string[] = [];

type Done = (result: object) => void;
/** A method of Office.js that hands this over. */
const gives =
  (value: unknown) =>
  (...given: unknown[]) =>
    (given.at(-1) as Done)({ status: 'succeeded', value });
const fails =
  (message: string) =>
  (...given: unknown[]) =>
    (given.at(-1) as Done)({ status: 'failed', error: { message } });

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

  it('follows a pinned pane: to another mail, and to nothing', async () => {
    const handlers: [string, () => void][] = [];
    const mailbox = {
      item: item as object | null,
      addHandlerAsync: (type: string, h: () => void) => handlers.push([type, h]),
    };
    outlook(mailbox);
    const host = await connect();
    const shown: object[] = [];
    host.onOpened(async () => shown.push(await host.opened()));
    const [type, changed] = handlers[0]!;
    assert.equal(type, 'olkItemSelectedChanged');
    const current = (globals.Office as { context: { mailbox: { item: unknown } } }).context.mailbox;
    Object.defineProperty(current, 'item', { value: { ...item, itemId: 'AAMk2', subject: 'Next' }, writable: true });
    await changed();
    current.item = null;
    await changed();
    assert.deepEqual(shown, [{ kind: 'mail', id: 'AAMk2', subject: 'Next', from: 'Alex Wilber' }, { kind: 'nothing' }]);
  });

  describe('in somebody else’s mailbox', () => {
    const shared = (targetMailbox: string) => ({
      item: {
        ...item,
        getSharedPropertiesAsync: gives({ targetMailbox, owner: targetMailbox, delegatePermissions: 1 }),
      },
    });
    it('does nothing: shared with the person, or as a delegate', async () => {
      outlook(shared('sales@contoso.com'));
      assert.deepEqual(await (await connect()).opened(), { kind: 'unsupported', why: 'shared' });
    });
    it('takes one’s own address for one’s own, however it is written', async () => {
      outlook(shared('megANB@contoso.com'));
      assert.equal((await (await connect()).opened()).kind, 'mail');
    });
    it('is in one’s own where Outlook says that it is not shared, and where it cannot say', async () => {
      outlook({ item: { ...item, getSharedPropertiesAsync: fails('not in a shared folder') } });
      assert.equal((await (await connect()).opened()).kind, 'mail');
      outlook(shared('sales@contoso.com'), { version: '1.7' });
      assert.equal((await (await connect()).opened()).kind, 'mail');
    });
  });

  /** What the add-in finds in each Outlook. https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets */
  const clients = [
    { name: 'the web', hostName: 'OutlookWebApp', version: '1.15', sets: ['NestedAppAuth'] },
    { name: 'new Windows', hostName: 'newOutlookWindows', version: '1.15', sets: ['NestedAppAuth'] },
    { name: 'classic Windows', hostName: 'Outlook', version: '1.15', sets: ['NestedAppAuth', 'OpenBrowserWindowApi'] },
    { name: 'Mac', hostName: 'Outlook', version: '1.14', sets: ['NestedAppAuth', 'OpenBrowserWindowApi'] },
    { name: 'iOS', hostName: 'OutlookIOS', version: '1.5', sets: ['NestedAppAuth'], isPhone: true },
    { name: 'Android', hostName: 'OutlookAndroid', version: '1.5', sets: ['NestedAppAuth'], isPhone: true },
    { name: 'an old Windows', hostName: 'Outlook', version: '1.5', sets: [] as string[] },
  ];
  for (const { name, hostName, version, sets, isPhone = false } of clients)
    it(`uses of Outlook on ${name} what it has`, async () => {
      const browser: string[] = [];
      const ui = { openBrowserWindow: (url: string) => browser.push(url) };
      outlook({ item, diagnostics: { hostName } }, { version, sets, ui });
      const host = await connect();
      assert.equal(host.signsIn, sets.includes('NestedAppAuth'));
      assert.equal(host.canAnswer, !isPhone);
      assert.equal(host.canOpenCloudFiles, Number(version.slice(2)) >= 8);
      opened.length = 0;
      host.openLink('https://contoso.sharepoint.com/x');
      const hasBrowser = sets.includes('OpenBrowserWindowApi');
      assert.deepEqual([browser.length, opened.length], hasBrowser ? [1, 0] : [0, 1]);
    });

  it('opens the form of an answer in the way the requirement set has, and says when Outlook refuses', async () => {
    const asked: string[] = [];
    const form =
      (name: string, refuses = false) =>
      (_: object, done?: Done) => {
        asked.push(name);
        done?.(refuses ? { status: 'failed', error: { message: 'no' } } : { status: 'succeeded' });
      };
    const forms = {
      displayReplyForm: form('displayReplyForm'),
      displayReplyAllForm: form('displayReplyAllForm'),
      displayReplyFormAsync: form('displayReplyFormAsync'),
      displayReplyAllFormAsync: form('displayReplyAllFormAsync', true),
    };
    outlook({ item: { ...item, ...forms } }, { version: '1.8' });
    let host = await connect();
    await host.answer('sender', 'a');
    await host.answer('all', 'a');
    outlook({ item: { ...item, ...forms } }, { version: '1.9' });
    host = await connect();
    await host.answer('sender', 'a');
    await assert.rejects(host.answer('all', 'a'), /no/);
    assert.deepEqual(asked, [
      'displayReplyForm',
      'displayReplyAllForm',
      'displayReplyFormAsync',
      'displayReplyAllFormAsync',
    ]);
  });

  it('inserts as text into a mail that is written, and knows where it cannot', async () => {
    const inserted: unknown[] = [];
    const setSelectedDataAsync = (text: string, options: object, done: Done) => {
      inserted.push(text, options);
      done({ status: 'succeeded' });
    };
    outlook({ item: { itemType: 'message', subject: { getAsync() {} }, body: { setSelectedDataAsync } } });
    const host = await connect();
    assert.equal(host.canInsert(), true);
    await host.insert('<b>9:00</b>');
    assert.deepEqual(inserted, ['<b>9:00</b>', { coercionType: 'text' }]);
    outlook({ item: { itemType: 'message', subject: { getAsync() {} }, body: {} } });
    assert.equal((await connect()).canInsert(), false);
  });

  it('asks Outlook where a file in the cloud is, and takes nothing but an address on https', async () => {
    const attachments = [
      { id: '1', name: 'Plan.docx', attachmentType: 'file' },
      { id: '2', name: 'Plan.docx', attachmentType: 'cloud' },
    ];
    const content = (value: object) => ({ item: { ...item, attachments, getAttachmentContentAsync: gives(value) } });
    outlook(content({ content: 'https://contoso.sharepoint.com/Plan.docx', format: 'url' }));
    const host = await connect();
    assert.equal(await host.cloudFile('Plan.docx'), 'https://contoso.sharepoint.com/Plan.docx');
    assert.equal(await host.cloudFile('Other.docx'), undefined);
    for (const odd of [
      { content: 'javascript:alert(1)', format: 'url' },
      { content: 'aGVsbG8=', format: 'base64' },
    ]) {
      outlook(content(odd));
      assert.equal(await (await connect()).cloudFile('Plan.docx'), undefined);
    }
    outlook({ item: { ...item, attachments } });
    assert.equal(await (await connect()).cloudFile('Plan.docx'), undefined);
  });
});
