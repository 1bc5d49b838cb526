import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { damageGrades } from '#domain/annotation/annotation.contract.ts';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { type StructureKind, structureKinds } from '#domain/structure/structure.contract.ts';
import { type Change, changes } from '#domain/vocabulary/change.contract.ts';
import { assessmentDrafts, isStated } from '../../assessment/index.ts';
import { JudgementFields, RivalFields } from '../../assessment/panels.ts';
import { offeredScenesModel, type Side } from '../../comparison/index.ts';
import { submitsOn } from '../../controls/index.ts';
import { AreaField, ChoiceField, faultsAt, Section, SelectField, TextField } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { formatArea, labels, sceneChoice } from '../../i18n/index.ts';
import { lookModel } from '../../look/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { savingModel } from '../acts/saving.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { type ClosedDraft, type Draft, type DraftProperties, withScene } from '../base/draft.ts';
import { Conflict } from './conflict.panel.tsx';
import { Corners } from './corners.panel.tsx';
import { Meanwhile } from './meanwhile.panel.tsx';

/** Where fields of the form stand; a fault elsewhere is told at its head. */
const SHOWN = ['/geometry', '/properties'];

/** What the field that asks which structure a change is of is given. */
export type StructureFieldProps = {
  draft: ClosedDraft;
  faults: readonly Fault[];
  /** Null where a saved change is to have a structure of its own. */
  set: (structureId: string | null | undefined) => void;
};

