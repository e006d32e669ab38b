import { foldersInput, foldersOutput, listInput, listOutput, searchInput } from '@aide/contracts/mail';
import type { MailFolder, Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import type { Context, Query } from '../feature.ts';
import { mailOf, preferring, quoted, read, readAll, shortFields } from './message.ts';
import { readScopes } from './scopes.ts';

type Found = z.output<typeof listOutput>;

/** Messages of a folder, newest first. One round trip. */
export const listQuery: Query<typeof listInput, Found> = {
  name: 'mail.list',
  title: 'Your mail, newest first',
  scopes: readScopes,
  input: listInput,
  output: listOutput,
  async run(ctx, input) {
    const { timeZone } = await ctx.profile();
    return { ...(await readList(ctx, input)), timeZone };
  },
};

/**
 * The same for whoever knows better what to pass over, and how many there may be.
 * @param hidden well-known names of folders that do not count when mail is looked for everywhere
 */
export async function readList(
  ctx: Pick<Context, 'graph'>,
  { folder, skip, top, ...which }: z.output<typeof listInput>,
  hidden: readonly string[] = ['deleteditems', 'junkemail'],
): Promise<Pick<Found, 'mails' | 'more'>> {
  const everywhere = folder === 'all';
  const path = everywhere ? '/me/messages' : `/me/mailFolders/${encodeURIComponent(folder)}/messages`;
  const filter = filterOf(which, everywhere);
  const query = {
    $select: shortFields,
    $orderby: 'receivedDateTime desc',
    $top: top + 1,
    ...(skip > 0 ? { $skip: skip } : {}),
    ...(filter ? { $filter: filter } : {}),
  };
  // What lies in Deleted Items and Junk Email cannot be filtered out by Graph, so their ids come along.
  const [page, ...folders] = await readAll<{ value: Message[] } & MailFolder>(ctx, [
    read(path, query),
    ...(everywhere ? hidden.map(folderRequest) : []),
  ]);
  const passedOver = new Set(folders.map(({ id }) => id));
  const found = page!.value.map(mailOf);
  const mails = found.slice(0, top).filter(({ folderId }) => !passedOver.has(folderId));
  return { mails, more: found.length > top };
}

const folderRequest = (name: string) => read(`/me/mailFolders/${name}`, { $select: 'id,displayName' });

/** Ids of folders by their well-known names. */
export async function folderIds(ctx: Pick<Context, 'graph'>, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const folders = await readAll<MailFolder>(ctx, names.map(folderRequest));
  return new Set(folders.map(({ id }) => id ?? ''));
}

type Which = Omit<z.output<typeof listInput>, 'folder' | 'skip' | 'top'>;

/**
 * What is ordered by has to be filtered first, or Exchange finds the filter inefficient.
 * https://learn.microsoft.com/graph/api/user-list-messages#using-filter-and-orderby-in-the-same-query
 */
function filterOf({ unread, flagged, withAttachments, from, since, until }: Which, everywhere: boolean): string {
  const rest = [
    ...(until ? [`receivedDateTime lt ${utc(until)}`] : []),
    ...(unread ? ['isRead eq false'] : []),
    ...(flagged ? ["flag/flagStatus eq 'flagged'"] : []),
    ...(withAttachments ? ['hasAttachments eq true'] : []),
    ...(from ? [`from/emailAddress/address eq ${quoted(from)}`] : []),
    ...(everywhere ? ['isDraft eq false'] : []),
  ];
  if (rest.length === 0 && !since) return '';
  return [`receivedDateTime ge ${since ? utc(since) : '1900-01-01T00:00:00Z'}`, ...rest].join(' and ');
}

const utc = (iso: string) => `${new Date(iso).toISOString().slice(0, 19)}Z`;

/** The most that a search is looked through. */
const deepest = 250;

/** Words in sender, subject, text and names of attachments, by Exchange's index. */
export const searchQuery: Query<typeof searchInput, Found> = {
  name: 'mail.search',
  title: 'Search your mail',
  scopes: readScopes,
  input: searchInput,
  output: listOutput,
  async run(ctx, { text, from, since, until, skip, top }) {
    const { timeZone } = await ctx.profile();
    const clauses = [
      ...words(text),
      ...(from ? words(from).map((word) => `from:${word}`) : []),
      ...(since ? [`received>=${since}`] : []),
      ...(until ? [`received<${until}`] : []),
    ];
    if (words(text).length === 0 && !from) return { mails: [], more: false, timeZone };
    // $search knows neither $skip nor $orderby; its pages follow by links.
    const wanted = Math.min(skip + top + 1, deepest);
    const found = await ctx.graph.list<Message>(
      '/me/messages',
      { $search: `"${clauses.join(' ')}"`, $select: shortFields, $top: wanted },
      { headers: preferring, max: wanted },
    );
    const mails = found.map(mailOf).sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
    return { mails: mails.slice(skip, skip + top), more: found.length > skip + top, timeZone };
  },
};

/** Words alone: whatever else KQL knows has no meaning in what a person types here. */
const words = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}._'’@-]*/gu) ?? [])
    .map((word) => word.replace(/[._'’-]+$/u, ''))
    .filter((word) => !/^(?:and|or|not|near)$/i.test(word))
    .slice(0, 12);

export const foldersQuery: Query<typeof foldersInput, z.output<typeof foldersOutput>> = {
  name: 'mail.folders',
  title: 'Your mail folders',
  scopes: readScopes,
  input: foldersInput,
  output: foldersOutput,
  run: async (ctx) => ({ folders: await readFolders(ctx) }),
};

type Folder = z.output<typeof foldersOutput>['folders'][number];

/** Folders and those in them, two levels deep: how deep people name them. */
export async function readFolders(ctx: Pick<Context, 'graph'>): Promise<Folder[]> {
  const all = await ctx.graph.list<MailFolder>(
    '/me/mailFolders',
    { $select: 'id,displayName', $expand: 'childFolders($select=id,displayName)', $top: 100 },
    { headers: preferring, max: 300 },
  );
  return all.flatMap((folder) => {
    const name = folder.displayName ?? '';
    const inside = (folder.childFolders ?? []).map((child) => ({
      id: child.id ?? '',
      name: child.displayName ?? '',
      path: `${name} › ${child.displayName ?? ''}`,
    }));
    return [{ id: folder.id ?? '', name, path: name }, ...inside];
  });
}
