import { allWith, createGraph, type Graph } from '../api/graph.ts';
import { type Fetch, HttpError } from '../api/http.ts';
import type { Page } from '../session/use-reading.ts';
import { type BatchRequest, batch } from './batch.ts';
import { type FolderNode, folderTree, type MailFolder, type WellKnown, wellKnownNames } from './folders.ts';
import { createLane } from './lane.ts';
import {
  type Attachment,
  type Category,
  type FullMessage,
  fullFields,
  type Message,
  messageFields,
  type Recipient,
} from './message.ts';
import { type Listed, mergePeople, type Person, type Related } from './people.ts';
import { createUploader } from './upload.ts';

/** What the Mail view needs of Graph, as Microsoft's own web client has it. MailboxSettings.Read: the colours of categories. */
export const mailScopes = ['Mail.ReadWrite', 'Mail.Send', 'People.Read', 'User.ReadBasic.All', 'MailboxSettings.Read']
  .map((name) => `https://graph.microsoft.com/${name}`)
  .join(' ');

export type Tab = 'focused' | 'other';
export type Answering = 'reply' | 'replyAll' | 'forward';
/** What may be changed: of a draft everything, of other messages the last four. */
export interface MessageChange {
  subject?: string;
  body?: { contentType: 'html'; content: string };
  toRecipients?: Recipient[];
  ccRecipients?: Recipient[];
  bccRecipients?: Recipient[];
  importance?: Message['importance'];
  isRead?: boolean;
  flag?: Message['flag'];
  categories?: string[];
}

interface Collection<T> {
  value: T[];
  '@odata.nextLink'?: string;
}

const id = encodeURIComponent;
const answers: Record<Answering, string> = {
  reply: 'createReply',
  replyAll: 'createReplyAll',
  forward: 'createForward',
};
/** Ids that stay when a message moves: an address of this view leads to it wherever it is. https://learn.microsoft.com/graph/outlook-immutable-id */
const headers = { Prefer: 'IdType="ImmutableId"' };
const pageSize = 50;

export interface MailApiOptions {
  /** Address of Graph with its version. */
  root: string;
  token: () => Promise<string>;
  fetch: Fetch;
}

/** No more calls at once than the mailbox takes; a batch makes as many as are in it. */
function inLane(graph: Graph): Graph {
  const lane = createLane();
  const call: Graph['call'] = (path, request) => {
    const { requests } = (request?.body ?? {}) as { requests?: unknown[] };
    return lane(requests?.length ?? 1, () => graph.call(path, request));
  };
  return { call, all: allWith(call) };
}

