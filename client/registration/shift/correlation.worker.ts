import { correlate } from './phase-correlation.ts';

addEventListener('message', ({ data }: MessageEvent<Parameters<typeof correlate>>) => {
  postMessage(correlate(...data));
});
