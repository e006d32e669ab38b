import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { MINIMAL = '', MINIMAL_INPUT = '', MINIMAL_OUT = '' } = process.env;
const root = resolve(import.meta.dirname, MINIMAL);

/** As tab/vite.config.ts and outlook-addin/vite.config.ts have it. */
export default defineConfig({
  root,
  base: `/${MINIMAL}/`,
  plugins: [react()],
  build: {
    outDir: MINIMAL_OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: resolve(root, MINIMAL_INPUT) },
  },
});
