import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import {
  type GatherableFile,
  type Member,
  type Place,
  type Proposal,
  proposeGatherings,
} from '#domain/gathering/gathering.rules.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { inspectionOf } from './scene-making.ts';
import type { SceneUpload } from './scene-upload.ts';
import { change, gather, uploadsHere } from './upload.store.ts';

/** A proposal on the sheet; `id` stays the same while its files do. */
export type ShownProposal = Omit<Proposal, 'members'> & {
  id: string;
  members: readonly ShownMember[];
};
export type ShownMember = Member & { image: Transfer; place?: Place };

/** Proposals that the analyst has turned down. */
const keptApart: Signal<ReadonlySet<string>> = signal(new Set());
/** Which files the analyst has taken in or left out against the proposal, by the key of their card. */
const choices: Signal<ReadonlyMap<string, boolean>> = signal(new Map());
/** The order that the analyst has brought the files of a proposal into. */
const orders: Signal<ReadonlyMap<string, readonly string[]>> = signal(new Map());

/** What looks like one scene among the cards of the site on screen, as the analyst has it now. */
export const proposals: ReadonlySignal<ShownProposal[]> = computed(() => {
  const cards = new Map(uploadsHere.value.filter(isAlone).map((card) => [card.key, card]));
  const files = [...cards.values()].map(gatherable);
  return proposeGatherings(files).flatMap((proposal) => {
    const id = `${proposal.arrangement} ${proposal.members
      .map(({ key }) => key)
      .toSorted()
      .join(' ')}`;
    if (keptApart.value.has(id)) return [];
    const order = orders.value.get(id);
    const members = (order ?? proposal.members.map(({ key }) => key)).flatMap((key): ShownMember[] => {
      const member = proposal.members.find((one) => one.key === key);
      const image = cards.get(key)?.images[0];
      if (!member || !image) return [];
      const place = placeOf(image);
      const chosen = choices.value.get(key) ?? member.chosen;
      return [{ ...member, chosen, image, ...(place && { place }) }];
    });
    return [{ ...proposal, id, members }];
  });
});

/** The cards that a proposal speaks of: they are not asked about one by one until it is decided. */
export const proposedKeys: ReadonlySignal<ReadonlySet<string>> = computed(
  () => new Set(proposals.value.flatMap(({ members }) => members.map(({ key }) => key))),
);

function isAlone({ images, wanted, gathered }: SceneUpload): boolean {
  return images.length === 1 && !wanted && !gathered && images[0]?.state.value.kind !== 'refused';
}

function gatherable({ key, images }: SceneUpload): GatherableFile {
  const [image] = images;
  const place = image && placeOf(image);
  return { key, fileName: image?.fileName ?? '', ...(place && { place }) };
}

/** Where a file lies, once the server has looked at it. */
export function placeOf(image: Transfer): Place | undefined {
  const found = inspectionOf(image);
  const crs = found?.crs ?? found?.projection;
  if (!found?.affine || !crs) return undefined;
  const { affine, width, height, bands } = found;
  return { crs, affine, width, height, bandCount: bands.length };
}

/** Takes a file into a proposal, or leaves it out: then it stays a scene of its own. */
export function choose(key: string, chosen: boolean): void {
  choices.value = new Map(choices.value).set(key, chosen);
}

/** Moves a file within its proposal, one place up (-1) or down (1). */
export function move({ id, members }: ShownProposal, key: string, by: -1 | 1): void {
  const order = members.map((member) => member.key);
  const at = order.indexOf(key);
  const other = order[at + by];
  if (other === undefined) return;
  order[at + by] = key;
  order[at] = other;
  orders.value = new Map(orders.value).set(id, order);
}

/** Makes one card of the chosen files of a proposal. */
export function accept({ id, arrangement, title, members }: ShownProposal): void {
  const chosen = members.filter((member) => member.chosen);
  const [first] = chosen;
  if (!first) return;
  const bandNames = chosen.map(({ bandName }) => bandName ?? '');
  gather(
    chosen.map(({ key }) => key),
    { arrangement, ...(arrangement === 'bands' && { bandNames }) },
  );
  // A title that was typed stays; the name of one file among several is none.
  const own = first.fileName.replace(/\.tiff?$/i, '');
  change(first.key, ({ fields }) => ({
    fields: fields.title === own && title !== '' ? { ...fields, title } : fields,
  }));
  turnDown(id);
}

/** Leaves the files of a proposal as scenes of their own. */
export function turnDown(id: string): void {
  keptApart.value = new Set(keptApart.value).add(id);
}
