import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import {
  annotationsModel,
  draftModel,
  historyModel,
  listModel,
  undoModel,
} from '../../../client/annotation/index.ts';
import { editAssessment } from '../../../client/assessment/typed-assessment.store.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { notice, openWorkspace } from '../../../client/core/index.ts';
import { changesUnheard, followEvents } from '../../../client/shell/events.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, drawHere, drawnBy, typeInto } from '../../support/page/changes.ts';
import { giveEvents } from '../../support/page/events.ts';

describe('an undo right after saving', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  let ends: (() => void)[] = [];
  /** What was asked for and answered that it is gone. */
  let gone: string[] = [];

  beforeAll(() => {
    const ask = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const { method, url } = input instanceof Request ? input : new Request(input, init);
      const answer = await ask(input, init);
      if (answer.status === 410) gone.push(`${method} ${url}`);
      return answer;
    };
    giveEvents();
    ends = [followEvents(), followSite()];
  });
  afterAll(() => {
    for (const end of ends) end();
  });
  beforeEach(async () => {
    gone = [];
    await sitesResource.load();
  });

  async function open() {
    chooseSite(place.siteId);
    const workspace = openWorkspace.peek();
    const { listStanding } = workspace.get(listModel);
    const { after } = workspace.get(comparisonModel);
    await comes(() => listStanding.value.kind === 'there' && after.value && !changesUnheard.value);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(savingModel),
      ...workspace.get(undoModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;

  /** All that was told before has been heard once this is. */
  async function hearAll({ annotations }: Here): Promise<void> {
    const { id } = await drawnBy(server, 'Bo', place);
    await comes(() => annotations.value.has(id));
  }
  /** What was asked of an annotation after its deletion was sent. */
  const askedAfterDeletion = (id: string) => {
    const deleted = line.sent.indexOf(`DELETE /api/annotations/${id}`);
    expect(deleted).toBeGreaterThan(-1);
    return line.sent.slice(deleted + 1).filter((one) => one.startsWith('GET') && one.includes(id));
  };

  /** Whether a write is answered before word of it comes, or after. */
  const orders = [
    ['before word of it comes', () => undefined],
    ['after word of it came', hearAll],
  ] as const;

  test.each(orders)('asks for nothing that it deletes, where a write is answered %s', async (_, heard) => {
    const here = await open();
    here.workspace.get(historyModel).historyOpen.value = true;
    line.holdAnswer = (named) => (named.startsWith('GET') ? undefined : heard(here));
    const ids: string[] = [];
    for (const more of ['nothing', 'a change', 'a judgement']) {
      const id = drawHere(here.workspace);
      ids.push(id);
      if (more === 'a judgement') editAssessment(id, { confidence: 'low' });
      await here.saveDraft(id);
      if (more === 'a change') {
        here.editInForm(id);
        typeInto(here, id, { title: 'Gate' });
        await here.saveDraft(id);
        await here.undo();
      }
      await here.undo();
      expect(here.annotations.value.has(id), `${more}: ${notice.value?.text}`).toBe(false);
    }
    await hearAll(here);
    for (const id of ids) expect(askedAfterDeletion(id)).toEqual([]);
    expect(gone).toEqual([]);
  });
});
