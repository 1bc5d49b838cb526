import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page, built into client/dist. In development, `API` names the running server. */
export default defineConfig({
  root: folder('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': process.env.API ?? 'http://127.0.0.1:4322' } },
  build: {
    outDir: folder('dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy forbids data: addresses for anything but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
});
