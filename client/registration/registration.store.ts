import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import {
  fitShift,
  type GroundShift,
  leftOutResiduals,
  type PointPair,
  type Residuals,
  residualsOf,
} from '#domain/geometry/registration.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { draftModel, inOrder } from '../annotation/index.ts';
import { comparisonModel } from '../comparison/index.ts';
import {
  journalModel,
  NoLonger,
  RequestFailure,
  sentenceOf,
  tell,
  tellFault,
  type Workspace,
  workspaceOf,
} from '../core/index.ts';
import { formatAcquired, stepWords } from '../i18n/index.ts';
import { currentScene, sceneModel } from '../scene/index.ts';
import { siteModel } from '../site/index.ts';
import {
  forgetRegistration,
  type KeptRegistration,
  keepRegistration,
  keptRegistrations,
  type LaidScene,
} from './kept-registration.store.ts';
import { registrationWords } from './registration-words.ts';
import type { Verdict } from './shift/judgement.ts';

export const MOST_PAIRS = 6;

export type Registration = LaidScene & {
  marking: boolean;
  proposal?: 'asked' | Proposal;
  saving?: true;
  sentence?: string;
};

/** What the map found, `at` the shift that it looked from; or why it could not look. */
export type Proposal = { at: GroundShift; verdict: Verdict } | { fault: string };

