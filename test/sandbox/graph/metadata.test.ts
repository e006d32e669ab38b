import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { areas } from '../../../sandbox/graph/areas/index.ts';
import metadata from '../../../sandbox/graph/metadata.json' with { type: 'json' };
import { castOf, memberOf, typeAt } from '../../../sandbox/graph/metadata.ts';
import { contractFile } from '../../support/contract.ts';

describe('The metadata of Graph', () => {
  it('tells what stands at a path', () => {
    assert.deepEqual(typeAt('{user}/events/{event}'), { name: 'event', collection: false });
    assert.deepEqual(typeAt('{user}/calendar/calendarView'), { name: 'event', collection: true });
    assert.deepEqual(typeAt('places/microsoft.graph.room'), { name: 'room', collection: true });
    assert.deepEqual(typeAt('{user}/calendar/getSchedule'), {
      name: 'scheduleInformation',
      collection: true,
      operation: true,
    });
    assert.equal(typeAt('{user}/photo/$value'), undefined);
  });

  it('knows a property in any case, inherited ones and those of heirs', () => {
    assert.equal(memberOf('event', 'CHANGEKEY')?.name, 'changeKey');
    assert.equal(memberOf('directoryObject', 'jobTitle')?.name, 'jobTitle');
    assert.equal(memberOf('event', 'bogus'), undefined);
  });

  it('casts to what is a kind of a type, in any case, and to nothing else', () => {
    assert.equal(castOf('attachment', 'microsoft.graph.itemattachment'), 'itemAttachment');
    assert.equal(castOf('attachment', 'microsoft.graph.event'), undefined);
    assert.equal(castOf('attachment', 'name'), undefined);
  });

  it('knows the type of every GET route that answers JSON', () => {
    const unknown = areas
      .flatMap((area) => area.routes)
      .filter(({ method, path }) => method === 'GET' && !path.endsWith('$value') && !typeAt(path));
    assert.deepEqual(
      unknown.map(({ path }) => path),
      [],
    );
  });

  it('is a true cut of what Microsoft publishes', function () {
    const file = contractFile('model.json');
    if (!file) return this.skip();
    type Members = Record<string, { type: string | [string, string] }>;
    const model: Record<string, { base?: string; props: Members; nav: Members }> = JSON.parse(
      readFileSync(file, 'utf8'),
    ).types;
    const short = (type: string | [string, string]) =>
      (Array.isArray(type) ? `${type[1]}*` : type).replace(/^Edm\.|^microsoft\.graph\./, '');
    const list = (members: Members) =>
      Object.entries(members)
        .map(([name, { type }]) => `${name} ${short(type)}`)
        .join(', ');
    for (const [name, text] of Object.entries(metadata.types)) {
      const type = model[`microsoft.graph.${name}`];
      assert(type, `${name} is not in the published metadata`);
      const base = type.base?.replace('microsoft.graph.', '') ?? '';
      assert.equal(text, `${base} | ${list(type.props)} | ${list(type.nav)}`.trim(), name);
    }
  });
});
