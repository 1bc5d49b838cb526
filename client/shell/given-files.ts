import { openWorkspace } from '../core/index.ts';
import { isOverlay, overlayModel } from '../overlay/index.ts';
import { addFiles, filesOfDrop, type GivenFile, sortGiven } from '../upload/index.ts';

/** Takes files that are dropped anywhere on the page, and of all that are given lays overlays over the images. */
export function followGivenFiles(): () => void {
  sortGiven(withoutOverlays);
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.documentElement.dataset.dropping = '';
  };
  const leave = (event: DragEvent) => {
    if (!event.relatedTarget) delete document.documentElement.dataset.dropping;
  };
  const drop = (event: DragEvent) => {
    delete document.documentElement.dataset.dropping;
    if (!holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    void filesOfDrop(event.dataTransfer).then(addFiles);
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', leave);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', leave);
    removeEventListener('drop', drop);
  };
}

/** What is an overlay is laid over the images and not sent at all. */
async function withoutOverlays(given: readonly GivenFile[]): Promise<readonly GivenFile[]> {
  const areOverlays = await Promise.all(given.map(({ file }) => isOverlay(file)));
  const { layOver } = openWorkspace.peek().get(overlayModel);
  void layOver(given.flatMap(({ file }, place) => (areOverlays[place] ? file : [])));
  return given.filter((_, place) => !areOverlays[place]);
}