/** One person's mailbox. Every function throws HttpError, or TypeError when nothing answers. */
export function createMailApi({ root, token, fetch }: MailApiOptions) {
  const graph = inLane(createGraph(root, token, fetch));
  const call = <T>(path: string, method = 'GET', body?: unknown) => graph.call<T>(path, { method, body, headers });
  /** Reads go one by one, four at a time: a batch is a POST, which everybody who follows Graph's writes takes for one. */
  const many = <T>(paths: readonly string[]) => Promise.all(paths.map((path) => call<T>(path)));
  const write = (messages: readonly string[], request: (path: string) => BatchRequest) =>
    batch(
      graph,
      messages.map((message) => ({ ...request(pathTo(message)), headers })),
    );
  const pathTo = (message: string) => `me/messages/${id(message)}`;
  let known: Promise<Map<string, WellKnown>> | undefined;

  async function pageOf(path: string): Promise<Page<Message>> {
    const answer = await call<Collection<Message>>(path);
    const next = answer['@odata.nextLink'];
    return { items: answer.value, more: next === undefined ? undefined : () => pageOf(next) };
  }

  /** Graph 1.0 does not say which folder is which, so each is asked for by its name. */
  async function readKnown() {
    const found = await many<{ id: string }>(wellKnownNames.map((name) => `me/mailFolders/${name}?$select=id`));
    return new Map(found.map((folder, i) => [folder.id, wellKnownNames[i]!]));
  }

  return {
    async folders(): Promise<FolderNode[]> {
      known ??= readKnown().catch((error) => {
        known = undefined;
        throw error;
      });
      const names = await known;
      const all = await graph.all<MailFolder>('me/mailFolders?$top=250', { headers });
      for (let parents = all.filter((f) => f.childFolderCount > 0); parents.length > 0; ) {
        const inside = parents.map((parent) =>
          graph.all<MailFolder>(`me/mailFolders/${id(parent.id)}/childFolders?$top=250`, { headers }),
        );
        const children = (await Promise.all(inside)).flat();
        all.push(...children);
        parents = children.filter((f) => f.childFolderCount > 0);
      }
      return folderTree(all, names);
    },

    /** Newest first. @param folder a well-known name or an id */
    messages(folder: string, tab?: Tab): Promise<Page<Message>> {
      // What is ordered by has to be filtered by, and first: https://learn.microsoft.com/graph/api/user-list-messages#using-filter-and-orderby-in-the-same-query
      const filter = tab && `receivedDateTime ge 1900-01-01T00:00:00Z and inferenceClassification eq '${tab}'`;
      const query = `$select=${messageFields}&$orderby=receivedDateTime desc&$top=${pageSize}`;
      return pageOf(`me/mailFolders/${id(folder)}/messages?${query}${filter ? `&$filter=${id(filter)}` : ''}`);
    },
    /** In all folders. @param text words, or KQL: 'from:Alex deck' */
    search: (text: string): Promise<Page<Message>> =>
      pageOf(
        `me/messages?$select=${messageFields}&$top=${pageSize}&$search=${id(`"${text.replace(/["\\]/g, '\\$&')}"`)}`,
      ),

    message: (messageId: string) => call<FullMessage>(`${pathTo(messageId)}?$select=${fullFields}`),
    /** All of a conversation, in whatever folder, oldest first. */
    async conversation(conversationId: string): Promise<FullMessage[]> {
      const filter = id(`conversationId eq '${conversationId.replaceAll("'", "''")}'`);
      const all = await graph.all<FullMessage>(`me/messages?$select=${fullFields}&$top=${pageSize}&$filter=${filter}`, {
        headers,
      });
      return all.sort((a, b) => a.receivedDateTime.localeCompare(b.receivedDateTime));
    },
    categories: () => graph.all<Category>('me/outlook/masterCategories'),

    change: (messages: readonly string[], change: MessageChange) =>
      write(messages, (url) => ({ method: 'PATCH', url, body: change })),
    move: (messages: readonly string[], destinationId: string) =>
      write(messages, (path) => ({ method: 'POST', url: `${path}/move`, body: { destinationId } })),
    /** Into Deleted Items; what is there already goes for good. */
    remove: (messages: readonly string[]) => write(messages, (url) => ({ method: 'DELETE', url })),

    createDraft: (content: MessageChange = {}) => call<FullMessage>('me/messages', 'POST', content),
    answer: (message: string, how: Answering) => call<FullMessage>(`${pathTo(message)}/${answers[how]}`, 'POST'),
    updateDraft: (draft: string, change: MessageChange) => call<FullMessage>(pathTo(draft), 'PATCH', change),
    send: (draft: string) => call<undefined>(`${pathTo(draft)}/send`, 'POST'),
    /** A draft in which nothing was written leaves nothing behind. */
    async erase(draft: string): Promise<void> {
      await call(pathTo(draft), 'DELETE');
      await call(pathTo(draft), 'DELETE').catch((error: unknown) => {
        if (!(error instanceof HttpError && error.status === 404)) throw error;
      });
    },

    /** Without what is in them; pictures inside of the text come with their content. */
    async attachments(message: string): Promise<Attachment[]> {
      const path = `${pathTo(message)}/attachments`;
      const all = await graph.all<Attachment>(`${path}?$select=id,name,contentType,size,isInline`, { headers });
      const inline = all.filter((a) => a.isInline && a['@odata.type'] === '#microsoft.graph.fileAttachment');
      const read = await many<Attachment>(inline.map((a) => `${path}/${id(a.id)}`));
      return all.map((a) => read.find((other) => other.id === a.id) ?? a);
    },
    attachedItem: (message: string, attachment: string) =>
      call<Attachment>(`${pathTo(message)}/attachments/${id(attachment)}?$expand=microsoft.graph.itemattachment/item`),
    async download(message: string, attachment: string): Promise<Blob> {
      const answer = await fetch(`${root}/${pathTo(message)}/attachments/${id(attachment)}/$value`, {
        headers: { Authorization: `Bearer ${await token()}` },
      });
      if (!answer.ok) throw new HttpError(answer.status, await answer.json().catch(() => undefined));
      return await answer.blob();
    },
    attach: createUploader({ graph, fetch }),
    detach: (message: string, attachment: string) =>
      call<undefined>(`${pathTo(message)}/attachments/${id(attachment)}`, 'DELETE'),

    /** People whose name or address begins with what was typed, those one works with first. */
    async people(text: string): Promise<Person[]> {
      const words = text.replace(/["\\]/g, ' ').trim();
      if (words === '') return [];
      const select = '$select=displayName,mail,jobTitle';
      const search = id(`"displayName:${words}" OR "mail:${words}"`);
      const [related, listed] = await Promise.all([
        graph.call<Collection<Related>>(`me/people?$top=8&$search=${id(`"${words}"`)}`),
        graph.call<Collection<Listed>>(`users?$top=8&${select}&$search=${search}`, {
          headers: { ConsistencyLevel: 'eventual' },
        }),
      ]);
      return mergePeople(related.value, listed.value);
    },
  };
}
export type MailApi = ReturnType<typeof createMailApi>;
