import { inspectionOf } from '../card/scene-making.ts';
import type { SceneUpload } from '../card/scene-upload.ts';
import type { Transfer } from '../transfer/transfer.ts';

/** What is taken from a file that lay beside an image, once it was received. */
export function takenFrom(
  { images, places, statements, unread }: SceneUpload,
  { fileName }: Transfer,
): string {
  if (/\.msk$/i.test(fileName)) return 'Mask: hides pixels';
  const said = places?.find((one) => one.fileName === fileName);
  if (said) {
    const { transform, crs, points, unread: why } = said;
    const parts = [transform && 'grid', points && 'control points', crs && 'reference system'].filter(
      Boolean,
    );
    if (parts.length === 0) return why ?? 'Says nothing of the place';
    const placed = images.some((image) => inspectionOf(image)?.placement === 'file');
    const what = parts.length === 1 ? `the ${parts[0]}` : parts.join(' and ');
    const use = placed ? "; the image's own counts" : ', filled in below';
    return [`Gives ${what}${use}`, why].filter(Boolean).join('. ');
  }
  const isRead = statements.some(
    ({ from, detail }) => from === 'beside' && detail?.startsWith(`${fileName}: `),
  );
  if (isRead) return 'Read';
  return unread.some((one) => one.fileName === fileName) ? 'Not read' : 'Received';
}
