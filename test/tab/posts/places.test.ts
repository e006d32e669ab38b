import assert from 'node:assert/strict';
import type { Chat, Team } from '@aide/contracts/posts';
import { keyOf, labelOf, placesFor } from '../../../tab/src/features/posts/places.ts';

const teams: Team[] = [
  {
    id: 't1',
    displayName: 'Marketing',
    channels: [
      { id: 'c1', displayName: 'General', membershipType: 'standard' },
      { id: 'c2', displayName: 'Café plans', membershipType: 'private' },
      { id: 'c3', displayName: 'Partners', membershipType: 'shared', hostTeamId: 't9' },
    ],
  },
];
const chats: Chat[] = [
  { id: 'x1', type: 'group', topic: 'Launch', members: [] },
  { id: 'x2', type: 'oneOnOne', members: [{ id: 'm', name: 'Megan Bowen' }] },
];
const labels = (words: string) => placesFor(words, teams, chats, []).flatMap((g) => g.options.map((o) => o.label));

describe('places to post in', () => {
  it('are all channels and chats, in their teams, until something is typed', () => {
    const groups = placesFor('', teams, chats, []);
    assert.deepEqual(
      groups.map((group) => group.title),
      ['Marketing', 'Chats'],
    );
    assert.equal(labels('').length, 5);
  });

  it('are found by the words of team and channel, in any order, without accents', () => {
    assert.deepEqual(labels('cafe'), ['Marketing › Café plans']);
    assert.deepEqual(labels('gen mark'), ['Marketing › General']);
    assert.deepEqual(labels('megan'), ['Megan Bowen']);
    assert.deepEqual(labels('nowhere'), []);
  });

  it('are marked private or shared, and a shared channel is reached through the team it belongs to', () => {
    const [marketing] = placesFor('', teams, chats, []);
    assert.deepEqual(
      marketing?.options.map((option) => option.mark),
      [undefined, 'private', 'shared'],
    );
    const shared = marketing?.options[2]?.target;
    assert(shared?.kind === 'channel');
    assert.equal(shared.teamId, 't9');
  });

  it('are people to write to as well, if they are of the organisation', () => {
    const people = [
      { id: 'a', displayName: 'Alex Wilber', address: 'alex@contoso.com' },
      { displayName: 'Somebody else', address: 'x@example.com' },
    ];
    const [group] = placesFor('alex', [], [], people);
    assert.deepEqual(
      group?.options.map((option) => option.label),
      ['Alex Wilber'],
    );
    const target = group?.options[0]?.target;
    assert(target);
    assert.equal(labelOf(target), 'Alex Wilber');
    assert.equal(keyOf(target), 'people a');
  });
});
