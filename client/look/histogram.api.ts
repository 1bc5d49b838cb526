import type { Colours, Histogram } from '#domain/look/look.contract.ts';
import { request } from '../core/index.ts';

const histograms = new Map<string, Promise<Histogram[]>>();

/** Histograms of all bands of a scene, or of its index alone. Throws RequestFailure. */
export function loadHistograms(sceneId: string, colours: Colours): Promise<Histogram[]> {
  const query = colours.kind === 'index' ? `?index=${colours.first},${colours.second}` : '';
  const address = `/api/scenes/${sceneId}/histogram${query}`;
  const running =
    histograms.get(address) ?? request<{ items: Histogram[] }>('GET', address).then(({ data }) => data.items);
  histograms.set(address, running);
  running.catch(() => histograms.delete(address));
  return running;
}
