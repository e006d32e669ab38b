/** An Office.js of the tests, as the script that a page loads: what the add-in uses of it, with results that come later, as Outlook's do. */
export const officeScript = (state: object): string => `(() => {
const state = ${JSON.stringify(state)};
const handlers = {};
const fire = (name, ...args) => (handlers[name] ?? []).forEach((h) => h(...args));
const ok = (done, value) => setTimeout(() => done?.({ status: 'succeeded', value }), 0);
const no = (done, message) => setTimeout(() => done?.({ status: 'failed', error: { message } }), 0);
const atLeast = (has, wanted) => Number(has.split('.')[1]) >= Number(wanted.split('.')[1]);
const readItem = (s) => ({
  itemType: s.type ?? 'message', itemId: s.itemId, subject: s.subject,
  from: { displayName: s.from ?? '', emailAddress: '' },
  attachments: (s.cloud ?? []).map(({ name }, i) => ({ id: String(i), name, attachmentType: 'cloud' })),
  getAttachmentContentAsync: (id, done) => ok(done, { content: s.cloud[Number(id)].url, format: 'url' }),
  displayReplyForm: (form) => outlookAsked('displayReplyForm', form),
  displayReplyAllForm: (form) => outlookAsked('displayReplyAllForm', form),
  displayReplyFormAsync: (form, done) => { outlookAsked('displayReplyFormAsync', form); ok(done); },
  displayReplyAllFormAsync: (form, done) => { outlookAsked('displayReplyAllFormAsync', form); ok(done); },
  getSharedPropertiesAsync: (done) => (s.owner ? ok(done, { targetMailbox: s.owner, owner: s.owner }) : no(done, 'not shared')),
});
const composeItem = () => ({
  itemType: 'message', subject: { getAsync: (done) => ok(done, '') },
  body: { setSelectedDataAsync: (text, options, done) => { outlookAsked('setSelectedDataAsync', text, options); ok(done); } },
});
const item = () => (state.selected === null ? null : state.selected.mode === 'read' ? readItem(state.selected) : composeItem());
let dialog;
const ui = {
  messageParent: (message) => outlookParent(message),
  openBrowserWindow: (url) => outlookAsked('openBrowserWindow', url),
  displayDialogAsync(url, options, done) {
    outlookAsked('displayDialogAsync', url);
    const opened = open(url, '_blank', 'width=500,height=600');
    if (!opened) return no(done, 'The dialog was blocked');
    const own = {};
    dialog = own;
    const watch = setInterval(() => { if (opened.closed) { clearInterval(watch); own.event?.({ error: 12006 }); } }, 50);
    ok(done, {
      addEventHandler: (name, handler) => { own[name === 'dialogMessageReceived' ? 'message' : 'event'] = handler; },
      close: () => { clearInterval(watch); opened.close(); },
    });
  },
};
window.fromDialog = (message) => dialog?.message?.({ message, origin: location.origin });
window.select = (next) => { state.selected = next; fire('itemChanged'); };
window.setBackground = (color) => { state.background = color; fire('officeThemeChanged'); };
window.Office = {
  HostType: { Outlook: 'Outlook' },
  EventType: { ItemChanged: 'itemChanged', OfficeThemeChanged: 'officeThemeChanged', DialogMessageReceived: 'dialogMessageReceived', DialogEventReceived: 'dialogEventReceived' },
  AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
  CoercionType: { Text: 'text', Html: 'html' },
  MailboxEnums: { AttachmentType: { Cloud: 'cloud' }, AttachmentContentFormat: { Url: 'url' }, ItemType: { Message: 'message', Appointment: 'appointment' }, RestVersion: { v2_0: 'v2.0' } },
  onReady: async () => ({ host: 'Outlook', platform: 'OfficeOnline' }),
  context: {
    displayLanguage: 'en-US',
    get officeTheme() { return atLeast(state.mailbox, '1.14') ? { bodyBackgroundColor: state.background } : undefined; },
    requirements: { isSetSupported: (name, version) =>
      name === 'Mailbox' ? atLeast(state.mailbox, version) : name === 'NestedAppAuth' ? state.signsIn : true },
    ui,
    mailbox: {
      get item() { return item(); },
      diagnostics: { hostName: state.hostName },
      userProfile: { emailAddress: state.address },
      convertToRestId: (id) => id.replaceAll('/', '-').replaceAll('+', '_'),
      addHandlerAsync: (name, handler, done) => { (handlers[name] ??= []).push(handler); ok(done); },
    },
  },
};
if (!state.signsIn) return;
const listeners = new Set();
const b64 = (value) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
window.nestedAppAuthBridge = {
  addEventListener: (_, listener) => listeners.add(listener),
  removeEventListener: (_, listener) => listeners.delete(listener),
  async postMessage(text) {
    const { requestId, method, tokenParams } = JSON.parse(text);
    const answer = (body) => listeners.forEach((l) => l({ data: JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId, ...body }) }));
    if (method === 'GetInitContext')
      return answer({ success: true, initContext: { sdkName: 'test', sdkVersion: '1', capabilities: {} } });
    const { token, status, code, account } = await outlookToken({ popup: method === 'GetTokenPopup', claims: tokenParams.claims });
    if (!token) return answer({ success: false, error: { status, code, description: code ?? status } });
    const { exp } = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    const idToken = b64({ alg: 'none' }) + '.' + b64({ oid: account.id, tid: account.tenant, sub: account.id, preferred_username: account.username, exp, iat: 0 }) + '.';
    answer({
      success: true,
      token: { access_token: token, expires_in: exp - Math.floor(Date.now() / 1000), id_token: idToken, scope: tokenParams.scope, properties: null },
      account: { homeAccountId: account.id + '.' + account.tenant, environment: 'login.microsoftonline.com', tenantId: account.tenant, username: account.username, localAccountId: account.id },
    });
  },
};
})();`;
