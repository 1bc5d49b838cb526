import { bandOrders, bandRoles } from '#domain/look/band-role.rules.ts';
import type { BandRole, Colours, Limits, Look, PercentileStep } from '#domain/look/look.contract.ts';
import { type Histogram, percentileSteps } from '#domain/look/look.contract.ts';
import {
  aroundZero,
  asOne,
  bandSignature,
  channelsOf,
  coloursKey,
  infraredColours,
  isMeasured,
  naturalColours,
  stretchedAsOne,
  vegetationIndex,
  widened,
} from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../core/index.ts';
import { measuredInWords, roleNames } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { loadHistograms } from './histogram.api.ts';
import { lookModel } from './look.store.ts';
import { savedLooksModel } from './saved-looks.store.ts';

/** A way of colouring a scene that can be chosen by name. */
export type Preset = { label: string; colours: Colours };

/** What can be chosen of how a scene is shown. */
export function lookChoicesModel(workspace: Workspace) {
  const { scenes } = workspace.get(sceneModel);
  const { looks, lookOf, ownLook, seriesOf } = workspace.get(lookModel);
  const { setLook } = workspace.get(savedLooksModel);

  /** What each band of a scene measures: as its file tells, else as an analyst said for it or its series. */
  function rolesOf(scene: Scene): readonly BandRole[] | undefined {
    return bandRoles(scene) ?? ownLook(scene.id).bandOrder ?? seriesOf(scene)?.bandOrder;
  }

  /** The presets that a scene's bands allow. */
  function presetsOf(scene: Scene): Preset[] {
    const roles = rolesOf(scene) ?? [];
    const natural = naturalColours(roles);
    const hasBlue = roles.includes('blue');
    const offered: [string, Colours | undefined][] = [
      [hasBlue ? 'Natural' : 'Near natural (no blue band)', natural],
      ['False colour, infrared', infraredColours(roles)],
      ['Plants: infrared against red', vegetationIndex(roles)],
    ];
    return offered.flatMap(([label, colours]) => (colours ? [{ label, colours }] : []));
  }

  /** A band by its number, and by what it measures where that is known. */
  function bandName(scene: Scene, number: number): string {
    const role = rolesOf(scene)?.[number - 1];
    const known = role && role !== 'other' ? roleNames[role] : scene.bands[number - 1]?.name?.slice(0, 24);
    return known ? `${number} ${known}` : `${number}`;
  }

  /** What a scene is seen in, in words, where that is neither near to what an eye would see nor plain grey. */
  function coloursInWords(scene: Scene): string | undefined {
    const { colours } = lookOf(scene);
    const roles = rolesOf(scene);
    if (isMeasured(colours)) return measuredInWords(colours, roles);
    const natural = roles && naturalColours(roles);
    return natural && coloursKey(natural) !== coloursKey(colours) && colours.kind === 'mix'
      ? 'false colours'
      : undefined;
  }

  /** How many scenes take their bands from what was chosen for this one, or for another of its series. */
  function followers(scene: Scene): number {
    const signature = bandSignature(scene);
    return scenes.value.filter(
      (other) =>
        other.id !== scene.id &&
        other.state === 'ready' &&
        !looks.value.get(other.id)?.look.colours &&
        bandSignature(other) === signature,
    ).length;
  }

  /** Says in which order the bands lie, and shows them in natural colours. */
  function chooseOrder(scene: Scene, order: BandRole[]): void {
    const colours = naturalColours(order) ?? lookOf(scene).colours;
    setLook(scene.id, { ...withoutStretch(scene), colours, bandOrder: order });
  }

  /** An index of two bands: near infrared against red where they are known, else of those that are seen. */
  function startingIndex(scene: Scene): Colours {
    const [first = 1, second] = channelsOf(lookOf(scene).colours);
    const other = scene.bands.findIndex((band, place) => !band.alpha && place + 1 !== first) + 1;
    return (
      vegetationIndex(rolesOf(scene) ?? []) ?? {
        kind: 'index',
        first,
        second: second && second !== first ? second : other || first,
      }
    );
  }

  /** Shows other bands, from the stretch that these start with. */
  function chooseColours(scene: Scene, colours: Colours): void {
    setLook(scene.id, { ...withoutStretch(scene), colours });
  }

  /** Shows a scene whose colours stand for values on the scale of all dates. */
  function chooseCommonScale(scene: Scene): void {
    setLook(scene.id, { ...withoutStretch(scene), colours: lookOf(scene).colours });
  }

  /** Shows another scene on the scale that this one has. */
  function giveScale(scene: Scene, other: Scene): void {
    const { limits } = lookOf(scene);
    setLook(other.id, {
      ...ownLook(other.id),
      colours: lookOf(other).colours,
      stretch: { from: 'hand', limits },
    });
  }

  function withoutStretch(scene: Scene): Look {
    const { stretch: _, ...kept } = ownLook(scene.id);
    return kept;
  }

  /** Stretches to percentiles of the whole scene. Throws RequestFailure. */
  async function choosePercentiles(
    scene: Scene,
    percentiles: [PercentileStep, PercentileStep],
  ): Promise<void> {
    const { colours } = lookOf(scene);
    const own = JSON.stringify(ownLook(scene.id));
    const counted = channelHistograms(colours, await loadHistograms(scene.id, colours));
    // Something else may have been chosen meanwhile.
    if (JSON.stringify(ownLook(scene.id)) !== own) return;
    const found = counted.map((histogram) =>
      widened({
        low: histogram.percentiles[percentileSteps.indexOf(percentiles[0])]!,
        high: histogram.percentiles[percentileSteps.indexOf(percentiles[1])]!,
      }),
    );
    const limits = stretchedAsOne(scene.bands, colours) ? asOne(found) : found;
    setLook(scene.id, {
      ...ownLook(scene.id),
      colours,
      stretch: {
        from: 'scene',
        percentiles,
        limits: colours.kind === 'index' ? limits.map(aroundZero) : limits,
      },
    });
  }

  /** Sets limits by hand: of one channel, or of all alike; those of an index stay as far below 0 as above it. */
  function chooseLimits(scene: Scene, channel: number | 'all', given: Limits): void {
    const shown = lookOf(scene);
    const limits = shown.colours.kind === 'index' ? mirrored(given, shown.limits[0]!) : given;
    setLook(scene.id, {
      ...ownLook(scene.id),
      colours: shown.colours,
      stretch: {
        from: 'hand',
        limits: shown.limits.map((former, place) =>
          channel === 'all' || channel === place ? limits : former,
        ),
      },
    });
  }

  /** Sets brightness, contrast, gamma or sharpening. */
  function chooseTone(
    scene: Scene,
    tone: Partial<Pick<Look, 'brightness' | 'contrast' | 'gamma' | 'sharpen'>>,
  ): void {
    setLook(scene.id, { ...ownLook(scene.id), ...tone });
  }

  return {
    rolesOf,
    presetsOf,
    bandName,
    coloursInWords,
    followers,
    chooseOrder,
    startingIndex,
    chooseColours,
    chooseCommonScale,
    giveScale,
    choosePercentiles,
    chooseLimits,
    chooseTone,
  };
}

/** True where neither the file nor the platform tells what its bands measure, and there is a choice. */
export function needsBandOrder(scene: Scene): boolean {
  return bandRoles(scene) === undefined && ordersFor(scene).length > 0;
}

/** The orders in which the bands of a scene may lie, with a name for each. */
export function ordersFor(scene: Scene): { label: string; order: BandRole[] }[] {
  const colour = scene.bands.filter((band) => !band.alpha).length;
  return bandOrders
    .filter((order) => order.length === colour)
    .map((order) => {
      let next = 0;
      return {
        label: order.map((role) => roleNames[role]).join(', '),
        order: scene.bands.map((band) => (band.alpha ? 'other' : order[next++]!)),
      };
    });
}

function mirrored({ low, high }: Limits, former: Limits): Limits {
  const reach = Math.abs(low === former.low ? high : low);
  return reach > 0 ? { low: -reach, high: reach } : former;
}

/** The histogram of each channel, out of those of all bands, or that of the index. */
export function channelHistograms(colours: Colours, counted: readonly Histogram[]): Histogram[] {
  return colours.kind === 'index'
    ? counted.slice(0, 1)
    : channelsOf(colours).flatMap((number) => counted[number - 1] ?? []);
}
