import assert from 'node:assert/strict';
import { oneOnOneId } from '../../../../sandbox/teams/chats.ts';
import { seededGroupChatId } from '../../../../sandbox/teams/seed.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import { someoneElse } from './people.ts';

interface Wanted {
  sandbox: SandboxForTests;
  as: string;
  key: string;
  segments: string[];
}

const scopes = ['ChannelMessage.Send', 'ChatMessage.Send', 'Chat.ReadBasic'];
const image = {
  '@microsoft.graph.temporaryId': '1',
  contentType: 'image/png',
  contentBytes: Buffer.from('89504e470d0a1a0a', 'hex').toString('base64'),
};

/** Posts a message with an image where the path's first segments say. @param depth how many of them there are */
async function say({ sandbox, as, segments }: Wanted, depth: number): Promise<string> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, scopes));
  const content = 'Hello World <img src="../hostedContents/1/$value">';
  const body = { body: { contentType: 'html', content }, hostedContents: [image] };
  // Chats are written to under /chats only.
  const path = segments
    .slice(0, depth)
    .join('/')
    .replace(/^(me|users\/[^/]+)\/chats/, 'chats');
  const answer = await graph(`/${path}`, { method: 'POST', body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** Chats and messages that examples name: made, or taken from the seed. */
export const teamsThings: Record<string, (wanted: Wanted) => string | Promise<string>> = {
  chats: ({ sandbox, as, key }) => {
    const other = as === someoneElse ? 'Megan Bowen' : someoneElse;
    const pair = oneOnOneId(sandbox.person(as).id, sandbox.person(other).id);
    return encodeURIComponent(key.endsWith('@unq.gbl.spaces') ? pair : seededGroupChatId);
  },
  messages: (wanted) => say(wanted, wanted.segments.indexOf('messages') + 1),
  replies: (wanted) => say(wanted, wanted.segments.indexOf('replies') + 1),
  presences: ({ sandbox }) => sandbox.person(someoneElse).id,
};

export async function chatMember({ sandbox, as, segments }: Wanted): Promise<string> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, scopes));
  const { body } = await graph(`/chats/${segments[1]}/members`);
  return encodeURIComponent(String(body.value[0]?.id));
}
