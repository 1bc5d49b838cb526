import { useEffect } from 'preact/hooks';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { useModel } from '../core/index.ts';
import { lookModel } from '../look/index.ts';
import { thumbnailKey, thumbnailModel } from './thumbnails.ts';

/** A look is drawn once it has stayed the same for so long: not at each step of a slider. */
const STEADY_MILLISECONDS = 800;

/** A small picture of a scene in its own look; what stands in its place says whether it is still to come. */
export function Thumbnail({ scene, urgent = false }: { scene: Scene; urgent?: boolean }) {
  const { lookAsSet } = useModel(lookModel);
  const { thumbnails, wantThumbnail } = useModel(thumbnailModel);
  const ready = scene.state === 'ready';
  const look = ready ? lookAsSet(scene) : undefined;
  const key = look && thumbnailKey(scene, look);
  const known = thumbnails.value.get(scene.id);
  useEffect(() => {
    if (!look) return undefined;
    let takeBack: (() => void) | undefined;
    const want = () => {
      takeBack = wantThumbnail(scene, look, { urgent });
    };
    const timer = setTimeout(want, thumbnails.peek().has(scene.id) ? STEADY_MILLISECONDS : 0);
    return () => {
      clearTimeout(timer);
      takeBack?.();
    };
  }, [key]);
  if (ready && known?.address) return <img class="thumbnail" src={known.address} alt="" draggable={false} />;
  return <span class={`thumbnail ${ready && !known ? 'coming' : 'missing'}`} />;
}
