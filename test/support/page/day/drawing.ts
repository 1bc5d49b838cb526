import { beginSketch, drawHere } from '../changes.ts';
import type { Day } from './desk.ts';
import { type Claim, type Field, isThere, isUnsaved, type Typed } from './ledger.ts';
import { otherSite } from './moving.ts';

/** A change of the site on screen, where there is one that fits. */
export function pickClaim(day: Day, fits: (claim: Claim) => boolean): Claim | undefined {
  const fitting = day.ledger.of(day.here.siteId).filter(fits);
  return fitting.length > 0 ? day.chance.pick(fitting) : undefined;
}

/** Selects a change, as from the list; the one before, opened and not changed, is no draft any more. */
export function select(day: Day, id: string): void {
  const { select: choose, selectedId } = day.desk();
  const left = day.ledger.claims.get(selectedId.peek() ?? '');
  if (left && left.id !== id && !left.isNew && !isUnsaved(left)) day.ledger.settle(left.id);
  choose(id);
}

function newClaim(day: Day, id: string): Claim {
  const name = `A${day.ledger.claims.size + 1}`;
  const claim: Claim = {
    id,
    name,
    siteId: day.here.siteId,
    deleted: false,
    isNew: true,
    isUnheard: false,
    drafts: 1,
    saves: 0,
  };
  day.ledger.claims.set(id, claim);
  return claim;
}

function drawn(day: Day, claim: Claim): void {
  day.ledger.did({
    label: /^drawing the new change$/,
    affects: claim.id,
    draft: true,
    undo: () => {
      claim.typed = undefined;
    },
    redo: () => {
      claim.typed = {};
    },
  });
}

export async function draw(day: Day): Promise<void> {
  const { after, draw: begin, workspace } = day.desk();
  if (!after.value) return;
  begin('polygon');
  const claim = newClaim(day, drawHere(workspace));
  day.say(`draw ${claim.name}`);
  drawn(day, claim);
}

/** Begins an outline, and leaves its site. */
export async function beginAndLeave(day: Day): Promise<void> {
  const { after, draw: begin, sketching, workspace } = day.desk();
  if (!after.value) return;
  begin('polygon');
  beginSketch(workspace);
  day.say('begin an outline and leave');
  day.ledger.sketches.set(sketching.value!.id, day.here.siteId);
  await otherSite(day);
}

export async function finishSketch(day: Day): Promise<void> {
  const id = [...day.ledger.sketches].find(([, siteId]) => siteId === day.here.siteId)?.[0];
  if (!id) return;
  const { continueSketch, drafts, sketchFinished } = day.desk();
  const draft = drafts.value.get(id)!;
  continueSketch(draft);
  sketchFinished({ type: 'Polygon', coordinates: [[...draft.sketch, draft.sketch[0]!]] });
  day.ledger.sketches.delete(id);
  const claim = newClaim(day, id);
  day.say(`close the outline of ${claim.name}`);
  drawn(day, claim);
}

export async function type(
  day: Day,
  claim = pickClaim(day, (one) => one.typed !== undefined || isThere(one)),
) {
  if (!claim) return;
  const { annotations, drafts, editProperties, startEditing } = day.desk();
  if (!drafts.value.has(claim.id) && !annotations.value.has(claim.id)) return;
  const field: Field = day.chance.pick(['title', 'description'] as const);
  const text = day.words();
  day.say(`type the ${field} of ${claim.name}: ${text}`);
  select(day, claim.id);
  startEditing(claim.id);
  if (!claim.typed) {
    // A drawing that had arrived unheard, and is given up or taken back, is a saved change like any other.
    claim.isNew = false;
    claim.drafts++;
  }
  for (const typed of [text.slice(0, 3), text]) {
    editProperties(claim.id, (draft) => ({ ...draft, properties: { ...draft.properties, [field]: typed } }));
    const former: Typed = claim.typed ?? {};
    const latter: Typed = { ...former, [field]: typed };
    day.ledger.did({
      label: new RegExp(`^changing the ${field} of `),
      affects: claim.id,
      draft: true,
      joins: `${claim.id} ${field}`,
      undo: () => {
        claim.typed = former;
      },
      redo: () => {
        claim.typed = latter;
      },
    });
  }
}

export async function remove(day: Day): Promise<void> {
  const claim = pickClaim(day, (one) => isThere(one) && !isUnsaved(one));
  const { annotations, remove: takeAway } = day.desk();
  const annotation = annotations.value.get(claim?.id ?? '');
  if (!claim || !annotation) return;
  day.say(`delete ${claim.name}`);
  select(day, claim.id);
  day.told = [];
  await takeAway(annotation);
  if (!day.told.some((text) => / deleted\.$/.test(text))) return day.readTruth(claim.id);
  day.ledger.did({
    label: /^deleting /,
    affects: claim.id,
    undo: () => {
      claim.deleted = false;
    },
    redo: () => {
      claim.deleted = true;
    },
  });
  claim.typed = undefined;
  day.ledger.settle(claim.id);
}

export async function discard(day: Day): Promise<void> {
  const claim = pickClaim(day, isUnsaved);
  if (!claim) return;
  day.say(`give up the draft of ${claim.name}`);
  day.desk().discardDraft(claim.id);
  if (claim.isNew) day.ledger.typedAssessments.delete(claim.id);
  claim.typed = undefined;
  day.ledger.settle(claim.id);
}
