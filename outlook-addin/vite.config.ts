import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  // Served by Aide under /outlook/ (bot/http/pages.ts).
  base: '/outlook/',
  plugins: [react()],
  build: {
    outDir: resolve(here, '../dist/outlook'),
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own: the page's policy allows no inline script.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { taskpane: resolve(here, 'taskpane.html'), dialog: resolve(here, 'dialog.html') } },
  },
});
