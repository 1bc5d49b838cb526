import { type BlockParameters, decodeBlock } from './block-codec.ts';

/** As geotiff's Pool asks, and is answered. */
type Job = {
  jobId: number;
  compression: number;
  decoderParameters: BlockParameters;
  buffer: ArrayBuffer;
};

addEventListener('message', async ({ data }: MessageEvent<Job>) => {
  const { jobId, compression, decoderParameters, buffer } = data;
  try {
    const { buffer: decoded } = await decodeBlock(compression, decoderParameters, new Uint8Array(buffer));
    postMessage({ jobId, decoded }, { transfer: [decoded] });
  } catch (error) {
    postMessage({ jobId, error: String(error) });
  }
});
