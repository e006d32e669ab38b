// Known holes in packages: npm run audit. The registry's list where it answers, ours (advisories.json) where it does not; what is allowed to stay has
// a reason and an end (audit-allowed.json). What has a fix is fixed: by an update, or an override in package.json.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root, say } from './bootstrap.mjs';

/** A hole in a package that is installed. @typedef {{ package: string, version: string, advisory: string, severity: string, title: string, fixed?: string }} Finding */

const advisories = z.array(
  z.strictObject({
    package: z.string(),
    advisory: z.string().regex(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/),
    severity: z.enum(['low', 'moderate', 'high', 'critical']),
    /** Each is a list of comparisons, all of which hold: ">=1.0.0 <1.8.2". */
    affected: z.array(z.string().regex(/^(([<>]=?)\d+\.\d+\.\d+)( ([<>]=?)\d+\.\d+\.\d+)*$/)).min(1),
    fixed: z.string().optional(),
    title: z.string(),
  }),
);

const allowed = z.array(
  z.strictObject({
    package: z.string(),
    advisory: z.string(),
    /** Why it does not reach us, or why there is no way round it. */
    reason: z.string().min(20),
    until: z.iso.date(),
  }),
);

/** @param {string} name */
const readJson = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
export const readAdvisories = () => advisories.parse(readJson('scripts/advisories.json'));
export const readAllowed = () => allowed.parse(readJson('scripts/audit-allowed.json'));

/** Every package that the lock file installs. @returns {{ name: string, version: string }[]} */
export function locked(lock = readJson('package-lock.json')) {
  return Object.entries(lock.packages)
    .filter(([path, { link, version }]) => path.includes('node_modules/') && !link && version)
    .map(([path, { name, version }]) => ({ name: name ?? path.split('node_modules/').at(-1), version }));
}

/** @param {string} version @param {string} range ">=1.0.0 <1.8.2" */
export function isAffected(version, range) {
  return range.split(' ').every((comparison) => {
    const [, operator = '', other = ''] = /^([<>]=?)(.+)$/.exec(comparison) ?? [];
    const order = compare(version, other);
    return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
  });
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  const [one, two] = [a, b].map((version) => version.split(/[-+]/)[0]?.split('.').map(Number) ?? []);
  for (let i = 0; i < 3; i++) {
    const order = (one?.[i] ?? 0) - (two?.[i] ?? 0);
    if (order !== 0) return order;
  }
  // 1.0.0-beta comes before 1.0.0.
  return Number(b.includes('-')) - Number(a.includes('-'));
}

/** @param {ReturnType<typeof locked>} packages @param {ReturnType<typeof readAdvisories>} known @returns {Finding[]} */
export const findingsIn = (packages, known) =>
  packages.flatMap(({ name, version }) =>
    known
      .filter((a) => a.package === name && a.affected.some((range) => isAffected(version, range)))
      .map(({ affected: _, ...about }) => ({ ...about, version })),
  );

/** What the registry says; undefined where it does not answer this question, as mirrors may not. @returns {Finding[] | undefined} */
function askRegistry() {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', timeout: 120_000 });
  try {
    const { vulnerabilities } = JSON.parse(stdout);
    if (!vulnerabilities) return undefined;
    return Object.values(vulnerabilities).flatMap(({ name, via, range, fixAvailable }) =>
      via
        .filter((/** @type {unknown} */ hole) => typeof hole === 'object')
        .map((/** @type {{ url: string, severity: string, title: string }} */ { url, severity, title }) => ({
          package: name,
          version: range,
          advisory: url.split('/').at(-1) ?? url,
          severity,
          title,
          ...(fixAvailable ? { fixed: fixAvailable.version ?? 'npm audit fix' } : {}),
        })),
    );
  } catch {
    return undefined;
  }
}

/**
 * What is wrong, in sentences: holes that nobody allowed, and allowances that are over or that nothing needs.
 * @param {Finding[]} findings @param {ReturnType<typeof readAllowed>} allowances @param {string} today ISO date
 */
export function faultsOf(findings, allowances, today) {
  /** @param {{ package: string, advisory: string }} a */
  const key = (a) => `${a.package} ${a.advisory}`;
  const valid = new Set(allowances.filter(({ until }) => until >= today).map(key));
  const found = new Set(findings.map(key));
  return [
    ...findings
      .filter((finding) => !valid.has(key(finding)))
      .map((f) => `${key(f)} (${f.severity}, ${f.version}): ${f.title}${f.fixed ? `. Fixed in ${f.fixed}` : ''}`),
    ...allowances.filter((a) => a.until < today).map((a) => `${key(a)} was allowed until ${a.until}: look at it again`),
    ...allowances
      .filter((a) => !found.has(key(a)))
      .map((a) => `${key(a)} is allowed and not there any more: remove it`),
  ];
}

if (import.meta.filename === process.argv[1]) {
  const answered = askRegistry();
  say(
    answered
      ? 'By the registry’s advisories.'
      : 'The registry does not answer the audit; by the advisories in scripts/advisories.json.',
  );
  const faults = faultsOf(
    answered ?? findingsIn(locked(), readAdvisories()),
    readAllowed(),
    new Date().toISOString().slice(0, 10),
  );
  for (const fault of faults) say(fault);
  say(`${locked().length} packages, ${faults.length} to look at, ${readAllowed().length} allowed`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
