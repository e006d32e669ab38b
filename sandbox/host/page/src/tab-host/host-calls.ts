import type { TabPlace } from './address.ts';
import type { FrameContext } from './hosts.ts';
import { recordOf, textOf } from './messages.ts';

/** A dialog that a page asked for, as TeamsJS writes it. */
export interface DialogWish {
  title: string;
  url?: string;
  /** An Adaptive Card, as JSON. */
  card?: string;
  /** Pixels, or Teams' names for sizes. */
  width?: number | string;
  height?: number | string;
}

/** `pages.config.Config` as a page gave it: read where it is kept. */
export type TabConfig = Record<string, unknown>;

/** What the dialog does in which a tab is set up. */
export interface ConfigServices {
  /** May it be saved as it is? */
  setValid(isValid: boolean): void;
  /** What is to be kept when it is saved. */
  set(config: TabConfig): void;
  /** What was kept before. */
  get(): TabConfig;
  /** The page is done with saving. @param reason why not */
  saved(reason?: string): void;
}

/** What the host does for a page in one of its frames. */
export interface HostServices {
  frame: FrameContext;
  context(): Record<string, unknown>;
  runtime(version: unknown): string;
  /** 'appInitialization.…' */
  started(event: string, args: unknown[]): void;
  registered(handler: string): void;
  token(claims: string | undefined): Promise<unknown[]>;
  authenticate(url: unknown, width: unknown, height: unknown): Promise<unknown[]>;
  /** @returns whether the link could be opened */
  openLink(url: string): boolean;
  openChat(users: string[]): boolean;
  /** To a page of the app; no entityId is its first one. */
  show(place: TabPlace, appId?: string): boolean;
  share(subPageId: string, label: string): void;
  back(): boolean;
  /** @returns [error, result] */
  dialog(wish: DialogWish): Promise<unknown[]>;
  resizeDialog(size: Pick<DialogWish, 'width' | 'height'>): void;
  endDialog(result: unknown): void;
  toDialog(message: unknown): void;
  toParent(message: unknown): void;
  /** Absent where nothing is set up. */
  config?: ConfigServices;
  /** The keyboard's way out of the frame. */
  leaveFocus(forward: boolean): void;
}

type Call = (host: HostServices, args: unknown[]) => unknown[] | undefined | Promise<unknown[]>;

const noAnswer = undefined;
const refusal = 'The host cannot open this.';
const succeeded = (done: boolean): unknown[] => (done ? [true] : [false, refusal]);
/** How calls answer that came to TeamsJS later: an error, or nothing. */
const orError = (done: boolean): unknown[] => (done ? [] : [{ errorCode: 404, message: refusal }]);
const numberOrText = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? value : undefined);

const sizeOf = (info: Record<string, unknown>) => ({
  width: numberOrText(info.width),
  height: numberOrText(info.height),
});

/** TeamsJS's calls by their names in its messages; the arguments are the library's. What is not here is not answered. */
export const hostCalls: Record<string, Call> = {
  // The last is what a host says that knows no runtime; TeamsJS then reads it as the newest that it may use.
  initialize: (host, [, version]) => [host.frame, 'web', host.runtime(version), '2.0.1'],
  getContext: (host) => [host.context()],
  registerHandler(host, [name]) {
    if (typeof name === 'string') host.registered(name);
    return noAnswer;
  },

  'authentication.getAuthToken': (host, [, claims]) =>
    host.token(Array.isArray(claims) ? textOf(claims[0]) : textOf(claims)),
  'authentication.authenticate': (host, [url, width, height]) => host.authenticate(url, width, height),

  executeDeepLink: (host, [url]) => succeeded(typeof url === 'string' && host.openLink(url)),
  'chat.openChat'(host, [chat]) {
    const { members } = recordOf(chat);
    return succeeded(Array.isArray(members) && host.openChat(members.flatMap((m) => textOf(m) ?? [])));
  },
  'pages.navigateToApp'(host, [to]) {
    const { appId, pageId, subPageId, channelId } = recordOf(to);
    const place = { entityId: textOf(pageId), subPageId: textOf(subPageId), channelId: textOf(channelId) };
    return succeeded(host.show(place, textOf(appId)));
  },
  'pages.currentApp.navigateTo'(host, [to]) {
    const { pageId, subPageId } = recordOf(to);
    return orError(host.show({ entityId: textOf(pageId), subPageId: textOf(subPageId) }));
  },
  'pages.currentApp.navigateToDefaultPage': (host) => orError(host.show({})),
  navigateBack: (host) => succeeded(host.back()),
  shareDeepLink(host, [subPageId, label]) {
    host.share(textOf(subPageId) ?? '', textOf(label) ?? '');
    return noAnswer;
  },
  'settings.getSettings'(host) {
    const { entityId } = host.context();
    return [host.config?.get() ?? { entityId, contentUrl: '' }];
  },
  'settings.setValidityState'(host, [isValid]) {
    host.config?.setValid(isValid === true);
    return noAnswer;
  },
  'settings.setSettings'(host, [config]) {
    host.config?.set(recordOf(config));
    return succeeded(host.config !== undefined);
  },
  'settings.save.success'(host) {
    host.config?.saved();
    return noAnswer;
  },
  'settings.save.failure'(host, [reason]) {
    host.config?.saved(textOf(reason) ?? 'It could not be saved.');
    return noAnswer;
  },
  returnFocus(host, [forward]) {
    host.leaveFocus(forward === true);
    return noAnswer;
  },

  'tasks.startTask'(host, [wish]) {
    const info = recordOf(wish);
    const card = typeof info.card === 'string' ? info.card : info.card && JSON.stringify(info.card);
    return host.dialog({
      title: textOf(info.title) ?? '',
      url: textOf(info.url),
      card: textOf(card),
      ...sizeOf(info),
    });
  },
  'tasks.updateTask'(host, [size]) {
    host.resizeDialog(sizeOf(recordOf(size)));
    return noAnswer;
  },
  'tasks.completeTask'(host, [result]) {
    host.endDialog(result);
    return noAnswer;
  },
  messageForChild(host, [message]) {
    host.toDialog(message);
    return noAnswer;
  },
  messageForParent(host, [message]) {
    host.toParent(message);
    return noAnswer;
  },
};

/** Answers one call. @returns the answer's arguments; undefined: there is no answer */
export function answerCall(host: HostServices, func: string, args: unknown[]) {
  if (func.startsWith('appInitialization.')) {
    host.started(func, args);
    return noAnswer;
  }
  return Object.hasOwn(hostCalls, func) ? hostCalls[func]?.(host, args) : noAnswer;
}
