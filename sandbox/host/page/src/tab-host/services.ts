import type { InstalledApp } from '../../../../teams/protocol.ts';
import type { Person } from '../api/sandbox.ts';
import { go } from '../app/use-route.ts';
import { openUrl } from '../chat/card-actions.ts';
import type { ChatStore } from '../chat/store.ts';
import type { Tokens } from '../session/tokens.ts';
import { readLink, type TabPlace } from './address.ts';
import type { DialogWish, HostServices } from './host-calls.ts';
import { type FrameContext, runtimeOf } from './hosts.ts';
import { authenticateIn, isAllowedAddress, reachedBy } from './popup.ts';
import type { HostSettings } from './settings.ts';
import { answerToken } from './sign-in.ts';

interface Parts
  extends Pick<HostServices, 'context' | 'share' | 'resizeDialog' | 'endDialog' | 'toDialog' | 'toParent' | 'config'> {
  frame: FrameContext;
  app: InstalledApp;
  settings: HostSettings;
  people: Person[];
  tokens: Tokens;
  chat: ChatStore;
  notify(text: string, kind?: 'info' | 'error'): void;
  /** @returns [error, result] when it ends */
  openDialog(wish: DialogWish): Promise<unknown[]>;
  show(place: TabPlace): void;
}

/** What this page does for an app in one of its frames. */
export function createServices(parts: Parts): Omit<HostServices, 'started' | 'registered'> {
  const { frame, app, settings, people, tokens, chat, notify, openDialog, show } = parts;
  const { context, share, resizeDialog, endDialog, toDialog, toParent, config } = parts;
  const { host, signIn } = settings;

  const showHere: HostServices['show'] = (place, appId = app.teamsAppId) => {
    // Those of channels and chats are known where they are.
    const isKnown = !place.entityId || place.channelId || app.tabs.some(({ entityId }) => entityId === place.entityId);
    if (appId !== app.teamsAppId || !isKnown) {
      notify('This app, or this page of it, is not installed.', 'error');
      return false;
    }
    show(place);
    return true;
  };

  const openChat = (users: string[]) => {
    const isBot = users.some((user) => user.replace(/^28:/, '') === app.botId);
    const wanted = users.map((user) => user.toLowerCase());
    const ids = people.flatMap(({ id, userPrincipalName: upn }) =>
      wanted.includes(upn.toLowerCase()) || wanted.includes(id) ? [id] : [],
    );
    if (isBot || ids.length === 0) go({ view: 'chat' });
    else
      chat.create(ids).then(
        ({ id }) => go({ view: 'chat', detail: id }),
        () => notify('The chat could not be opened.', 'error'),
      );
    return true;
  };

  return {
    ...{ frame, context, share, resizeDialog, endDialog, toDialog, toParent, config, openChat, show: showHere },
    runtime: (version) => runtimeOf(host, version),
    token: (claims) =>
      answerToken({
        mode: signIn,
        resource: app.webApplicationInfo?.resource,
        token: (scope) => tokens(scope, claims),
      }),
    authenticate: (url, width, height) =>
      authenticateIn({
        ...{ here: window, host, validDomains: app.validDomains, width, height },
        url: reachedBy(app.tabs, url),
      }),
    openLink(url) {
      const linked = readLink(url, window.location.origin);
      if (linked?.to === 'tab') return showHere(linked.place, linked.appId);
      if (linked?.to === 'chat') return openChat(linked.users);
      if (!/^https?:/.test(url)) return false;
      void openUrl(url).then((opened) => opened || notify('The browser blocked the window. Allow it.', 'error'));
      return true;
    },
    back() {
      window.history.back();
      return true;
    },
    dialog(wish) {
      if (frame !== 'content') return Promise.resolve(['A dialog opens no dialog.']);
      if (wish.url === undefined && wish.card === undefined)
        return Promise.resolve(['A dialog needs a url or a card.']);
      if (wish.url !== undefined && !isAllowedAddress(wish.url, app.validDomains))
        return Promise.resolve(['The address is not on a domain of the manifest.']);
      return openDialog(wish);
    },
    leaveFocus() {
      document.getElementById('main')?.focus();
    },
  };
}
