import { effect } from '@preact/signals';
import { expect, vi } from 'vitest';
import { deletionModel } from '../../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../../client/annotation/acts/saving.store.ts';
import {
  annotationsModel,
  draftModel,
  listModel,
  selectionModel,
  undoModel,
} from '../../../../client/annotation/index.ts';
import { assessmentModel } from '../../../../client/assessment/index.ts';
import { comparisonModel } from '../../../../client/comparison/index.ts';
import { journalModel, notice, openWorkspace, refreshShown } from '../../../../client/core/index.ts';
import { lookModel, savedLooksModel } from '../../../../client/look/index.ts';
import { overlayModel } from '../../../../client/overlay/index.ts';
import { registrationModel } from '../../../../client/registration/index.ts';
import { sceneModel } from '../../../../client/scene/index.ts';
import { chooseSite } from '../../../../client/site/site.store.ts';
import type { Chance } from '../../base/random.ts';
import type { valley } from '../../base/valley.ts';
import type { TestApp } from '../../server/app.ts';
import { COMING, comes, loseAnswers, mendLine } from '../changes.ts';
import type { Line } from '../page.ts';
import { isUnsaved, Ledger, type Words } from './ledger.ts';
import { holdBack, type Way, ways } from './ways.ts';

export type Place = Awaited<ReturnType<typeof valley>>;

type Given = Pick<Day, 'server' | 'line' | 'chance' | 'sites' | 'breakStream'>;

/** One analyst at work on two sites, and the ledger beside. */
export class Day {
  readonly ledger = new Ledger();
  /** What was done, in words. */
  readonly acts: string[] = [];
  /** All that was told since it was last emptied. */
  told: string[] = [];
  lineIs: 'whole' | 'cut' | 'deaf' = 'whole';
  here: Place;
  readonly server: TestApp;
  readonly line: Line;
  readonly chance: Chance;
  readonly sites: readonly [Place, Place];
  readonly breakStream: () => void;
  /** True while something is sent and not answered. */
  isSending = false;
  /** True once nothing goes wrong any more. */
  isEvening = false;
  #count = 0;
  #skipped = 0;
  readonly #ends: (() => void)[] = [];

  constructor({ server, line, chance, sites, breakStream }: Given) {
    [this.server, this.line, this.chance, this.sites, this.breakStream] = [
      server,
      line,
      chance,
      sites,
      breakStream,
    ];
    this.here = sites[0];
    const { now } = performance;
    const clock = vi
      .spyOn(performance, 'now')
      .mockImplementation(() => now.call(performance) + this.#skipped);
    this.#ends.push(
      () => clock.mockRestore(),
      effect(() => {
        if (notice.value) this.told.push(notice.value.text);
      }),
    );
    for (const { siteId } of sites) this.ledger.overlays.set(siteId, new Set());
  }

