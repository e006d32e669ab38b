import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

/** The stand-in for Office.js beside the page. It is one classic script: add-ins load it so, and wait for it. */
const officeJs: Plugin = {
  name: 'office-js',
  apply: 'build',
  async generateBundle() {
    const entry = resolve(here, '../office/index.ts');
    const options = { bundle: true, format: 'iife', target: 'es2022', minify: true, write: false } as const;
    const { outputFiles } = await build({ ...options, entryPoints: [entry] });
    this.emitFile({ type: 'asset', fileName: 'office.js', source: outputFiles[0]?.text ?? '' });
  },
};

export default defineConfig({
  root: here,
  plugins: [react(), officeJs],
  build: {
    outDir: resolve(here, '../../../dist/host'),
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own: the page's policy allows no inline script, and data: only for images.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
