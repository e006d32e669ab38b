import type { Fault } from '../../sandbox/tenant/faults.ts';
import type { Office } from './office.ts';

/** What a person reads, in chat and tab alike; 'works': what they wanted. */
export type Outcome = RegExp | 'works';

export interface Row {
  fault: string;
  /** How it comes about; what it does is taken back with `clear` and a network that works. */
  happens: Partial<Fault>[] | ((office: Office) => void | Promise<void>);
  read: Outcome;
  /** After it the fault is over: whatever was read, the task is there once, asked for again (with its key, or its button) or not. */
  write: Outcome;
  /** What differs in one of the surfaces. */
  chat?: { read?: Outcome; write?: Outcome };
  tab?: { read?: Outcome; write?: Outcome };
}

/** The calls that the wishes of the table make: an agenda is read, a task is written. */
export const read: Fault['match'] = { method: 'GET', path: '/calendarView' };
export const write: Fault['match'] = { method: 'POST', path: '/todo/lists/[^/]+/tasks' };

const busy =
  /Microsoft 365 is too busy with your requests at the moment\.[\s\S]*Nothing was changed\. Try again in 90 seconds/;
const away = /Microsoft 365 cannot be reached at the moment\.[\s\S]*Nothing was changed\. Try again in a minute/;
const late = /Microsoft 365 took too long to answer\.[\s\S]*Nothing was changed\. Try again in a minute/;
const unclear = /It is not known yet whether it happened\.[\s\S]*Aide keeps looking into it and does not do it twice/;
const consent = /Aide does not have your permission for this yet\.[\s\S]*(Press "Allow"|Allow)/;
const step = /Your organisation asks for another sign-in step[\s\S]*(Press "Continue"|Continue)/;
/** In the chat a button leads to what is missing, and what was asked for is done after it. */
const allow = /I need your permission for this[\s\S]*kept for an hour, and done right after it[\s\S]*Give permission/;
const goOn =
  /Your organisation asks for another sign-in step[\s\S]*kept for an hour, and done right after it[\s\S]*Go on/;
const entra =
  /The sign-in service of Microsoft 365 cannot be reached at the moment\.[\s\S]*Nothing was changed\. Try again in a minute/;
const tokens =
  /The sign-in service of Microsoft Teams does not answer\.[\s\S]*Nothing was changed\. Try again in a minute/;
const storage = /Aide cannot reach its own storage at the moment\./;

/** Faults and their outcomes: docs/operations.md has the same list for people. */
export const rows: Row[] = [
  {
    fault: 'every other call is throttled for a second',
    happens: [{ kind: 'status', status: 429, retryAfter: 1, every: 2 }],
    read: 'works',
    write: 'works',
  },
  {
    fault: 'all calls are throttled for longer than anybody waits',
    happens: [{ kind: 'status', status: 429, retryAfter: 90 }],
    read: busy,
    write: busy,
  },
  {
    fault: 'Graph stumbles once (503)',
    happens: [{ kind: 'status', status: 503, times: 1 }],
    read: 'works',
    write: 'works',
  },
  { fault: 'Graph is away (503)', happens: [{ kind: 'status', status: 503 }], read: away, write: unclear },
  { fault: 'a gateway gives up (504)', happens: [{ kind: 'status', status: 504 }], read: away, write: unclear },
  { fault: 'answers come too late', happens: [{ kind: 'latency', ms: 2500 }], read: late, write: unclear },
  {
    fault: 'a connection breaks before the call is carried out',
    happens: [{ kind: 'drop', when: 'before', times: 1 }],
    read: 'works',
    write: 'works',
  },
  {
    fault: 'a connection breaks after the call was carried out',
    happens: [{ kind: 'drop', when: 'after', times: 1 }],
    read: 'works',
    write: 'works',
  },
  { fault: 'every connection breaks', happens: [{ kind: 'drop', when: 'before' }], read: away, write: unclear },
  {
    fault: 'a proxy answers once with a page of its own, and the call was carried out',
    happens: [{ kind: 'garbled', times: 1 }],
    read: 'works',
    write: 'works',
  },
  {
    fault: 'a proxy answers with pages of its own',
    happens: [{ kind: 'garbled', when: 'before' }],
    read: away,
    write: unclear,
  },
  {
    fault: 'JSON breaks off in the middle',
    happens: [{ kind: 'garbled', contentType: 'application/json', body: '{"value": [', times: 1 }],
    read: 'works',
    write: 'works',
  },
  {
    fault: 'consent is taken back in the middle',
    happens: ({ revoke }) => revoke(),
    read: consent,
    write: consent,
    chat: { read: allow, write: allow },
  },
  {
    fault: 'Conditional Access asks for another step',
    happens: [{ kind: 'claims' }],
    read: step,
    write: step,
    chat: { read: goOn, write: goOn },
  },
  {
    fault: 'Entra ID is away',
    happens: ({ faults, sandbox }) =>
      faults({
        match: { path: '/oauth2/v2.0/token', app: sandbox.tenant.aide.clientId },
        kind: 'status',
        status: 503,
      }),
    read: entra,
    write: entra,
  },
  {
    fault: 'Entra ID answers with a page',
    happens: ({ faults, sandbox }) =>
      faults({ match: { path: '/oauth2/v2.0/token', app: sandbox.tenant.aide.clientId }, kind: 'garbled' }),
    read: entra,
    write: entra,
  },
  {
    fault: 'the token service of the bot is away',
    happens: ({ faults }) => faults({ match: { path: '/token/api/usertoken' }, kind: 'status', status: 503 }),
    read: 'works',
    write: 'works',
    chat: {
      read: tokens,
      write: tokens,
    },
  },
  {
    fault: 'the storage refuses connections',
    happens: ({ network }) => network.be('refuses'),
    read: 'works',
    write: storage,
    chat: { read: storage, write: storage },
  },
  {
    fault: 'the storage takes connections and never answers',
    happens: ({ network }) => network.be('hangs'),
    read: 'works',
    write: storage,
    chat: { read: storage, write: storage },
  },
];
