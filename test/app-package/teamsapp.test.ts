import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv } from 'ajv';
import { parseDocument } from 'yaml';
import { read, reference, root } from './filled.ts';

for (const [file, environment] of [
  ['teamsapp.yml', 'dev'],
  ['teamsapp.local.yml', 'local'],
] as const)
  describe(file, () => {
    interface Step {
      uses: string;
      with: Record<string, unknown>;
      writeToEnvironmentFile?: Record<string, string>;
    }
    const document = (): Record<'provision' | 'deploy' | 'publish', Step[] | undefined> =>
      parseDocument(read(file)).toJS();
    const steps = () => Object.values(document()).flatMap((stage) => (Array.isArray(stage) ? stage : []));
    const known = Object.keys(parseEnv(read(`env/.env.${environment}`)));
    const placeholders = (text: string) => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '');

    it('is valid against the schema of the toolkit', function () {
      const path = join(reference, 'teamsapp-1.13.schema.json');
      if (!existsSync(path)) return this.skip();
      const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(
        JSON.parse(readFileSync(path, 'utf8')),
      );
      validate(document());
      assert.deepEqual(validate.errors ?? [], []);
    });

    it('names files that are there', () => {
      const text = JSON.stringify(steps());
      const files = [
        ...[...text.matchAll(/"(?:manifestPath|path|parameters)":"([^"]+)"/g)].map((m) => m[1] ?? ''),
        ...[...text.matchAll(/node (scripts\/\S+?\.mjs)/g)].map((m) => m[1] ?? ''),
      ];
      assert.ok(files.length > 3);
      for (const path of files) assert.ok(existsSync(join(root, path)), path);
    });

    it('uses and writes variables that its environment file explains; secrets are none of them', () => {
      const manifests = ['appPackage/manifest.json', 'aad.manifest.json'].map(read).join();
      const parameters = read(`infra/${environment === 'dev' ? 'main' : 'local'}.parameters.json`);
      const written = steps().flatMap((step) => Object.values(step.writeToEnvironmentFile ?? {}));
      const used = placeholders(JSON.stringify(steps()) + manifests + parameters);
      for (const name of [...written, ...used].filter((n) => n !== 'TEAMSFX_ENV'))
        assert.ok(known.includes(name) || (name.startsWith('SECRET_') && written.includes(name)), name);
      assert.ok(!known.some((name) => /SECRET|PASSWORD/.test(name)));
    });

    it('begins with values that are empty or nobody’s in particular', () => {
      for (const [name, value] of Object.entries(parseEnv(read(`env/.env.${environment}`))))
        assert.ok(value === '' || ['RESOURCE_NAME', 'APP_NAME_SUFFIX', 'OUTLOOK_ADDIN_ID'].includes(name), name);
    });

    it('knows each value before it is used', () => {
      const given = [
        'RESOURCE_NAME',
        'APP_NAME_SUFFIX',
        'TEAMSFX_ENV',
        'AZURE_SUBSCRIPTION_ID',
        'AZURE_RESOURCE_GROUP_NAME',
        'OUTLOOK_ADDIN_ID',
      ];
      const have = new Set([...given, ...(environment === 'local' ? ['AIDE_DOMAIN', 'AIDE_URL'] : [])]);
      for (const step of steps()) {
        const manifestPath = String(step.with.manifestPath ?? '');
        // aadApp/update makes the id of the permission when it has none.
        if (step.uses === 'aadApp/update') have.add('AAD_APP_ACCESS_AS_USER_PERMISSION_ID');
        const text = JSON.stringify(step.with) + (manifestPath ? read(manifestPath) : '');
        for (const name of placeholders(text)) assert.ok(have.has(name), `${step.uses} uses ${name}`);
        for (const name of Object.values(step.writeToEnvironmentFile ?? {})) have.add(name);
        if (step.uses === 'arm/deploy') {
          const [{ path, parameters }] = step.with.templates as { path: string; parameters: string }[] as [
            { path: string; parameters: string },
          ];
          for (const name of placeholders(read(parameters))) assert.ok(have.has(name), `${parameters} uses ${name}`);
          for (const [, output] of read(path).matchAll(/^output (\w+) /gm)) have.add(output ?? '');
        }
      }
    });
  });