/** The laying of one scene on another: what is set and not saved. */
export function registrationModel(workspace: Workspace) {
  const { tool } = workspace.get(draftModel);
  const { before, after, setBefore, setAfter } = workspace.get(comparisonModel);
  const { scenes, sceneById, replaceScene, patchScene } = workspace.get(sceneModel);
  const { site } = workspace.get(siteModel);
  const { transact, settle } = workspace.get(journalModel);

  const registration: Signal<Registration | undefined> = signal(undefined);
  /** Metres of the moving scene's pixel; the map tells. */
  const movingPixel: Signal<number | undefined> = signal(undefined);

  /** What is left at the pairs that are marked; those that made the shift are each left out in turn. Null: unknown. */
  const residuals: ReadonlySignal<Residuals | null> = computed(() => {
    const now = registration.value;
    if (!now) return null;
    return isFitted(now) ? leftOutResiduals(now.pairs, now.shift) : residualsOf(now.pairs, now.shift);
  });

  const isChanged: ReadonlySignal<boolean> = computed(
    () => registration.value !== undefined && registration.value.found.by !== 'saved',
  );

  // Keeps what is not saved in this browser.
  workspace.effect(() => {
    const now = registration.value;
    const { siteId } = workspace;
    if (!now || !siteId) return;
    const { marking, proposal, saving, sentence, ...laid } = now;
    const { movingId, found, pairs, half } = laid;
    const begun = found.by !== 'saved' || pairs.length > 0 || half.moving || half.reference;
    if (begun) keepRegistration({ ...laid, siteId, touchedAt: new Date().toISOString() });
    else forgetRegistration(movingId);
  });

  /** A scene as it lies now: where it is being laid on another, with the shift of the moment. */
  function registered(scene: Scene): Scene {
    const now = registration.value;
    return now?.movingId === scene.id ? { ...scene, offset: { ...scene.offset, ...now.shift } } : scene;
  }

  /** Begins to lay one of both scenes on screen on the other: the later one, unless the site refers to it. */
  function openRegistration(): void {
    const [earlier, later] = inOrder(before.peek(), after.peek());
    if (!earlier || !later) return;
    tool.value = { kind: 'select' };
    if (site.peek()?.referenceSceneId === later.id) begin(earlier, later);
    else begin(later, earlier);
  }

  /** Goes on with a registration that was kept: both scenes on screen, the earlier one before. */
  function continueRegistration({ siteId, touchedAt, ...kept }: KeptRegistration): void {
    const pair = scenes.peek().filter(({ id }) => id === kept.movingId || id === kept.referenceId);
    const [earlier, later] = pair;
    const moving = sceneById(kept.movingId);
    if (!earlier || !later || !moving) return;
    setBefore(earlier.id);
    setAfter(later.id);
    tool.value = { kind: 'select' };
    movingPixel.value = undefined;
    const { east, north } = moving.offset;
    const moved = east !== kept.from.east || north !== kept.from.north;
    registration.value = {
      ...kept,
      from: { east, north },
      marking: kept.half.moving !== undefined || kept.half.reference !== undefined,
      ...(moved && { sentence: registrationWords.movedMeanwhile(metres(moving.offset)) }),
    };
  }

  /** Moves the other of both scenes instead; offered while nothing is set for this one. */
  function exchangeScenes(): void {
    const now = registration.peek();
    const [moving, reference] = [sceneById(now?.referenceId), sceneById(now?.movingId)];
    if (moving && reference) begin(moving, reference);
  }

  /** Ends the tool. What was set and not saved is given up. */
  function closeRegistration(): void {
    const now = registration.peek();
    registration.value = undefined;
    if (now) {
      forgetRegistration(now.movingId);
      settle(now.movingId);
    }
    movingPixel.value = undefined;
  }

  /** Moves the scene by so many of its pixels, to the tenth. */
  function nudge(right: number, up: number): void {
    const now = registration.peek();
    const pixel = movingPixel.peek();
    if (!now || pixel === undefined || now.proposal === 'asked' || now.saving) return;
    const { east, north } = now.shift;
    act(
      stepWords.moving(dateOf(now.movingId)),
      {
        shift: { east: round(east + right * pixel), north: round(north + up * pixel) },
        found: { by: 'keys', fitted: isFitted(now) },
      },
      `moving ${now.movingId}`,
    );
  }

  function resetToZero(): void {
    act(stepWords.zeroing, { shift: { east: 0, north: 0 }, found: { by: 'zero' } });
  }

  /** Marks one point, [east, north] in that grid, on one of both images as it lies now; on a third, nothing. */
  function markPoint(sceneId: string, [x, y]: readonly [number, number]): void {
    const now = registration.peek();
    if (!now || (sceneId !== now.movingId && sceneId !== now.referenceId)) return;
    const half: Partial<PointPair> =
      sceneId === now.movingId
        ? { ...now.half, moving: [x - now.shift.east, y - now.shift.north] }
        : { ...now.half, reference: [x, y] };
    if (!half.moving || !half.reference) {
      act(stepWords.marking, { half });
      return;
    }
    const pairs = [...now.pairs, { reference: half.reference, moving: half.moving }];
    act(stepWords.pairing(pairs.length), {
      ...fitted(pairs),
      half: {},
      marking: pairs.length < MOST_PAIRS,
    });
  }

  function removePair(place: number): void {
    const pairs = registration.peek()?.pairs.filter((_, i) => i !== place) ?? [];
    act(stepWords.unpairing, pairs.length > 0 ? fitted(pairs) : { pairs });
  }

  function fitPairs(): void {
    const now = registration.peek();
    if (now && now.pairs.length > 0) act(stepWords.fitting, fitted(now.pairs));
  }

  function switchMarking(): void {
    const now = registration.peek();
    if (now && !now.saving) change({ marking: !now.marking && now.pairs.length < MOST_PAIRS, half: {} });
  }

  function askProposal(): void {
    if (!registration.peek()?.saving) change({ proposal: 'asked' });
  }

  /** What the map found; passed over where the tool was closed or the scenes exchanged meanwhile. */
  function tellProposal(asked: Registration, proposal: Proposal): void {
    const now = registration.peek();
    if (now?.movingId === asked.movingId && now.proposal === 'asked') change({ proposal });
  }

  /** Takes a shift that was found; where both agreed already, the scene stays, and it is kept how well they agree. */
  function acceptProposal(): void {
    const { proposal } = registration.peek() ?? {};
    if (!proposal || proposal === 'asked' || 'fault' in proposal) return;
    const { at, verdict } = proposal;
    if (verdict.kind !== 'found' && verdict.kind !== 'aligned') return;
    const { agreeing, parts } = verdict;
    const found = { by: 'correlation', agreeing, clear: parts.length } as const;
    dismissProposal();
    act(
      stepWords.proposing,
      verdict.kind === 'aligned'
        ? { shift: at, found: { ...found, residual: verdict.within } }
        : { shift: proposedShift(at, verdict.shift), found: { ...found, residual: verdict.residual } },
    );
  }

  function dismissProposal(): void {
    const now = registration.peek();
    if (now) registration.value = withoutProposal(now);
  }

  /** Stores the shift with the scene. Where somebody else changed the scene meanwhile, it is told and kept open. */
  async function saveRegistration(): Promise<void> {
    const now = registration.peek();
    const scene = sceneById(now?.movingId);
    if (!now || !scene || now.saving) return;
    const { proposal, sentence, ...rest } = now;
    registration.value = { ...rest, marking: false, saving: true };
    const residual = now.found.by === 'correlation' ? now.found.residual : residuals.peek()?.rms;
    try {
      const offset = {
        ...now.shift,
        residual: residual === undefined ? null : round(residual),
        note: noteOf(now),
      };
      const reference = sceneById(now.referenceId);
      await patchScene(
        scene,
        { offset },
        stepWords.laying(formatAcquired(scene), reference && formatAcquired(reference)),
      );
      // The site may have been left, and the scene been laid further since.
      const kept = keptRegistrations.peek().get(scene.id);
      if (!kept || layOf(kept) === layOf(now)) closeRegistration();
      tell('Registration saved.');
    } catch (error) {
      const current = currentScene(error);
      if (current) replaceScene(current);
      const why = current ? registrationWords.movedMeanwhile(metres(current.offset)) : sentenceOf(error);
      registration.value = { ...rest, sentence: why };
      if (workspaceOf(scene.siteId) !== workspace) tellFault(registrationWords.notSaved(why));
    }
  }

  function noteOf({ found, pairs, referenceId }: Registration): string {
    return registrationWords
      .note({ found, pairs: pairs.length, rms: residuals.peek()?.rms, on: sceneById(referenceId)?.title })
      .slice(0, 2_000);
  }

  function begin(moving: Scene, reference: Scene): void {
    const kept = keptRegistrations.peek().get(moving.id);
    if (kept && sceneById(kept.referenceId)) {
      continueRegistration(kept);
      return;
    }
    movingPixel.value = undefined;
    const { east, north } = moving.offset;
    registration.value = {
      movingId: moving.id,
      referenceId: reference.id,
      shift: { east, north },
      found: { by: 'saved' },
      pairs: [],
      half: {},
      marking: false,
      from: { east, north },
    };
  }

  function change(parts: Partial<Registration>): void {
    const now = registration.peek();
    if (now) registration.value = { ...now, ...parts };
  }

  /** A change by the analyst, which can be taken back as long as the tool is open. */
  function act(label: string, parts: Partial<Registration>, joins?: string): void {
    const former = registration.peek();
    if (!former || former.saving) return;
    const show = (state: Registration) => {
      const open = registration.peek();
      if (open?.movingId !== state.movingId) throw new NoLonger(stepWords.notOpenNow);
      if (open.saving) throw new RequestFailure(registrationWords.beingSaved);
      registration.value = state;
    };
    transact({
      label,
      affects: [former.movingId],
      draft: true,
      isSeen: () => true,
      ...(joins && { joins }),
      do: () => show({ ...former, ...parts }),
      undo: () => show(former),
    });
  }

  function dateOf(sceneId: string): string {
    const scene = sceneById(sceneId);
    return scene ? formatAcquired(scene) : '';
  }

  return {
    registration,
    movingPixel,
    residuals,
    isChanged,
    registered,
    openRegistration,
    continueRegistration,
    exchangeScenes,
    closeRegistration,
    nudge,
    resetToZero,
    markPoint,
    removePair,
    fitPairs,
    switchMarking,
    askProposal,
    tellProposal,
    acceptProposal,
    dismissProposal,
    saveRegistration,
  };
}

function withoutProposal({ proposal, ...rest }: Registration): Registration {
  return rest;
}

/** How a scene is laid, to be compared. */
function layOf({ shift, pairs }: LaidScene): string {
  return JSON.stringify([shift, pairs]);
}

function isFitted({ found }: Registration): boolean {
  return found.by === 'pairs' || (found.by === 'keys' && found.fitted);
}

/** Where a shift that was found leads, from where it was looked from. */
export function proposedShift(at: GroundShift, { east, north }: GroundShift): GroundShift {
  return { east: round(at.east + east), north: round(at.north + north) };
}

/** A shift in words, in metres. */
export function metres({ east, north }: GroundShift): string {
  const part = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(2)} m ${value < 0 ? negative : positive}`;
  return `${part(east, 'E', 'W')}, ${part(north, 'N', 'S')}`;
}

function fitted(pairs: readonly PointPair[]): Partial<Registration> {
  const { east, north } = fitShift(pairs);
  return { pairs, shift: { east: round(east), north: round(north) }, found: { by: 'pairs' } };
}

/** To the millimetre. */
function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
