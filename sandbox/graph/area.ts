import type { Readable } from 'node:stream';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { TypeRef } from './metadata.ts';
import type { ODataQuery } from './odata.ts';
import type { Workload } from './workloads.ts';

/** The claims of a validated Graph token that matter here. */
export interface GraphToken {
  appid: string;
  /** Delegated: the person. */
  oid?: string;
  scp: string[];
  /** App-only. */
  roles: string[];
}

/** One Graph request, also one inside a $batch, after token, scopes, path and query options were checked. */
export interface GraphCall {
  tenant: Tenant;
  method: string;
  /** Path and query as they were asked for, after '/v1.0': '/me/events?$top=5'. */
  url: string;
  /** The route that was found, and what the metadata says stands there. */
  route: Route;
  type?: TypeRef;
  workload: Workload;
  /** Values of the `{…}` in the route's path, URL-decoded. */
  params: Record<string, string>;
  query: ODataQuery;
  /** Options that are not OData's, e.g. startDateTime; lower-case names. */
  plain: Record<string, string>;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** From the Prefer header, e.g. {'outlook.timezone': 'Pacific Standard Time', 'return': 'minimal'}; lower-case names. */
  prefer: Record<string, string>;
  /** Parsed JSON; undefined when there was none. With a raw route see `upload`. */
  body: unknown;
  /** The bytes that a raw route takes; read or not, what is left of them is thrown away after the answer. */
  upload?: Readable;
  token: GraphToken;
  /** The user that `me` or `users/{…}` in the path names. Set on routes that begin with `{user}`. */
  user: UserRow;
  /** The signed-in person; undefined with an app-only token. */
  me?: UserRow;
}

export interface GraphReply {
  status?: number;
  headers?: Record<string, string>;
  /**
   * A JSON body. For a collection use `collection(call, items)`; for one entity `entity(call, value)`: both put
   * `@odata.context`, apply $select and the rest. Bytes are a Buffer; many of them a Readable, with their content-length.
   */
  body?: unknown;
}

/**
 * One path and method. `path` is a template without version and without slash in front: '{user}/events/{event}' stands for
 * /me/events/… and /users/{id or userPrincipalName}/events/…; `search(q={q})` for a function's arguments. The scopes that allow it are in permissions/ under
 * 'GET {user}/events/{event}'.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  /** OData options that this path knows; any other answers 400 as Graph does. Default: $select for one, all basic ones for a collection. */
  options?: ODataOption[];
  /** true: counts against the gate of 4 concurrent calls per mailbox and app. */
  mailbox?: boolean;
  /** true: takes text/plain as well as JSON; `body` is a string then. */
  text?: boolean;
  /** true: takes bytes of any type in `upload`, however many, instead of JSON. */
  raw?: boolean;
  handle(call: GraphCall): GraphReply | Promise<GraphReply>;
}
export type ODataOption =
  | '$select'
  | '$filter'
  | '$orderby'
  | '$top'
  | '$skip'
  | '$count'
  | '$search'
  | '$expand'
  | '$skiptoken'
  | '$deltatoken';

/** An area is one file: `areas/<name>.ts` exports one of these, and `areas/index.ts` lists it. */
export interface Area {
  name: string;
  /** The service behind the area: decides error codes and a few query rules. Default 'outlook'. */
  workload?: Workload;
  routes: Route[];
}

/** Graph's error answer: `{error: {code, message, innerError}}`. Thrown from handlers. */
export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly inner?: string;
  /** @param inner the narrower code, as `innerError.code` */
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}, inner?: string) {
    super(message);
    this.inner = inner;
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
