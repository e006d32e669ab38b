import assert from 'node:assert/strict';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';
import { translated } from './people.ts';

/** What an event that is made for an example takes from the example's answer. */
const taken = 'subject body start end locations attendees isOnlineMeeting onlineMeetingProvider'.split(' ');

/** An event like the documented answer: with its subject, times, places, people. */
export async function makeEvent(
  sandbox: SandboxForTests,
  as: string,
  example: Example,
  path: string,
  more: Json = {},
): Promise<Json> {
  const { value, ...single } = example.answer.body ?? {};
  const told: Json = Array.isArray(value) ? ((value[0] ?? {}) as Json) : single;
  const given = Object.fromEntries(taken.flatMap((name) => (name in told ? [[name, told[name]]] : [])));
  const at = (time: string) => ({ dateTime: `2019-08-15T${time}:00`, timeZone: 'Pacific Standard Time' });
  const event: Json = { subject: 'Planning', start: at('12:00'), end: at('14:00'), ...given, ...more };
  const made = await post(sandbox, as, path, JSON.parse(translated(sandbox, JSON.stringify(event))));
  for (const { emailAddress, proposedNewTime } of (event.attendees ?? []) as DocumentedAttendee[])
    if (proposedNewTime) await propose(sandbox, made, translated(sandbox, emailAddress.address), proposedNewTime);
  return made;
}

interface DocumentedAttendee {
  emailAddress: { address: string };
  proposedNewTime?: Json;
}

/** Has an attendee answer with another time. */
async function propose(
  sandbox: SandboxForTests,
  { iCalUId }: Json,
  address: string,
  proposedNewTime: Json,
): Promise<void> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(address, ['Calendars.ReadWrite']));
  const { body } = await graph(`/me/events?$filter=iCalUId eq '${iCalUId}'`);
  const answer = { sendResponse: true, proposedNewTime };
  const { status } = await graph(`/me/events/${body.value[0]?.id}/tentativelyAccept`, { method: 'POST', body: answer });
  assert.equal(status, 202);
}

export async function post(sandbox: SandboxForTests, as: string, path: string, body: Json): Promise<Json> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Calendars.ReadWrite']));
  const answer = await graph(path, { method: 'POST', body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}
