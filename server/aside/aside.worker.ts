import { parentPort } from 'node:worker_threads';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import type { Answer, Asked } from './aside.ts';

const port = parentPort!;

port.on('message', async (asked: Asked) => {
  port.postMessage(await answerTo(asked));
});

async function answerTo({ module, name, args }: Asked): Promise<Answer> {
  try {
    const tasks = await import(module);
    return { kind: 'done', value: await tasks[name](...args) };
  } catch (error) {
    if (error instanceof ImageryRefusal)
      return { kind: 'image_refused', code: error.code, detail: error.detail };
    if (error instanceof MetadataRefusal) return { kind: 'metadata_refused', detail: error.message };
    return { kind: 'failed', error };
  }
}
