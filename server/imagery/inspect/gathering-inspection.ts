import { type Limits, usualLimits } from '../base/limits.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { type Gathering, partRaster } from '../gather/gathered-raster.ts';
import { type PartRaster, planGathering } from '../gather/gathering-plan.ts';
import { named } from '../gather/part-source.ts';
import { footprintOf, groundSampleDistance } from '../place/footprint.ts';
import type { Placement } from '../place/placement.ts';
import { definedSystem, referenceSystem } from '../reference-system/base/reference-system.ts';
import { type Inspection, inspect } from './inspect.ts';

/** What several files turned out to be together, without one of their pixels being decoded. */
export type GatheringInspection = Inspection & {
  placement: Placement;
  /** Metres of a pixel of each file that is repeated to fit the finest; null for those that are not. */
  resampledFrom: readonly (number | null)[];
};

/**
 * Looks at the directories of the files of one image, each within the bounds of one; safe for the process that serves
 * requests. What is not of the whole is that of the first file. Throws ImageryRefusal with the first reason why they
 * make up no image.
 */
export async function inspectGathering(
  { arrangement, parts }: Gathering,
  limits: Limits = usualLimits,
): Promise<GatheringInspection> {
  const looked: { inspection: Inspection; placement: Placement; part: PartRaster }[] = [];
  for (const { path, fileName } of parts)
    try {
      const inspection = await inspect(path, undefined, limits);
      const { placement, layout } = inspection;
      if (placement === null)
        throw new ImageryRefusal(
          'parts_do_not_fit',
          'It does not say where on Earth it lies. Add it as a scene of its own and place it by hand.',
        );
      looked.push({ inspection, placement, part: partRaster(fileName, placement, layout) });
    } catch (error) {
      throw named(error, fileName);
    }
  const [first, ...others] = looked;
  if (first === undefined) throw new ImageryRefusal('parts_do_not_fit', 'No file was named.');
  const plan = planGathering(arrangement, [first.part, ...others.map(({ part }) => part)], limits);
  const { affine, width, height } = plan;
  const { epsg, projection, grid } = first.placement;
  const system = epsg === null ? definedSystem(projection!) : referenceSystem(epsg);
  const place = { system, affine, width, height };
  return {
    ...first.inspection,
    width,
    height,
    placement: {
      ...first.placement,
      grid: { ...grid, affine, width, height },
      footprint: footprintOf(place),
      groundSampleDistance: groundSampleDistance(place),
    },
    resampledFrom: plan.parts.map(({ resampled }, index) =>
      resampled ? looked[index]!.placement.groundSampleDistance : null,
    ),
  };
}
