import type { Route } from '../app/route.ts';
import { recordOf, textOf } from './messages.ts';

/** What follows '#/app/': a page of the app, where it is pinned, and what it is to show; or a link that says so. */
export interface TabPlace {
  entityId?: string;
  subPageId?: string;
  /** Of the channel or group chat it is pinned in; absent: the personal app. */
  channelId?: string;
}

const channelMark = 'channel:';
const linkMark = 'link:';

/** 'home/tasks/AAMk…', 'channel:19:…@thread.tacv2/home/…' */
export const detailOf = ({ entityId, subPageId, channelId }: TabPlace): string | undefined =>
  [channelId === undefined ? undefined : channelMark + channelId, entityId, subPageId]
    .filter((part) => part !== undefined)
    .join('/') || undefined;

export function placeOf(detail: string | undefined): TabPlace {
  if (detail?.startsWith(linkMark)) {
    const linked = readLink(detail.slice(linkMark.length));
    return linked?.to === 'tab' ? linked.place : {};
  }
  const [first, ...rest] = detail?.split('/') ?? [];
  const channelId = first?.startsWith(channelMark) ? first.slice(channelMark.length) : undefined;
  const [entityId, ...sub] = channelId === undefined ? [first, ...rest] : rest;
  const subPageId = sub.join('/');
  return {
    ...(channelId === undefined ? {} : { channelId }),
    ...(entityId ? { entityId } : {}),
    ...(subPageId ? { subPageId } : {}),
  };
}

/** Where a deep link into Teams leads. */
export type Linked = { to: 'tab'; appId: string; place: TabPlace } | { to: 'chat'; users: string[] };

const teamsOrigins = new Set(['https://teams.microsoft.com', 'https://teams.cloud.microsoft']);

/**
 * Reads a deep link, of Teams itself or of this page, which stands for it.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 * @param here this page's origin; absent: links by path alone
 * @returns undefined for an address of anything else
 */
export function readLink(address: string, here = 'https://teams.microsoft.com'): Linked | undefined {
  if (!URL.canParse(address, here)) return undefined;
  const { origin, pathname, searchParams } = new URL(address, here);
  if (origin !== here && !teamsOrigins.has(origin)) return undefined;
  const [, l, kind, first = '', second = ''] = pathname.split('/').map(decoded);
  if (l !== 'l') return undefined;
  if (kind === 'chat') return { to: 'chat', users: (searchParams.get('users') ?? '').split(',').filter(Boolean) };
  if (kind !== 'entity' || !first) return undefined;
  const { subEntityId, subPageId, channelId, chatId } = recordOf(parsed(searchParams.get('context')));
  const sub = textOf(subEntityId) ?? textOf(subPageId);
  const channel = textOf(channelId) ?? textOf(chatId);
  return {
    to: 'tab',
    appId: first,
    place: {
      ...(second ? { entityId: second } : {}),
      ...(sub === undefined ? {} : { subPageId: sub }),
      ...(channel === undefined ? {} : { channelId: channel }),
    },
  };
}

/** The link that `shareDeepLink` gives out. */
export function linkTo(here: string, appId: string, { entityId = '', subPageId, channelId }: TabPlace, label?: string) {
  const url = new URL(`/l/entity/${appId}/${encodeURIComponent(entityId)}`, here);
  if (label) url.searchParams.set('label', label);
  const pinned = channelId?.endsWith('@thread.v2') ? { chatId: channelId, contextType: 'chat' } : { channelId };
  const context = { ...(subPageId ? { subEntityId: subPageId } : {}), ...(channelId ? pinned : {}) };
  if (Object.keys(context).length > 0) url.searchParams.set('context', JSON.stringify(context));
  return url.href;
}

/** The place on this page for a link to a tab; what is in it is read there. */
export function tabRoute(address: string | undefined, here: string): Route | undefined {
  if (!address || readLink(address, here)?.to !== 'tab') return undefined;
  const { pathname, search } = new URL(address, here);
  return { view: 'app', detail: `${linkMark}${pathname}${search}` };
}

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
