import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * geotiff starts its decoders from a script in a blob, which our content security policy refuses, and which unpacks
 * whatever comes. Our own are started instead, also by OpenLayers, which leaves no choice.
 */
const ownDecoders: Plugin = {
  name: 'afterimage:own-decoders',
  enforce: 'pre',
  load: (id) =>
    id.split('?')[0]?.endsWith('/geotiff/dist-module/worker/create.js')
      ? `export { startDecoder as default } from ${JSON.stringify(folder('map/tile/block-worker.ts'))};`
      : undefined,
};

/** The page, built into client/dist. In development, `API` names the running server. */
export default defineConfig({
  root: folder('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [ownDecoders],
  worker: { format: 'es' },
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
