/// <reference types="office-js" />
import { createDialogs, messageParent } from './dialog.ts';
import { atLeast, itemOf } from './item.ts';
import { createHandlers, type Link, method } from './link.ts';
import { names } from './names.ts';
import { type HostState, toEwsId, toRestId } from './protocol.ts';

/** `Office.context` in the frame of a pane. It follows what the page tells. */
export function contextOf(link: Link, host: HostState) {
  const { client, person, locale, timeZone, signsIn } = host;
  const handlers = createHandlers();
  let { theme } = host;
  let item = itemOf(link, { client, state: host.item });
  link.onEvent((event) => {
    if (event.name === 'item') {
      item = itemOf(link, { client, state: event.value });
      handlers.fire(names.EventType.ItemChanged);
    } else {
      theme = event.value;
      handlers.fire(names.EventType.OfficeThemeChanged, { officeTheme: theme });
    }
  });
  /** By requirement set the highest version there is. */
  const sets: Record<string, string> = {
    Mailbox: client.mailbox,
    DialogApi: '1.2',
    ...(signsIn ? { NestedAppAuth: '1.1' } : {}),
    ...(client.platform === 'OfficeOnline' ? {} : { OpenBrowserWindowApi: '1.1' }),
  };
  return {
    displayLanguage: locale,
    contentLanguage: locale,
    host: names.HostType.Outlook,
    platform: client.platform,
    diagnostics: { host: names.HostType.Outlook, platform: client.platform, version: '16.01' },
    requirements: { isSetSupported: (name: string, version = '1.1') => atLeast(sets[name] ?? '1.0', version) },
    get officeTheme() {
      // For add-ins of Outlook since 1.14.
      return atLeast(client.mailbox, '1.14') ? theme : undefined;
    },
    roamingSettings: settingsOf(link, host.settings),
    ui: {
      displayDialogAsync: createDialogs(),
      messageParent,
      openBrowserWindow: (url: string) => void link.ask('openLink', url),
    },
    mailbox: {
      get item() {
        return item;
      },
      diagnostics: { hostName: client.hostName, hostVersion: '16.01' },
      userProfile: { ...person, timeZone, accountType: 'office365' },
      convertToRestId: (id: string) => toRestId(id),
      convertToEwsId: (id: string) => toEwsId(id),
      addHandlerAsync: handlers.addHandlerAsync,
      removeHandlerAsync: handlers.removeHandlerAsync,
    } satisfies Partial<Record<keyof Office.Mailbox, unknown>>,
  } satisfies Partial<Record<keyof Office.Context, unknown>>;
}

function settingsOf(link: Link, saved: Record<string, unknown>) {
  const settings = { ...saved };
  return {
    get: (name: string) => settings[name],
    set(name: string, value: unknown) {
      settings[name] = value;
    },
    remove(name: string) {
      delete settings[name];
    },
    saveAsync: method(() => link.ask<void>('saveSettings', settings)),
  };
}
