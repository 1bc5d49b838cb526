import { beforeAll, describe, expect, test } from 'vitest';
import { leavePage } from '../../support/page/leaving.ts';

const [siteId, sceneId, annotationId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
const TYPED = 'Typed in the last breath';

/** A kind of work: what is done as the page is left, and what one that is opened next knows of it. */
type Kind = { ready: () => Promise<() => void>; read: () => Promise<unknown> };

const kinds: Record<string, Kind> = {
  'a draft': {
    ready: async () => {
      const { keepDraft } = await import('../../../client/annotation/base/draft.storage.ts');
      const draft = { id: annotationId, siteId, properties: { title: TYPED } };
      return () => keepDraft(draft as Parameters<typeof keepDraft>[0]);
    },
    read: async () => {
      const { keptDrafts } = await import('../../../client/annotation/base/draft.storage.ts');
      return (await keptDrafts(siteId)).map(({ properties }) => properties.title);
    },
  },
  'an assessment': {
    ready: async () => {
      const { editAssessment } = await import('../../../client/assessment/typed-assessment.store.ts');
      return () => editAssessment(annotationId, { note: TYPED });
    },
    read: async () => {
      const typed = await import('../../../client/assessment/typed-assessment.store.ts');
      await typed.restoreAssessmentDrafts();
      return [typed.assessmentDraftOf(annotationId).note];
    },
  },
  'a note': {
    ready: async () => {
      const { typeNote } = await import('../../../client/structure/typed-note.store.ts');
      const annotation = { id: annotationId, properties: { structureId: 'tower' } };
      return () => typeNote(annotation as Parameters<typeof typeNote>[0], sceneId, TYPED);
    },
    read: async () => {
      const { restoreNotes, typedNote } = await import('../../../client/structure/typed-note.store.ts');
      await restoreNotes();
      return [typedNote('tower', sceneId)];
    },
  },
  'a mark': {
    ready: async () => {
      const { keepMark, markKey } = await import('../../../client/structure/unsent-mark.store.ts');
      const sighting = { id: crypto.randomUUID(), sceneId, state: 'intact', note: TYPED } as const;
      return () =>
        keepMark({ key: markKey('tower', sceneId, 'Ana'), structureId: 'tower', annotationId, sighting });
    },
    read: async () => {
      const { restoreMarks, unsentMarks } = await import('../../../client/structure/unsent-mark.store.ts');
      await restoreMarks();
      return [...unsentMarks.value.values()].map(({ sighting }) => sighting.note);
    },
  },
  'a registration': {
    ready: async () => {
      const { keepRegistration } = await import('../../../client/registration/kept-registration.store.ts');
      const kept = { movingId: sceneId, referenceId: 'other', siteId, touchedAt: TYPED };
      return () => keepRegistration(kept as Parameters<typeof keepRegistration>[0]);
    },
    read: async () => {
      const kept = await import('../../../client/registration/kept-registration.store.ts');
      await kept.restoreRegistrations();
      return [...kept.keptRegistrations.value.values()].map(({ touchedAt }) => touchedAt);
    },
  },
  'a card of an upload': {
    ready: async () => {
      const { keepUpload } = await import('../../../client/upload/card/upload.storage.ts');
      const card = { key: 'card', siteId, images: [], beside: [], fields: { title: TYPED } };
      return () => keepUpload(card as unknown as Parameters<typeof keepUpload>[0]);
    },
    read: async () => {
      const { keptUploads } = await import('../../../client/upload/card/upload.storage.ts');
      return (await keptUploads(siteId)).map(({ fields }) => fields.title);
    },
  },
  'the reason of a deletion': {
    ready: async () => {
      const { reasonModel } = await deletions();
      return () => reasonModel.typeReason(annotationId, TYPED);
    },
    read: async () => {
      const { reasonModel } = await deletions();
      await expect.poll(() => reasonModel.reasonFor(annotationId), { timeout: 15_000 }).not.toBe('');
      return [reasonModel.reasonFor(annotationId)];
    },
  },
  'a look': {
    ready: async () => {
      const { makeWorkspace } = await import('../../../client/core/index.ts');
      const { savedLooksModel } = await import('../../../client/look/index.ts');
      const { setLook } = makeWorkspace(siteId).get(savedLooksModel);
      return () => setLook(sceneId, { gamma: 1.7 });
    },
    read: async () => {
      const { keptTable } = await import('../../../client/core/index.ts');
      const kept = await keptTable<{ sceneId: string; look: { gamma: number } }>(
        'afterimage-looks',
        'sceneId',
      ).all();
      return kept.map(({ look }) => (look.gamma === 1.7 ? TYPED : look));
    },
  },
  'an overlay': {
    ready: async () => {
      const { keepOverlay } = await import('../../../client/overlay/overlay.storage.ts');
      return () => void keepOverlay({ id: 'overlay', siteId, name: TYPED, features: [], addedAt: 1 });
    },
    read: async () => {
      const { keptOverlays } = await import('../../../client/overlay/overlay.storage.ts');
      return (await keptOverlays(siteId)).map(({ name }) => name);
    },
  },
  "a scene's form": {
    ready: async () => {
      const { makeWorkspace } = await import('../../../client/core/index.ts');
      const { sceneEditModel } = await import('../../../client/scene/index.ts');
      const { beginEdit, editField } = makeWorkspace(undefined).get(sceneEditModel);
      const scene = { id: sceneId, siteId, title: 'Before', acquired: '2012', version: 1 };
      beginEdit(scene as Parameters<typeof beginEdit>[0]);
      return () => editField(sceneId, { title: TYPED });
    },
    read: async () => {
      const { makeWorkspace, saveState } = await import('../../../client/core/index.ts');
      const { restoreSceneEdits, sceneEditModel } = await import('../../../client/scene/index.ts');
      await restoreSceneEdits();
      expect(saveState.value).toEqual({ kind: 'unsaved', count: 1 });
      const { sceneEdits } = makeWorkspace(undefined).get(sceneEditModel);
      return [sceneEdits.value[sceneId]?.fields.title];
    },
  },
  "a new site's form": {
    ready: async () => {
      const { typeSite } = await import('../../../client/site/new-site.store.ts');
      return () => typeSite({ name: TYPED });
    },
    read: async () => {
      const { restoreNewSite, typedSite } = await import('../../../client/site/new-site.store.ts');
      await restoreNewSite();
      return [typedSite.value.name];
    },
  },
};

async function deletions() {
  const { makeWorkspace } = await import('../../../client/core/index.ts');
  const { deletionModel } = await import('../../../client/annotation/acts/deletion.store.ts');
  return { reasonModel: makeWorkspace(undefined).get(deletionModel) };
}

describe('what is done in the breath in which the page is left', () => {
  beforeAll(() => {
    // Nothing of it has arrived by then.
    globalThis.fetch = () => new Promise(() => {});
  });

  test.each(Object.entries(kinds))('is there again when it is opened: %s', async (_, { ready, read }) => {
    const act = await ready();
    act();
    await leavePage();
    expect(await read()).toEqual([TYPED]);
  });
});
