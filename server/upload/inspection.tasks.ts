import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';
import { propose } from '#domain/metadata/proposal.rules.ts';
import { statementsOfTags } from '#domain/metadata/tiff-tags.rules.ts';
import type { UploadInspection } from '#domain/upload/upload.contract.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { type Inspection, inspect } from '#imagery/inspect/inspect.ts';

/** What a received image is, without one of its pixels being decoded. Throws an ImageryRefusal. */
export async function inspectUpload(
  path: string,
  fileName: string,
  limits: Limits,
): Promise<UploadInspection> {
  return told(await inspect(path, undefined, limits), fileName);
}

function told(found: Inspection, fileName: string): UploadInspection {
  const statements = [...statementsOfTags(found.metadata), ...statementsOfFileName(fileName, new Date())];
  return {
    width: found.width,
    height: found.height,
    bands: found.bands.map(({ name, type }) => ({ ...(name !== null && { name }), type })),
    ...place(found),
    ...(found.noData !== null && { noData: found.noData }),
    suggested: Object.fromEntries(
      Object.entries(propose(statements)).map(([field, { chosen }]) => [field, chosen.value]),
    ),
  };
}

function place({ placement, placeMissing, ownSystem }: Inspection) {
  if (!placement) {
    const why = placeMissing && { placeMissing: { code: placeMissing.code, detail: placeMissing.detail } };
    return {
      ...systemIn({ epsg: ownSystem?.epsg ?? null, projection: ownSystem?.definition ?? null }),
      placement: 'missing',
      ...why,
    } as const;
  }
  const { epsg, projection, grid, footprint, groundSampleDistance: gsd, accuracy, doubts } = placement;
  return {
    ...systemIn({ epsg, projection }),
    ...(grid.method === 'as_is' && { affine: [...grid.affine] }),
    footprint: footprint as UploadInspection['footprint'],
    gsd,
    placement: 'file',
    ...(doubts.length > 0 && { doubts: [...doubts] }),
    ...(accuracy && { accuracy: { metres: accuracy.metres, reason: accuracy.reason } }),
  } as const;
}

function systemIn({ epsg, projection }: { epsg: number | null; projection: string | null }) {
  if (epsg !== null) return { crs: `EPSG:${epsg}` };
  return { crs: null, ...(projection !== null && { projection }) };
}
