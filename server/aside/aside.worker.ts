import { parentPort } from 'node:worker_threads';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import type { Answer, Asked } from './aside.ts';
import { tasks } from '../scene/image.tasks.ts';

const port = parentPort!;

port.on('message', async ({ name, args }: Asked) => {
  port.postMessage(await answerTo(name, args));
});

async function answerTo(name: Asked['name'], args: readonly unknown[]): Promise<Answer> {
  try {
    return { kind: 'done', value: await (tasks[name] as (...given: readonly unknown[]) => unknown)(...args) };
  } catch (error) {
    if (error instanceof ImageryRefusal)
      return { kind: 'image_refused', code: error.code, detail: error.detail };
    if (error instanceof MetadataRefusal) return { kind: 'metadata_refused', detail: error.message };
    return { kind: 'failed', error };
  }
}
