import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';

export type Json = Record<string, unknown>;
export interface GraphEvent extends Json {
  id: string;
  subject: string;
  showAs: string;
  isCancelled: boolean;
  isOrganizer: boolean;
  iCalUId: string;
  changeKey: string;
  start: { dateTime: string; timeZone: string };
  end: { dateTime: string; timeZone: string };
  responseStatus: { response: string; time: string };
  attendees: {
    emailAddress: { address: string; name: string };
    type: string;
    status: { response: string; time: string };
    proposedNewTime?: unknown;
  }[];
  onlineMeeting: { joinUrl: string } | null;
  body: { contentType: string; content: string };
}
export interface Answer<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}
export interface Person {
  mail: string;
  id: string;
  ask<T = Json>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Creates an event and gives it back; fails when Graph does not. */
  book(event: Json, headers?: Record<string, string>): Promise<GraphEvent>;
  /** All that the calendar shows between two instants, every page of it. */
  view(from: string, to: string, query?: string): Promise<GraphEvent[]>;
  /** The copy of a meeting here. */
  copy(event: { iCalUId: string }): Promise<GraphEvent | undefined>;
}
export interface Office extends SandboxForTests {
  login(name: string, scopes?: string[]): Promise<Person>;
}

/**
 * A sandbox over HTTP with real tokens; when it stops, all its traffic is held against Microsoft's contract. Tests use dates
 * far from the seed's, so that calendars are empty there.
 */
export async function openOffice(): Promise<Office> {
  const sandbox = await startSandbox();
  return {
    ...sandbox,
    async stop() {
      await assertContract(sandbox.tenant).finally(() => sandbox.stop());
    },
    async login(name, scopes = ['Calendars.ReadWrite']) {
      const token = await sandbox.tokenFor(
        name,
        scopes.map((s) => `https://graph.microsoft.com/${s}`),
      );
      const { mail, id } = sandbox.person(name);
      const person: Person = {
        mail,
        id,
        async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
          const answer = await fetch(path.startsWith('http') ? path : `${sandbox.url}/v1.0${path}`, {
            method,
            headers: {
              authorization: `Bearer ${token}`,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
          });
          const text = await answer.text();
          return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : {}) as T };
        },
        async book(event, headers) {
          const answer = await person.ask<GraphEvent>('POST', '/me/events', event, headers);
          assert.equal(answer.status, 201, JSON.stringify(answer.body));
          return answer.body;
        },
        async view(from, to, query = '$top=100') {
          let next = `/me/calendarView?startDateTime=${encodeURIComponent(from)}&endDateTime=${encodeURIComponent(to)}&${query}`;
          const all: GraphEvent[] = [];
          while (next) {
            const { status, body } = await person.ask<{ value: GraphEvent[]; '@odata.nextLink'?: string }>('GET', next);
            assert.equal(status, 200, JSON.stringify(body));
            all.push(...body.value);
            next = body['@odata.nextLink'] ?? '';
          }
          return all;
        },
        async copy({ iCalUId }) {
          const { body } = await person.ask<{ value: GraphEvent[] }>(
            'GET',
            `/me/events?$filter=iCalUId eq '${iCalUId}'`,
          );
          return body.value[0];
        },
      };
      return person;
    },
  };
}

/** 2031: no seed there. */
export const at = (time: string, timeZone = 'UTC') => ({ dateTime: `2031-03-${time}`, timeZone });
export const invite = (...people: { mail: string }[]) =>
  people.map(({ mail }) => ({ emailAddress: { address: mail }, type: 'required' }));
export const errorOf = ({ status, body }: Answer) => [status, (body.error as Json | undefined)?.code];
