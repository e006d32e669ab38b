import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { appToken } from '../support.ts';

export type Json = Record<string, unknown>;
export interface Item extends Json {
  id: string;
  name: string;
  size: number;
  eTag: string;
  cTag: string;
  webUrl: string;
  parentReference: { driveId: string; id: string; path: string };
  folder?: { childCount: number };
  file?: { mimeType: string; hashes: { quickXorHash: string } };
  shared?: { scope: string };
  '@microsoft.graph.downloadUrl': string;
}
export interface Permission extends Json {
  id: string;
  roles: string[];
  link?: { type: string; scope: string; webUrl: string };
  grantedToV2?: { user?: { id: string; email: string } };
  inheritedFrom?: Json;
  expirationDateTime?: string;
  invitation?: Json;
}
export interface Answer<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}
export type Page<T> = { value: T[]; '@odata.nextLink'?: string; '@odata.deltaLink'?: string };
export interface Caller {
  ask<T = Json>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Puts a text there; fails when Graph does not. */
  put(path: string, content: string | Uint8Array): Promise<Item>;
  /** PUT of what comes. */
  stream(path: string, content: ReadableStream<Uint8Array>): Promise<Answer>;
  /** The item at a path of the person's own drive. */
  at(path: string): Promise<Item>;
}
export interface Person extends Caller {
  id: string;
  mail: string;
}
export interface Office extends SandboxForTests {
  login(name: string, scopes?: string[]): Promise<Person>;
  /** An app without a person. */
  app(roles: string[]): Promise<Caller>;
}

/** A sandbox over HTTP with real tokens; when it stops, all its traffic is held against Microsoft's contract. */
export async function openOffice(): Promise<Office> {
  const sandbox = await startSandbox();
  const callerWith = (token: string): Caller => {
    const caller: Caller = {
      async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
        const isRaw = typeof body === 'string' || body instanceof Uint8Array;
        const answer = await fetch(path.startsWith('http') ? path : `${sandbox.url}/v1.0${path}`, {
          method,
          redirect: 'manual',
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': isRaw ? 'application/octet-stream' : 'application/json' }),
            ...headers,
          },
          body: body === undefined ? undefined : isRaw ? body : JSON.stringify(body),
        });
        const text = await answer.text();
        return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : {}) as T };
      },
      async put(path, content) {
        const { status, body } = await caller.ask<Item>('PUT', path, content);
        assert(status === 200 || status === 201, JSON.stringify(body));
        return body;
      },
      async stream(path, body) {
        const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
          body,
          duplex: 'half',
        });
        return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
      },
      async at(path) {
        const { status, body } = await caller.ask<Item>('GET', `/me/drive/root:/${encodeURI(path)}`);
        assert.equal(status, 200, JSON.stringify(body));
        return body;
      },
    };
    return caller;
  };
  return {
    ...sandbox,
    async stop() {
      await assertContract(sandbox.tenant).finally(() => sandbox.stop());
    },
    async login(name, scopes = ['Files.ReadWrite.All']) {
      const token = await sandbox.tokenFor(
        name,
        scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
      );
      const { mail, id } = sandbox.person(name);
      return { ...callerWith(token), mail, id };
    },
    app: async (roles) => callerWith(await appToken(sandbox, roles)),
  };
}

export const errorOf = ({ status, body }: Answer<unknown>) => [
  status,
  ((body as Json).error as Json | undefined)?.code,
];
export const names = ({ body }: Answer<Page<Item>>) => body.value.map(({ name }) => name);
/** Without a token: what a pre-authenticated address gives. */
export async function download(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