/** The form of a draft, in the order in which an analyst thinks. */
export function DraftForm({
  draft,
  StructureField,
}: {
  draft: ClosedDraft;
  StructureField: ComponentType<StructureFieldProps>;
}) {
  const { discardDraft, editProperties, finishEditing, savingIds, select, startEditing, tool } =
    useModel(draftModel);
  const { refusals, saveDraft } = useModel(savingModel);
  const form = useRef<HTMLFormElement>(null);
  const refused = refusals.value.get(draft.id);
  const faults = refused?.faults ?? [];
  const { properties, base } = draft;
  const editing = tool.value.kind === 'edit' && tool.value.id === draft.id;
  const set = (change: { [Key in keyof DraftProperties]?: DraftProperties[Key] | undefined }) =>
    editProperties(draft.id, (now) => ({
      ...now,
      properties: { ...now.properties, ...change } as DraftProperties,
    }));

  // At once: later, it would be taken from where the analyst has put it since.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('select, input')?.focus({ preventScroll: true });
  }, [draft.id]);
  useLayoutEffect(() => {
    if (!refused) return;
    const invalid = form.current?.querySelector<HTMLElement>('[aria-invalid]');
    if (invalid) invalid.focus();
    else form.current?.querySelector('.fault-box')?.scrollIntoView({ block: 'nearest' });
  }, [refused]);

  const assessment = assessmentDrafts.value.get(draft.id);
  const judged = isStated(assessment);
  const rivalsStated = Boolean(assessment?.rivals.length);
  const elsewhere = faults.filter((fault) => !SHOWN.some((shown) => fault.pointer.startsWith(shown)));
  return (
    <form
      ref={form}
      class="form"
      aria-label={base ? `Change ${base.annotation.properties.number}` : 'New change'}
      onSubmit={(event) => {
        event.preventDefault();
        void saveDraft(draft.id);
      }}
      onKeyDown={(event) => {
        submitsOn(event);
        // The draft stays, and is offered above the list.
        if (event.code === 'Escape' && !event.isComposing) {
          event.preventDefault();
          select(undefined);
        }
      }}
    >
      <div>
        <header class="panel-head">
          <h2>{base?.annotation.properties.number ?? 'New change'}</h2>
          <span class="quiet">{formatArea(geodesicArea(draft.geometry))}</span>
          <button
            type="button"
            class="button"
            aria-pressed={editing}
            onClick={() => (editing ? finishEditing() : startEditing(draft.id))}
          >
            {editing ? 'Done with corners' : 'Edit corners'}
          </button>
        </header>
        {/* Above what scrolls: it is to be seen wherever somebody is typing. */}
        <Meanwhile draft={draft} />
      </div>
      <div class="scroll">
        {refused && (
          <p class="fault-box" role="alert">
            {refused.sentence} {elsewhere.map((fault) => fault.detail).join(' ')}
          </p>
        )}
        <Conflict draft={draft} />
        {faultsAt(faults, '/geometry').map((fault) => (
          <p class="fault" key={fault.detail}>
            {fault.detail}
          </p>
        ))}
        <SelectField<StructureKind>
          question
          label="What was it?"
          pointer="/properties/structure"
          faults={faults}
          value={properties.structure}
          options={structureKinds.map((kind) => [kind, labels.structure[kind]] as const)}
          onChange={(structure) => structure && set({ structure })}
        />
        {properties.structure === 'other' && (
          <TextField
            label="In your words"
            pointer="/properties/structureOther"
            faults={faults}
            value={properties.structureOther ?? ''}
            onChange={(structureOther) => set({ structureOther })}
          />
        )}
        <StructureField draft={draft} faults={faults} set={(structureId) => set({ structureId })} />
        <ChoiceField<Change>
          question
          legend="What happened?"
          pointer="/properties/change"
          faults={faults}
          value={properties.change}
          options={changes.map((code) => ({
            code,
            label: labels.change[code],
            detail: labels.changeMeaning[code],
          }))}
          onChange={(change) => set({ change })}
        />
        <Dates draft={draft} />
        <Section summary="How sure are you, and why?" opens={judged}>
          {!base && <p class="hint">Saved as your first assessment: that you agree with the claim.</p>}
          <JudgementFields annotationId={draft.id} />
        </Section>
        <Section summary="What else could it be?" opens={rivalsStated}>
          <RivalFields annotationId={draft.id} />
        </Section>
        <Section
          summary="Notes"
          opens={Boolean(properties.description ?? properties.title ?? properties.count)}
        >
          <AreaField
            label="Description"
            pointer="/properties/description"
            faults={faults}
            value={properties.description ?? ''}
            onChange={(description) => set({ description })}
          />
          <TextField
            label="Title"
            pointer="/properties/title"
            faults={faults}
            value={properties.title ?? ''}
            onChange={(title) => set({ title })}
          />
          <div class="pair">
            <TextField
              label="Count"
              hint="How many, where the outline holds several"
              inputMode="numeric"
              pointer="/properties/count"
              faults={faults}
              value={properties.count === undefined ? '' : String(properties.count)}
              onChange={(count) => set({ count: count.trim() === '' ? undefined : Number(count) })}
            />
            <SelectField
              label="Damage grade"
              hint="After Copernicus EMS"
              pointer="/properties/damageGrade"
              faults={faults}
              value={properties.damageGrade ?? ''}
              empty="Not graded"
              options={damageGrades.map((grade) => [grade, labels.damageGrade[grade]] as const)}
              onChange={(grade) => set({ damageGrade: grade || undefined })}
            />
          </div>
        </Section>
        {draft.geometry.type === 'Polygon' && (
          <Section summary="Corners" opens={false}>
            <Corners id={draft.id} geometry={draft.geometry} />
          </Section>
        )}
      </div>
      <footer class="actions">
        <button type="submit" class="button primary" disabled={savingIds.value.has(draft.id)}>
          {savingIds.value.has(draft.id) ? 'Saving…' : 'Save'}
        </button>
        <button type="button" class="button" onClick={() => discardDraft(draft.id)}>
          Discard
        </button>
        <span class="hint">Enter saves</span>
      </footer>
    </form>
  );
}

function Dates({ draft }: { draft: Draft }) {
  const { editProperties } = useModel(draftModel);
  const { refusals } = useModel(savingModel);
  const { sceneById } = useModel(sceneModel);
  const { scenesToName } = useModel(offeredScenesModel);
  const { lookOf } = useModel(lookModel);
  const faults = refusals.value.get(draft.id)?.faults ?? [];
  // Those that are saved, too, so that whoever chose another can choose back.
  const named = [draft, draft.base?.annotation.properties].flatMap((one) => [
    one?.beforeSceneId,
    one?.afterSceneId,
  ]);
  const options = scenesToName(named).map((scene) => [scene.id, sceneChoice(scene)] as const);
  const choose = (side: Side, id: string) => {
    const scene = sceneById(id);
    if (scene) editProperties(draft.id, (now) => withScene(now, side, scene, lookOf(scene)));
  };
  return (
    <fieldset class="question">
      <legend>Between which dates?</legend>
      <SelectField
        label="Before"
        pointer="/properties/beforeSceneId"
        faults={faults}
        value={draft.beforeSceneId}
        options={options}
        onChange={(id) => choose('before', id)}
      />
      <SelectField
        label="After"
        pointer="/properties/afterSceneId"
        faults={faults}
        value={draft.afterSceneId}
        options={options}
        onChange={(id) => choose('after', id)}
      />
    </fieldset>
  );
}
