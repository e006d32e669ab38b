import { type HostState, toRestId } from '../../../office/protocol.ts';
import { recordOf, textOf } from '../tab-host/messages.ts';
import { OfficeFailure } from './connection.ts';
import type { Items } from './item.ts';

/** What the host does for the add-in in its frame. */
export interface HostServices {
  /** Resolves when it is known what is open. */
  state(): Promise<HostState>;
  items: Items;
  /** Opens the form of an answer. @param message id of the REST API */
  reply(message: string, to: 'sender' | 'all', html: string): Promise<void>;
  /** Where the cursor is in the draft that is open. @returns false: there is none */
  insert(html: string): boolean;
  bridge(request: string): Promise<string>;
  openLink(url: string): void;
  saveSettings(settings: Record<string, unknown>): void;
}

/** Characters of a new form's text. https://learn.microsoft.com/office/dev/add-ins/outlook/limits-for-activation-and-javascript-api-for-outlook-add-ins */
const formLimit = 32 * 1024;

type Work = (host: HostServices, args: unknown[]) => Promise<unknown>;

/** The calls of protocol.ts by name. */
const calls: Record<string, Work> = {
  start: (host) => host.state(),
  body: ({ items }, [id, coercion]) => items.body(restId(id), coercion === 'html' ? 'html' : 'text'),
  async field({ items }, [id, name]) {
    const value = await items.field(restId(id), textOf(name) ?? '');
    if (value === undefined) throw notSupported('There is no such field.');
    return value;
  },
  attachmentContent: ({ items }, [id, attachment]) => items.attachmentContent(restId(id), restId(attachment)),
  async reply(host, [id, to, content]) {
    const html = typeof content === 'string' ? content : (textOf(recordOf(content).htmlBody) ?? '');
    if (html.length > formLimit) throw new OfficeFailure(9000, 'DataExceedsMaximumSize', 'The body is too long.');
    await host.reply(restId(id), to === 'all' ? 'all' : 'sender', html);
  },
  async insert(host, [, data, coercion]) {
    const text = typeof data === 'string' ? data : '';
    if (!host.insert(coercion === 'html' ? text : htmlOf(text))) throw notSupported('No draft is open for writing.');
  },
  bridge: (host, [request]) => host.bridge(textOf(request) ?? '{}'),
  async openLink(host, [url]) {
    if (typeof url === 'string' && /^https?:/i.test(url)) host.openLink(url);
  },
  async saveSettings(host, [settings]) {
    host.saveSettings(recordOf(settings));
  },
};

/** @throws OfficeFailure, HttpError */
export async function answerCall(host: HostServices, name: string, args: unknown[]): Promise<unknown> {
  const work = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!work) throw notSupported('The host does not know this call.');
  return work(host, args);
}

const notSupported = (message: string) => new OfficeFailure(5000, 'OperationNotSupported', message);

const restId = (id: unknown) => toRestId(textOf(id) ?? '');

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const htmlOf = (text: string) => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c).replace(/\r?\n/g, '<br>');
