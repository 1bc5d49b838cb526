import { type Block, correlate } from './phase-correlation.ts';

addEventListener('message', ({ data }: MessageEvent<{ blocks: Block[]; side: number }>) => {
  postMessage(correlate(data.blocks, data.side));
});
