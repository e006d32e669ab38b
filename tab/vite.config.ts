import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  // Served by Aide under /tab/ (bot/http/pages.ts).
  base: '/tab/',
  plugins: [react()],
  build: {
    outDir: resolve(here, '../dist/tab'),
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own: the page's policy allows no inline script.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: resolve(here, 'index.html'), connected: resolve(here, 'src/connected.ts') },
      // Named by /auth/callback (bot/http/page.ts), which knows no hashes.
      output: { entryFileNames: ({ name }) => (name === 'connected' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
