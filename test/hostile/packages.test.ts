import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { faultsOf, findingsIn, isAffected, locked, readAdvisories, readAllowed } from '../../scripts/audit.mjs';
import { sbomOf } from '../../scripts/sbom.mjs';

interface Manifest {
  dependencies: Record<string, string>;
}

const root = join(import.meta.dirname, '../..');
describe('the packages that are used', () => {
  it('have no known hole that nobody has a reason for', () => {
    const today = new Date().toISOString().slice(0, 10);
    assert.deepEqual(faultsOf(findingsIn(locked(), readAdvisories()), readAllowed(), today), []);
  });

  it('are found when they have one, unless that is allowed, with a reason, for now', () => {
    const [hole] = readAdvisories().filter((a) => a.package === 'uuid');
    assert(hole);
    const findings = findingsIn(
      [
        { name: 'uuid', version: '8.3.2' },
        { name: 'uuid', version: '11.1.1' },
      ],
      [hole],
    );
    assert.equal(findings.length, 1);
    const allowance = {
      package: 'uuid',
      advisory: hole.advisory,
      reason: 'v4 alone is used, by everybody',
      until: '2027-01-01',
    };
    assert.match(faultsOf(findings, [], '2026-12-01')[0] ?? '', /uuid GHSA-.*moderate, 8\.3\.2.*Fixed in 11\.1\.1/);
    assert.deepEqual(faultsOf(findings, [allowance], '2026-12-01'), []);
    assert.equal(faultsOf(findings, [allowance], '2027-01-02').length, 2);
    assert.match(faultsOf([], [allowance], '2026-12-01')[0] ?? '', /not there any more/);
  });

  it('are compared by their versions, number by number', () => {
    for (const [version, range, affected] of [
      ['1.8.1', '>=1.0.0 <1.8.2', true],
      ['1.8.2', '>=1.0.0 <1.8.2', false],
      ['1.10.0', '<1.9.0', false],
      ['2.0.1', '<=2.0.1', true],
      ['1.0.0-beta.1', '<1.0.0', true],
      ['0.9.9', '>=1.0.0 <1.8.2', false],
    ] as const)
      assert.equal(isAffected(version, range), affected, `${version} ${range}`);
    const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
    fc.assert(fc.property(version, version, (a, b) => isAffected(a, `<${b}`) !== isAffected(a, `>=${b}`)));
  });

  it('are listed as the lock file has them, for whoever has to answer for them', function () {
    this.timeout(120_000);
    const { components, dependencies, bomFormat } = sbomOf(root) as {
      bomFormat: string;
      components: { purl: string; 'bom-ref': string }[];
      dependencies: { ref: string; dependsOn?: string[] }[];
    };
    assert.equal(bomFormat, 'CycloneDX');
    const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl.replace(/\?.*$/, ''))));
    const inLock = new Set(locked().map(({ name, version }) => `pkg:npm/${name}@${version}`));
    const strange = [...listed].filter((purl) => !inLock.has(purl) && !purl.startsWith('pkg:npm/@aide/'));
    assert.deepEqual(strange, []);
    const names = new Set([...listed].map((purl) => purl.replace(/^pkg:npm\/(.+)@[^@]+$/, '$1')));
    for (const workspace of ['bot', 'tab', 'outlook-addin']) {
      const manifest = JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8')) as Manifest;
      for (const name of Object.keys(manifest.dependencies)) assert(names.has(name), `${name} of ${workspace}`);
    }
    for (const tool of ['mocha', 'typescript', 'azurite', 'fastify']) assert(!names.has(tool), tool);
    const refs = new Set(components.map((component) => component['bom-ref']));
    const open = dependencies.flatMap(({ dependsOn = [] }) => dependsOn).filter((ref) => !refs.has(ref));
    assert.deepEqual(open, [], 'what each needs is listed as well');
    assert.deepEqual(sbomOf(root), sbomOf(root), 'the same lock file gives the same list');
  });
});
