import assert from 'node:assert/strict';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, type Graph, graphAs, type Json } from '../support.ts';

export const teamsScopes = [
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMember.Read.All',
  'ChannelMessage.Send',
  'ChannelMessage.Read.All',
  'ChannelMessage.ReadWrite',
  'Chat.Create',
  'Chat.ReadWrite',
  'ChatMessage.Send',
  'TeamworkTag.Read',
  'Presence.Read.All',
];

/** A sandbox that does not count calls, with people who call Graph. */
export interface Office {
  sandbox: SandboxForTests;
  /** Graph for a person. @param scopes everything that Teams is about, unless told */
  as(name: string, scopes?: string[]): Promise<Graph>;
  id(name: string): string;
  /** '/teams/…/channels/…' */
  channel(name: string, team?: string): string;
}

export async function openOffice(rateLimits = false): Promise<Office> {
  const sandbox = await startSandbox({ teams: { rateLimits } });
  const { groups, channels } = sandbox.tenant.tables;
  return {
    sandbox,
    as: async (name, scopes = teamsScopes) => graphAs(sandbox, await sandbox.tokenFor(name, scopes)),
    id: (name) => sandbox.person(name).id,
    channel(name, teamName = 'Mark 8 Project Team') {
      const team = [...groups.all()].find((g) => g.displayName === teamName);
      const found = channels.by('team', team?.id ?? '').find((c) => c.displayName === name);
      assert(team && found, `${teamName}/${name} is not in the tenant`);
      return `/teams/${team.id}/channels/${encodeURIComponent(found.id)}`;
    },
  };
}

/** POSTs, and expects 201. */
export async function post(graph: Graph, path: string, body: Json): Promise<Json & { id: string }> {
  const answer = await graph(path, { method: 'POST', body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as unknown as Json & { id: string };
}

/** What an error answer says: [status, code, message]. */
export const refusal = ({ status, body }: Answer) => [status, body.error.code, body.error.message];
export const html = (content: string) => ({ body: { contentType: 'html', content } });
