import { AideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { GraphRequest } from './graph.ts';

/** Time and patience of the door. */
export interface Limits {
  /** Milliseconds one request may take, its body included. */
  attempt: number;
  /** Milliseconds a whole call may take: waiting for the gate, all attempts and the pauses between them. */
  call: number;
  /** Requests made for one call at most. */
  attempts: number;
  /** Milliseconds: a longer Retry-After is told to the caller instead of waited for. */
  longestWait: number;
  /** Milliseconds before the second attempt when Graph names no time; doubles from there, jittered. */
  firstWait: number;
}

export const defaultLimits: Limits = {
  attempt: 30_000,
  call: 90_000,
  attempts: 4,
  longestWait: 30_000,
  firstWait: 500,
};

/** Where a call's token comes from; with a challenge, or `fresh`, a new one is got. */
export type TokenSource = (renew?: { claims?: string; fresh?: boolean }) => Promise<string>;

/**
 * One call on its way through the middleware: who makes it, what may be done again, and what became of it. Handed along in
 * the client's own way, as middleware options.
 */
export class Call {
  readonly method: GraphRequest['method'];
  readonly path: string;
  readonly repeatable: boolean;
  /** Reads only: then an answer that was lost leaves nothing in doubt. */
  readonly reads: boolean;
  /** Requests to the mailbox that Graph may run at once for this call. */
  readonly permits: number;
  /** The answer's body is handed on as it comes, instead of being read here. */
  readonly streams: boolean;
  /** Whose mailbox: the key of the gate. */
  readonly mailbox: string;
  readonly token: TokenSource;
  readonly log: Logger;
  readonly limits: Limits;
  /** Ends the whole call. */
  readonly signal: AbortSignal;
  readonly deadline: number;
  /** A request was sent and it is not known what became of it. */
  lost = false;
  /** Requests sent for it. */
  attempts = 0;
  /** The last answer's JSON, once it was read. */
  json?: { value: unknown };

  constructor(about: Omit<Call, 'lost' | 'attempts' | 'json'>) {
    this.method = about.method;
    this.path = about.path;
    this.repeatable = about.repeatable;
    this.reads = about.reads;
    this.permits = about.permits;
    this.streams = about.streams;
    this.mailbox = about.mailbox;
    this.token = about.token;
    this.log = about.log;
    this.limits = about.limits;
    this.signal = about.signal;
    this.deadline = about.deadline;
  }
}

/** Bytes of any type are the answer to these; everything else is answered with JSON, or with nothing. */
export const isRaw = (path: string): boolean => /\/(\$value|content)$/.test(path);

/** Actions that are posted and only read; the last segment of the path. */
const readingActions = new Set(['getschedule', 'findmeetingtimes', 'getmailtips', 'query', 'translateexchangeids']);
const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

export const isRead = ({ method, path }: GraphRequest): boolean =>
  method === 'GET' || (method === 'POST' && readingActions.has(lastSegment(path)));

/** May it be sent again when it is not known whether it arrived? */
export const isRepeatable = (request: GraphRequest): boolean =>
  request.repeatable ?? (isRead(request) || request.method === 'PUT' || request.method === 'DELETE');

/** Faults that pass: 501 (not made) and 507 (no space) are answers. */
export const isTransient = (status: number): boolean => status >= 500 && status !== 501 && status !== 507;

/** What lives in Exchange and counts against the mailbox's limit; `/me/people` has the same limit of its own kind. */
const inMailbox = new Set([
  'calendar',
  'calendars',
  'calendargroups',
  'calendarview',
  'events',
  'messages',
  'mailfolders',
  'mailboxsettings',
  'sendmail',
  'outlook',
  'contacts',
  'contactfolders',
  'people',
  'todo',
  'findmeetingtimes',
  'inferenceclassification',
]);

/** Permits of the gate that a request takes: one for the mailbox, none for the directory, files or Teams. */
export const permitsOf = ({ path }: GraphRequest): number =>
  path.split('/', 4).some((segment) => inMailbox.has(segment.toLowerCase())) ? 1 : 0;

/**
 * The path with its query, encoded.
 * @throws AideError invalid_input when an id in it would lead somewhere else ('..', '?', '#')
 */
export function pathOf({ path, query }: GraphRequest): string {
  const segments = path.split('/');
  const bad = /[?#\\\s]/.test(path) || segments.some((s) => /^(\.|%2e){1,2}$/i.test(s)) || !path.startsWith('/');
  if (bad)
    throw new AideError('invalid_input', {
      message: 'a Graph path with an id that is none',
      userMessage: 'That is not something Aide can find in Microsoft 365.',
      remedy: 'Choose it again from the list that Aide shows.',
    });
  // A text that was cut may end in half of a surrogate pair, which cannot be encoded.
  const encoded = (value: unknown) => encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, '\ufffd'));
  const options = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encoded(value)}`);
  return options.length === 0 ? path : `${path}?${options.join('&')}`;
}

/** A path for the log: ids, addresses and names are left out. '/me/events/{id}/accept', '/me/drive/{path}/content'. */
export const templateOf = (path: string): string =>
  path
    .split('?', 1)[0]!
    // Names of folders may look like Graph's own words: 'root:/Budget/Redundancies:/content'.
    .replace(/\/[^/]+:\/[^:]*(:|$)/, '/{path}')
    .split('/')
    .map((segment) => (/^(\$?[a-z][A-Za-z]{0,30}(\.[a-z]+)*|\{path\})?$/.test(segment) ? segment : '{id}'))
    .join('/');
