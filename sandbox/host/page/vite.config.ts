import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: resolve(here, '../../../dist/host'),
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own: the page's policy allows no inline script, and data: only for images.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
