import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall, GraphReply } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { project } from '../odata-reply.ts';
import { callerReaches } from './access.ts';
import { notSupported } from './faults.ts';
import { driveTables, type ItemRow } from './model.ts';
import { renderDeleted, renderItem } from './render.ts';
import { driveState } from './state.ts';

const usualPage = 200;
const largestPage = 1000;

/** What a delta token says: up to which change the caller knows everything, and, between pages, where the last page ended. */
interface Position {
  epoch: string;
  /** Changes after this one are told… */
  since: number;
  /** …beginning after this one, with a nextLink… */
  after?: number;
  /** …whose first page was made at this one. */
  until?: number;
}

const seal = (position: Position) => Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * What has changed in a drive since a token was given out.
 * @throws GraphFailure 410 for a token of another time: the caller has to begin anew, at the address in Location
 * @see https://learn.microsoft.com/graph/api/driveitem-delta
 */
export function deltaPage(call: GraphCall, root: ItemRow, given: string | undefined): GraphReply {
  const { tenant } = call;
  if (root.parentId !== null) throw notSupported('Delta is supported on the root of a drive only.');
  const { epoch, lastSeq } = driveState(tenant);
  const base = `${tenant.origin}/v1.0${call.url.split('?')[0]?.replace(/\(.*\)$/, '')}`;
  const linkTo = (position: Position) => `${base}?token=${seal(position)}`;
  const context = `${tenant.origin}/v1.0/$metadata#Collection(driveItem)`;
  if (given?.toLowerCase() === 'latest')
    return { body: { '@odata.context': context, '@odata.deltaLink': linkTo({ epoch, since: lastSeq }), value: [] } };

  const position = given === undefined ? { epoch, since: 0 } : open(given, epoch, base);
  const { since, after = since, until = lastSeq } = position;
  const size = Math.min(call.query.top ?? usualPage, largestPage);
  const changed = changesIn(tenant, root.driveId, after, until).filter(
    // Who comes for the first time is not told of what was there before.
    (item) => (item.deletedDateTime === undefined || since > 0) && callerReaches(call, item, 'read'),
  );
  const items = changed.slice(0, size);
  const isLast = items.length === changed.length;
  return {
    body: {
      '@odata.context': context,
      ...(isLast
        ? { '@odata.deltaLink': linkTo({ epoch, since: until }) }
        : { '@odata.nextLink': linkTo({ epoch, since, after: items.at(-1)?.seq ?? after, until }) }),
      value: items.map((item) =>
        item.deletedDateTime === undefined ? project(call, renderItem(tenant, item)) : renderDeleted(tenant, item),
      ),
    },
  };
}

/** An item stands where its last change does: what changes while a client pages comes with the next delta. */
function changesIn(tenant: Tenant, driveId: string, after: number, until: number): ItemRow[] {
  return driveTables(tenant)
    .items.by('drive', driveId)
    .filter(({ seq }) => seq > after && seq <= until)
    .sort((a, b) => a.seq - b.seq);
}

function open(token: string, epoch: string, base: string): Position {
  let position: Position | undefined;
  try {
    position = JSON.parse(Buffer.from(token, 'base64url').toString()) as Position;
  } catch {
    // Not ours: as good as one that is too old.
  }
  if (typeof position?.since !== 'number' || position.epoch !== epoch)
    throw new GraphFailure(
      410,
      'resyncRequired',
      'Resync required. Replace any local items with the server’s version (including deletes) if you are sure that the service was up to date with your local changes when you last sync’d.',
      { location: base },
      'resyncChangesApplyDifferences',
    );
  return position;
}
