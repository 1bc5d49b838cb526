import type { Colours, Histogram } from '#domain/look/look.contract.ts';
import { api, told } from '../core/index.ts';

const histograms = new Map<string, Promise<Histogram[]>>();

/** Histograms of all bands of a scene, or of its index alone. Throws RequestFailure. */
export function loadHistograms(sceneId: string, colours: Colours): Promise<Histogram[]> {
  const query = colours.kind === 'index' ? { index: `${colours.first},${colours.second}` } : {};
  const key = `${sceneId} ${query.index ?? ''}`;
  const running =
    histograms.get(key) ??
    told(api.GET('/api/scenes/{sceneId}/histogram', { params: { path: { sceneId }, query } })).then(
      ({ data }) => data.items,
    );
  histograms.set(key, running);
  running.catch(() => histograms.delete(key));
  return running;
}
