import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { invalidRequest } from '../calendar/faults.ts';
import { contactIn } from '../contacts/find.ts';
import { groupIn } from '../directory/find.ts';
import { teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { readJpeg } from '../photos/picture.ts';
import { isStandard, keepPhoto, type PhotoRow, photoFile, photosOf, sidesOf } from '../photos/store.ts';

/** Whose photo the path speaks of. */
function ownerOf(call: GraphCall): string {
  if (call.params.group !== undefined) return groupIn(call).id;
  if (call.params.contact !== undefined) return contactIn(call).id;
  return call.params.team === undefined ? call.user.id : teamIn(call).id;
}

const photoOf = (call: GraphCall): PhotoRow | undefined => photosOf(call.tenant).get(ownerOf(call));

const imageNotFound = () =>
  new GraphFailure(
    404,
    'ImageNotFound',
    "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
  );

/** The size that the path asks for or, when the photo is smaller, the largest below it. @throws GraphFailure 400 for no size */
function sideIn(call: GraphCall, photo: PhotoRow): number {
  const { size } = call.params;
  const [, width = '', height = ''] = /^(\d+)x(\d+)$/i.exec(size ?? '') ?? [];
  if (size !== undefined && (width !== height || !isStandard(Number(width))))
    throw invalidRequest(`The photo size '${size}' is not supported.`);
  const sides = sidesOf(photo);
  const smaller = size === undefined ? sides : sides.filter((side) => side <= Number(width));
  return smaller.at(-1) ?? sides[0] ?? photo.side;
}

const describe = (photo: PhotoRow, side: number): Record<string, unknown> => ({
  '@odata.mediaContentType': 'image/jpeg',
  '@odata.mediaEtag': etagOf(photo),
  id: `${side}x${side}`,
  height: side,
  width: side,
});
const etagOf = ({ id, version }: PhotoRow) => `"${id.slice(0, 8).toUpperCase()}${version}"`;

/** What is said of the photo of somebody who has none. https://learn.microsoft.com/graph/api/profilephoto-get */
const noPhoto = { '@odata.mediaContentType': 'image/gif', '@odata.mediaEtag': '', id: '1x1', height: 1, width: 1 };

function facts(call: GraphCall): GraphReply {
  const photo = photoOf(call);
  return entity(call, photo ? describe(photo, sideIn(call, photo)) : noPhoto);
}

function list(call: GraphCall): GraphReply {
  const photo = photoOf(call);
  const sizes = photo ? sidesOf(photo).map((side) => describe(photo, side)) : [];
  return collection(call, sizes, { pageSize: 100 });
}

function file(call: GraphCall): GraphReply {
  const photo = photoOf(call);
  if (!photo) throw imageNotFound();
  const body = photoFile(photo, sideIn(call, photo));
  return { headers: { 'content-type': 'image/jpeg', etag: etagOf(photo) }, body };
}

/** "limits the size of the photo you can add to under 4MB": https://learn.microsoft.com/graph/api/profilephoto-update */
const largest = 4 * 1024 * 1024;

async function upload(call: GraphCall): Promise<GraphReply> {
  const owner = ownerOf(call);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of call.upload ?? []) {
    size += (chunk as Buffer).length;
    if (size >= largest) throw new GraphFailure(413, 'RequestEntityTooLarge', 'The photo has to be under 4 MB.');
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  const picture = readJpeg(bytes);
  if (!picture) throw invalidRequest('The photo is not a JPEG image that can be read.');
  keepPhoto(call.tenant, owner, bytes, picture);
  return { status: 200 };
}

function remove(call: GraphCall): GraphReply {
  if (!photosOf(call.tenant).delete(ownerOf(call))) throw imageNotFound();
  return { status: 204 };
}

const readable = (path: string): Route[] => [
  { method: 'GET', path: `${path}/photo`, handle: facts },
  { method: 'GET', path: `${path}/photo/$value`, options: [], handle: file },
];
const complete = (path: string): Route[] => [
  ...readable(path),
  { method: 'PUT', path: `${path}/photo/$value`, options: [], raw: true, handle: upload },
  { method: 'PATCH', path: `${path}/photo/$value`, options: [], raw: true, handle: upload },
  { method: 'DELETE', path: `${path}/photo/$value`, options: [], handle: remove },
  { method: 'GET', path: `${path}/photos`, handle: list },
  { method: 'GET', path: `${path}/photos/{size}`, handle: facts },
  { method: 'GET', path: `${path}/photos/{size}/$value`, options: [], handle: file },
];

const ofContacts = ['{user}/contacts/{contact}', '{user}/contactFolders/{folder}/contacts/{contact}']
  .flatMap((path): Route[] => [
    ...readable(path),
    { method: 'PUT', path: `${path}/photo/$value`, options: [], raw: true, handle: upload },
    { method: 'PATCH', path: `${path}/photo/$value`, options: [], raw: true, handle: upload },
    { method: 'DELETE', path: `${path}/photo/$value`, options: [], handle: remove },
  ])
  .map((route) => ({ ...route, mailbox: true }));

/** https://learn.microsoft.com/graph/api/resources/profilephoto */
export const photo: Area = {
  name: 'photo',
  routes: [...complete('{user}'), ...complete('groups/{group}'), ...readable('teams/{team}'), ...ofContacts],
};