  end(): void {
    for (const end of this.#ends) end();
  }

  /** What each act is told by, with some time before it. */
  say(act: string): void {
    this.#skipped += 2_000;
    // No two acts are in the same millisecond.
    for (const now = Date.now(); Date.now() === now; );
    this.ledger.pause();
    const where = this.here === this.sites[0] ? 'V' : 'P';
    this.acts.push(`${this.isSending ? '  ' : ''}${this.acts.length + 1} ${where} ${act}`);
  }

  /** Words that were never typed before. */
  words(): string {
    return `words ${++this.#count}`;
  }

  number(): number {
    return ++this.#count;
  }

  /** The models of the site on screen. */
  desk() {
    const workspace = openWorkspace.peek();
    const { get } = workspace;
    return {
      workspace,
      ...get(annotationsModel),
      ...get(assessmentModel),
      ...get(comparisonModel),
      ...get(draftModel),
      ...get(journalModel),
      ...get(listModel),
      ...get(lookModel),
      ...get(overlayModel),
      ...get(registrationModel),
      ...get(savedLooksModel),
      ...get(deletionModel),
      ...get(savingModel),
      ...get(sceneModel),
      ...get(selectionModel),
      ...get(undoModel),
    };
  }

  /** Another site is chosen. What is kept of it must be offered there, whatever the line does. */
  async choose(place: Place): Promise<void> {
    if (place === this.here) return;
    this.ledger.leave();
    this.here = place;
    chooseSite(place.siteId);
    await this.settled();
  }

  /** What belongs to the site on screen has come. */
  async settled(): Promise<void> {
    const desk = this.desk();
    const { claims, sketches } = this.ledger;
    const kept = [
      ...[...claims.values()].filter((one) => one.siteId === this.here.siteId && isUnsaved(one)),
      ...[...sketches].filter(([, siteId]) => siteId === this.here.siteId).map(([id]) => ({ id })),
    ];
    await comes(() => kept.every(({ id }) => desk.drafts.value.has(id))).catch(() => {
      const missing = kept.filter(({ id }) => !desk.drafts.value.has(id));
      throw new Error(`Drafts are not offered: ${JSON.stringify(missing)}`);
    });
    if (this.lineIs === 'cut') return;
    const { listStanding, looksResource, scenesResource, sharedOverlaysResource } = desk;
    await comes(
      () =>
        listStanding.value.kind === 'there' &&
        desk.after.value &&
        [looksResource, scenesResource, sharedOverlaysResource].every(
          ({ standing }) => standing.value.kind === 'there',
        ),
    );
  }

  async cutLine(how: 'cut' | 'deaf'): Promise<void> {
    if (how === 'deaf') loseAnswers(this.line);
    else {
      await this.looksStored();
      this.line.cut = true;
      this.breakStream();
    }
    this.lineIs = how;
  }

  /** The looks that were set are on the server. */
  async looksStored(): Promise<void> {
    for (const [sceneId, gamma] of this.ledger.looks)
      await vi.waitFor(async () => {
        const { body } = await this.server.ask(`/api/scenes/${sceneId}/look`);
        expect([sceneId, body.look.gamma]).toEqual([sceneId, gamma]);
      }, COMING);
  }

  async mendLine(): Promise<void> {
    mendLine(this.line);
    this.lineIs = 'whole';
    dispatchEvent(new Event('online'));
    refreshShown(performance.now(), { breakOff: true });
    await this.settled();
  }

  /** Sends something, and does something else before its answer comes, if it does. */
  async sending(request: string, send: () => Promise<unknown>, meanwhile: () => Promise<void>): Promise<Way> {
    const way =
      this.lineIs === 'whole' && !this.isSending && !this.isEvening ? this.chance.pick(ways) : 'at once';
    if (way === 'at once') {
      await send();
      return way;
    }
    this.isSending = true;
    const held = holdBack(this.line, request, way);
    const sent = send();
    await Promise.race([held.given, sent]);
    await meanwhile();
    if (way === 'cut') this.line.cut = true;
    held.open();
    await sent;
    mendLine(this.line);
    this.isSending = false;
    return way;
  }

  /** What the server holds of a change. */
  async stored(id: string): Promise<{ words: Words | undefined; deleted: boolean }> {
    const { status, body } = await this.server.ask(`/api/annotations/${id}`);
    const { title = '', description = '' } = status === 200 ? body.properties : {};
    return { words: status === 200 ? { title, description } : undefined, deleted: status === 410 };
  }

  /** What the analyst marked of an image that stands on the server; by 'structure scene'. */
  async statesAt(key: string): Promise<string[]> {
    const [structureId, sceneId] = key.split(' ');
    const { body } = await this.server.ask(`/api/structures/${structureId}/sightings`);
    const items: { sceneId: string; observer: string; stands: boolean; state: string; note?: string }[] =
      body?.items ?? [];
    return items
      .filter((one) => one.sceneId === sceneId && one.observer === 'Ana' && one.stands)
      .map(({ state, note }) => (note ? `${state}: ${note}` : state));
  }

  /** Writes into the ledger what the server holds of an image: whether something marked was withdrawn is not known otherwise. */
  async readMark(key: string): Promise<void> {
    const marked = this.ledger.marks.get(key);
    if (marked) marked.state = (await this.statesAt(key))[0];
  }

  /** Writes into the ledger what the server holds of a change: of its outcome nothing is known otherwise. */
  async readTruth(id: string): Promise<void> {
    const claim = this.ledger.claims.get(id);
    if (!claim) return;
    const { words, deleted } = await this.stored(id);
    claim.deleted = deleted;
    if (words) claim.saved = words;
  }
}
