import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/bootstrap.mjs';

/** A program of this folder in one file, as Aide's server is built, so that start-up and memory compare. @returns the file */
export async function buildProgram(name: 'echo' | 'minimal-server'): Promise<string> {
  const outfile = join(root, `bot/dist/bench/${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    plugins: [
      {
        // The file it comes from can also start sandboxes: what the bot itself does not use must not count for it.
        name: 'packages-stay-packages-and-only-what-is-used',
        setup({ onResolve, resolve }) {
          onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
            if (kind === 'entry-point' || pluginData === resolving) return undefined;
            if (!/^(\.|@aide\/)/.test(path)) return { path, external: true, sideEffects: false };
            const found = await resolve(path, { kind, resolveDir, importer, pluginData: resolving });
            return { path: found.path, errors: found.errors, sideEffects: false };
          });
        },
      },
    ],
  });
  return outfile;
}

const resolving = Symbol('resolving');
