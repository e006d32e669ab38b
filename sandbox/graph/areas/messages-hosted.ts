import type { HostedContentRow } from '../../teams/tables.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { GraphCall, Route } from '../area.ts';
import { notFound } from '../messages/faults.ts';
import { hostedContentsOf } from '../messages/hosted.ts';
import { messageIn, placeIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';

const rowsOf = (call: GraphCall): HostedContentRow[] =>
  hostedContentsOf(teamsOf(call.tenant), messageIn(call, placeIn(call)));

function rowOf(call: GraphCall): HostedContentRow {
  const id = call.params.content ?? '';
  const found = rowsOf(call).find((row) => row.id === id);
  if (!found) throw notFound('hosted content', id);
  return found;
}

/** Graph gives the bytes under $value only. https://learn.microsoft.com/graph/api/chatmessage-list-hostedcontents */
const view = ({ id }: HostedContentRow) => ({ id, contentBytes: null, contentType: null });

/** The images inside of a message. @param message path of the message */
export const hostedContentRoutes = (message: string): Route[] => [
  {
    method: 'GET',
    path: `${message}/hostedContents`,
    options: [],
    handle: (call) => collection({ ...call, query: { ...call.query, count: true } }, rowsOf(call).map(view)),
  },
  {
    method: 'GET',
    path: `${message}/hostedContents/{content}`,
    options: [],
    handle: (call) => entity(call, view(rowOf(call))),
  },
  {
    method: 'GET',
    path: `${message}/hostedContents/{content}/$value`,
    options: [],
    handle(call) {
      const { contentType, base64 } = rowOf(call);
      return { headers: { 'content-type': contentType }, body: Buffer.from(base64, 'base64') };
    },
  },
];
