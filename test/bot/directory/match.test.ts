import assert from 'node:assert/strict';
import fc from 'fast-check';
import { best, type Candidate, fold, isExact, levelOf, nearest } from '../../../bot/directory/match.ts';
import { ianaZone } from '../../../bot/directory/profile.ts';
import { roomsFor } from '../../../bot/directory/rooms.ts';

const person = (displayName: string): Candidate => {
  const [givenName = '', ...rest] = displayName.split(' ');
  const surname = rest.join(' ');
  const alias = `${givenName}${surname.slice(0, 1)}`;
  return { displayName, givenName, surname, alias, address: `${alias}@contoso.com` };
};
const people = ['Megan Bowen', 'Megan Fox', 'Alex Wilber', 'José Núñez', 'Henrietta Müller', 'Lee Gu'].map(person);
const names = (found: { displayName: string }[]) => found.map((f) => f.displayName);

describe('names', () => {
  it('are the same without case, accents, order and punctuation', () => {
    for (const written of ['megan bowen', 'BOWEN, Megan', ' Megan   Bowen ', 'Bowen Megan', 'meganb'])
      assert.deepEqual(names(best(written, people).found), ['Megan Bowen'], written);
    assert.deepEqual(names(best('jose nunez', people).found), ['José Núñez']);
    assert.deepEqual(names(best('Muller, Henrietta', people).found), ['Henrietta Müller']);
    assert.equal(fold('Straße'), 'strasse');
    assert.equal(fold("O'Neill"), 'oneill');
  });

  it('fit better in full than as a given name, and that better than as a beginning', () => {
    const [megan] = people;
    const levels = ['Megan Bowen', 'Megan', 'Bowen', 'meg bow', 'Alex'].map((name) => levelOf(name, megan!));
    assert.deepEqual(levels, [4, 3, 2, 1, 0]);
    assert.deepEqual(levels.map(isExact), [true, true, false, false, false]);
    assert.deepEqual(names(best('Megan', people).found), ['Megan Bowen', 'Megan Fox']);
    assert.deepEqual(best('nobody', people), { level: 0, found: [] });
  });

  it('that are misspelt lead to the nearest', () => {
    assert.equal(nearest('Megn Bowen', people)[0]?.displayName, 'Megan Bowen');
    assert.equal(nearest('Aelx', people)[0]?.displayName, 'Alex Wilber');
    assert.deepEqual(nearest('Zbigniew Brzezinski', people), []);
  });

  it('find their own person in any order and case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...people), fc.boolean(), fc.boolean(), ({ displayName }, upper, turned) => {
        const [first, last] = displayName.split(' ');
        const order = turned ? `${last}, ${first}` : displayName;
        assert.deepEqual(names(best(upper ? order.toUpperCase() : order, people).found), [displayName]);
      }),
    );
  });

  it('of any kind are taken', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (name) => {
        assert.ok(nearest(name, people).length <= 3);
        assert.ok(best(name, people).found.length <= people.length);
      }),
    );
  });
});

describe('zones and rooms', () => {
  it('are read as Windows and as IANA name them', () => {
    assert.equal(ianaZone('Pacific Standard Time'), 'America/Los_Angeles');
    assert.equal(ianaZone('Europe/Berlin'), 'Europe/Berlin');
    assert.equal(ianaZone('UTC'), 'Etc/UTC');
    for (const none of ['Customized Time Zone', '', null, undefined]) assert.equal(ianaZone(none), undefined);
  });

  it('are offered from the smallest that is large enough', () => {
    const room = (displayName: string, capacity: number) => ({
      displayName,
      capacity,
      address: `${displayName}@c.com`,
    });
    const all = [room('Hall', 20), room('Box', 0), room('Den', 4), room('Attic', 4)];
    assert.deepEqual(names(roomsFor(all, 3)), ['Attic', 'Den', 'Hall']);
    assert.deepEqual(roomsFor(all, 21), []);
  });
});
