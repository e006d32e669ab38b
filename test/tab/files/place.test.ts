import assert from 'node:assert/strict';
import fc from 'fast-check';
import { goOn, myFiles, type Place, readPlace, wayTo, writePlace } from '../../../tab/src/features/files/place.ts';
import { uploadTarget } from '../../../tab/src/features/files/upload/target.ts';

const word = fc.string({ minLength: 1 });
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.constant<Place>({ at: 'recent' }),
  fc.constant<Place>({ at: 'shared' }),
  fc.constant<Place>({ at: 'sites' }),
  word.map((text): Place => ({ at: 'sites', text })),
  word.map((text): Place => ({ at: 'search', text })),
  word.map((siteId): Place => ({ at: 'site', siteId })),
  word.map((itemId): Place => ({ at: 'folder', itemId })),
  fc
    .tuple(
      word.filter((driveId) => driveId !== 'me'),
      word,
    )
    .map(([driveId, itemId]): Place => ({ at: 'file', driveId, itemId })),
);

describe('places among files', () => {
  it('are read again from their link as they were, whatever is in their ids', () => {
    fc.assert(fc.property(places, (place) => assert.deepEqual(readPlace(writePlace(place)), place)));
  });

  it('are the recent files where a link says nothing that is known', () => {
    for (const item of [undefined, '', 'new', 'folder', 'folder/me', 'file/x', 'search', '%E0%A4%A'])
      assert.deepEqual(readPlace(item), { at: 'recent' });
  });

  it('know the way one went, each step with its place', () => {
    const reports: Place = goOn(myFiles, { name: 'Reports', place: { at: 'folder', itemId: 'reports-1' } });
    const q3 = goOn(reports, { name: 'Q3', place: { at: 'folder', itemId: 'q3-1' } });
    assert.deepEqual(
      wayTo(q3)?.map((step) => step.name),
      ['My files', 'Reports', 'Q3'],
    );
    assert.deepEqual(wayTo(q3)?.[1]?.place, reports);
    assert.equal(wayTo({ at: 'folder', itemId: 'from a deep link' }), undefined);
  });

  it('take an upload where a folder is shown; elsewhere it goes to the top of the own files', () => {
    assert.deepEqual(uploadTarget({ at: 'recent' }), { to: { itemId: 'root' }, where: 'My files' });
    const place = goOn(myFiles, { name: 'Plans', place: { at: 'folder', itemId: 'plans-1' } });
    assert.deepEqual(uploadTarget(place), { to: { itemId: 'plans-1' }, where: 'My files › Plans' });
    assert.deepEqual(uploadTarget({ at: 'folder', driveId: 'd', itemId: 'root' }).to, { driveId: 'd', itemId: 'root' });
  });
});
