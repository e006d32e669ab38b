import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { messageActivity } from '../../sandbox/teams/activities.ts';
import { personalChat } from '../../sandbox/teams/installs.ts';
import { openConnectorKey } from '../../sandbox/teams/signing-key.ts';
import { createTeams } from '../../sandbox/teams/teams.ts';
import type { World } from './world.ts';

/** Sends turns to a bot as the Bot Connector does. */
export interface Driver {
  /**
   * @param turns how many messages in all
   * @param inFlight how many wait for their answer at a time
   * @throws AssertionError when a turn was not answered with 200, or not with exactly one message
   */
  drive(url: string, turns: number, inFlight: number): Promise<void>;
}

/** Of all drivers together: what has an id that was there before is not answered again. */
let lastId = Date.now();

/** @param text what each person says */
export async function createDriver({ sandbox, sink }: World, text: string): Promise<Driver> {
  const { tenant, sandbox: server } = sandbox;
  const teams = createTeams(tenant, server.app.log, () => ({
    post() {},
    invoke: async () => ({ status: 501 }),
    close: async () => {},
  }));
  // The key of this process: the sandbox publishes the same one.
  const key = await openConnectorKey();
  const people = [...tenant.tables.users.all()].filter((u) => !u.isAdmin);
  const agent = new Agent({ keepAlive: true });

  const activityFor = (index: number) => {
    const user = people[index % people.length]!;
    const place = personalChat(teams, user);
    const id = String(++lastId);
    return messageActivity(teams, place, user, {
      id,
      conversationId: place.id,
      from: { kind: 'user', id: user.id },
      createdAt: new Date().toISOString(),
      text,
      textFormat: 'plain',
      attachments: [],
    });
  };

  async function turn(url: string, index: number): Promise<number> {
    const activity = activityFor(index);
    const body = Buffer.from(JSON.stringify(activity));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      authorization: `Bearer ${await key.tokenFor(teams.app.botId, activity.serviceUrl)}`,
    };
    return new Promise((resolve, reject) => {
      request(`${url}/api/messages`, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end(body);
    });
  }

  return {
    async drive(url, turns, inFlight) {
      sink.take();
      let next = 0;
      const lane = async () => {
        while (next < turns) assert.equal(await turn(url, next++), 200);
      };
      await Promise.all(Array.from({ length: Math.min(inFlight, turns) }, lane));
      assert.equal(sink.take(), turns, 'every turn is answered with one message');
    },
  };
}
