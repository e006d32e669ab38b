import { type Host, NoHost, type Opened } from './host.ts';
import { textAsHtml } from './text-as-html.ts';
import { themeOf } from './theme-of.ts';

/** Milliseconds. By itself in a browser, Office.js never says that there is no host. */
const patience = 15_000;

/**
 * Waits for Outlook. The only file that calls Office.js; what came after requirement set 1.5, which the manifest asks for, is
 * looked for before it is used.
 * https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets
 * @throws NoHost
 */
export async function connect(): Promise<Host> {
  if (typeof Office === 'undefined') throw new NoHost('Office.js was not loaded');
  const timeout = new Promise<never>((_, fail) => setTimeout(() => fail(new NoHost('no answer')), patience));
  const info = await Promise.race([Office.onReady(), timeout]);
  if (info.host !== Office.HostType.Outlook) throw new NoHost('the page was opened outside of Outlook');
  const { context } = Office;
  const { mailbox } = context;
  return {
    locale: context.displayLanguage,
    address: mailbox.userProfile.emailAddress,
    theme: currentTheme,
    onTheme(listener) {
      const tell = () => listener(currentTheme());
      window.matchMedia('(forced-colors: active)').addEventListener('change', tell);
      if (has('1.14')) mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, tell);
    },
    opened: readOpened,
    onOpened: (listener) => mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => listener()),
    // It cannot be asked for in the manifest. https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
    signsIn: context.requirements.isSetSupported('NestedAppAuth', '1.1'),
    openWindow,
    openLink(url) {
      if (context.requirements.isSetSupported('OpenBrowserWindowApi', '1.1')) context.ui.openBrowserWindow(url);
      else window.open(url, '_blank', 'noopener');
    },
    canAnswer: !isPhone(),
    answer: openForm,
    canOpenCloudFiles: has('1.8'),
    cloudFile,
    canInsert: () =>
      typeof (mailbox.item as Partial<Office.MessageCompose> | null)?.body?.setSelectedDataAsync === 'function',
    async insert(text) {
      const item = mailbox.item as Office.MessageCompose;
      await called<void>((done) =>
        item.body.setSelectedDataAsync(text, { coercionType: Office.CoercionType.Text }, done),
      );
    },
  };
}

const has = (version: string) => Office.context.requirements.isSetSupported('Mailbox', version);
const isPhone = () => /^Outlook(IOS|Android)$/i.test(Office.context.mailbox.diagnostics.hostName);

/** An answer of Office.js as a promise. @throws Error with what Office.js said */
const called = <T>(call: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> =>
  new Promise((resolve, reject) =>
    call((result) =>
      result.status === Office.AsyncResultStatus.Failed
        ? reject(new Error(result.error?.message ?? 'Outlook did not do it'))
        : resolve(result.value),
    ),
  );

const currentTheme = () =>
  themeOf({
    background: Office.context.officeTheme?.bodyBackgroundColor,
    forced: window.matchMedia('(forced-colors: active)').matches,
    dark: isPhone() && window.matchMedia('(prefers-color-scheme: dark)').matches,
  });

async function readOpened(): Promise<Opened> {
  const { item } = Office.context.mailbox;
  // Pinned, with nothing or with several mails selected. https://learn.microsoft.com/office/dev/add-ins/outlook/pinnable-taskpane
  if (!item) return { kind: 'nothing' };
  if (item.itemType !== Office.MailboxEnums.ItemType.Message) return { kind: 'unsupported', why: 'appointment' };
  // What is written has methods where what is read has values.
  const isRead = typeof item.subject === 'string';
  if (!isRead) return { kind: 'compose' };
  const { itemId, subject, from } = item as Office.MessageRead;
  if (!itemId) return { kind: 'unsupported', why: 'unsaved' };
  if (await isShared(item as Office.MessageRead)) return { kind: 'unsupported', why: 'shared' };
  return { kind: 'mail', id: restIdOf(itemId), subject, from: from?.displayName || from?.emailAddress || undefined };
}

/**
 * Phones have REST ids already.
 * https://learn.microsoft.com/javascript/api/outlook/office.mailbox#outlook-office-mailbox-converttorestid-member(1)
 */
const restIdOf = (id: string) =>
  isPhone() ? id : Office.context.mailbox.convertToRestId(id, Office.MailboxEnums.RestVersion.v2_0);

/**
 * Is it in somebody else's mailbox? Only then Outlook tells whose. Aide acts in the person's own.
 * https://learn.microsoft.com/office/dev/add-ins/outlook/delegate-access
 */
async function isShared(item: Office.MessageRead): Promise<boolean> {
  if (!has('1.8') || typeof item.getSharedPropertiesAsync !== 'function') return false;
  const shared = await called<Office.SharedProperties>((done) => item.getSharedPropertiesAsync(done)).catch(
    () => undefined,
  );
  const own = Office.context.mailbox.userProfile.emailAddress.toLowerCase();
  return Boolean(shared?.targetMailbox) && shared?.targetMailbox.toLowerCase() !== own;
}

/**
 * Of links the content is their address.
 * https://learn.microsoft.com/javascript/api/outlook/office.messageread#outlook-office-messageread-getattachmentcontentasync-member(1)
 */
async function cloudFile(name: string): Promise<string | undefined> {
  const item = Office.context.mailbox.item as Office.MessageRead | null;
  const attached = item?.attachments?.find(
    (one) => one.attachmentType === Office.MailboxEnums.AttachmentType.Cloud && one.name === name,
  );
  if (!item || !attached || typeof item.getAttachmentContentAsync !== 'function') return undefined;
  const { content, format } = await called<Office.AttachmentContent>((done) =>
    item.getAttachmentContentAsync(attached.id, done),
  );
  return format === Office.MailboxEnums.AttachmentContentFormat.Url && /^https:/i.test(content) ? content : undefined;
}

/** 'asynchronous' since 1.9; the older call does the same and says nothing. */
async function openForm(to: 'sender' | 'all', text: string): Promise<void> {
  const item = Office.context.mailbox.item as Office.MessageRead;
  const htmlBody = textAsHtml(text);
  if (has('1.9'))
    return called<void>((done) =>
      to === 'all' ? item.displayReplyAllFormAsync({ htmlBody }, done) : item.displayReplyFormAsync({ htmlBody }, done),
    );
  if (to === 'all') item.displayReplyAllForm({ htmlBody });
  else item.displayReplyForm({ htmlBody });
}

/** Of the page around it, in percent. */
const windowSize = { height: 70, width: 40 };

async function openWindow(path: string): Promise<string | undefined> {
  const url = new URL(path, window.location.origin).href;
  const dialog = await called<Office.Dialog>((done) => Office.context.ui.displayDialogAsync(url, windowSize, done));
  return new Promise((resolve) => {
    dialog.addEventHandler(Office.EventType.DialogMessageReceived, (said) => {
      // From another origin Office.js hands nothing on, unless a page asks for it.
      if (!('message' in said)) return;
      dialog.close();
      resolve(said.message);
    });
    // 12006: closed by the person. https://learn.microsoft.com/office/dev/add-ins/develop/dialog-handle-errors-events
    dialog.addEventHandler(Office.EventType.DialogEventReceived, () => resolve(undefined));
  });
}

/** In a window that `openWindow` has opened: tells the pane, which closes it. @throws NoHost */
export async function tellPane(message: string): Promise<void> {
  if (typeof Office === 'undefined') throw new NoHost('Office.js was not loaded');
  await Office.onReady();
  Office.context.ui.messageParent(message);
}
