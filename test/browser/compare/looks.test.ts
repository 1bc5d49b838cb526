import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownLook, StoredLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Rgb } from '../../support/base/rgb.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { colourBy, coloursSeen, farthest } from '../../support/browser/look.ts';
import { mapBox, pointsOf, settled, turnWheel } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import {
  type BlocksKind,
  blockPlace,
  blocks,
  blockValue,
  EMPTY_BLOCK,
  NOT_NUMBER_BLOCK,
  writeBlocksScene,
} from '../../support/imagery/blocks-scene.ts';

/** Two scenes of 16-bit counts and one of floats, of one ground, with four bands that nothing names. */
describe('how scenes are looked at', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  let scenes: Record<'first' | 'second' | 'floats' | 'bytes', Scene>;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Blocks', code: 'BLO' });
    const add = async (kind: BlocksKind, name: string, acquired: string) =>
      server.addScene(site.id, await writeBlocksScene(folder, kind, name), { acquired, title: name });
    scenes = {
      first: await add('uint16', 'counts-of-2010', '2010-05-01'),
      second: await add('uint16', 'other-counts-of-2011', '2011-05-01'),
      floats: await add('float32', 'reflectances', '2012-05-01'),
      bytes: await add('uint8', 'bytes', '2013-05-01'),
    };
    opened = await desk.open({ width: 1280, height: 800 });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  const tone = { brightness: 0, contrast: 0, gamma: 1, sharpen: 0 };
  const put = (scene: Scene, look: unknown) =>
    server.send<StoredLook>('PUT', `/api/scenes/${scene.id}/look`, look);
  const stored = (scene: Scene) => server.send<StoredLook>('GET', `/api/scenes/${scene.id}/look`);

  /** Puts a scene on the whole of the map, and tells where its blocks stand. */
  async function lookAt(scene: Scene) {
    await page.locator('.side.before select').selectOption(scene.id);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
    await settled(page);
    const pointOf = await pointsOf(page);
    await page.mouse.move(2, 300);
    return (block: number) => pointOf(blockPlace(block));
  }

  /** True for blocks away from the map's edges, where labels and the divider stand. */
  function inSight(block: number): boolean {
    const [column, row] = [block % blocks.across, Math.floor(block / blocks.across)];
    return column > 0 && column < blocks.across - 1 && row > 0 && row < blocks.down - 1;
  }

  /** Waits until every block in sight has the colour that the rule gives it. */
  async function expectColours(
    placeOf: (block: number) => { x: number; y: number },
    kind: BlocksKind,
    look: ShownLook,
    tolerance = 2,
  ) {
    const seen = Array.from({ length: blocks.across * blocks.down }, (_, block) => block).filter(
      (block) =>
        inSight(block) && block !== EMPTY_BLOCK && (block !== NOT_NUMBER_BLOCK || kind !== 'float32'),
    );
    await expect
      .poll(
        async () => {
          const faults: string[] = [];
          const colourAt = await coloursSeen(page);
          for (const block of seen) {
            const wanted = colourBy(look, (band) => blockValue(kind, band, block));
            const found = colourAt(placeOf(block));
            if (farthest(wanted, found) > tolerance) faults.push(`${block}: ${wanted}, not ${found}`);
          }
          return faults;
        },
        { interval: 300, message: `${kind} ${JSON.stringify(look)}` },
      )
      .toEqual([]);
  }

  test('colours counts and floats by the rule, in each choice of bands, and hides what has no value', async () => {
    const looks = (low: number, high: number): ShownLook[] => [
      {
        colours: { kind: 'mix', red: 4, green: 2, blue: 1 },
        limits: [
          { low, high },
          { low: low + (high - low) / 8, high },
          { low, high: high - (high - low) / 4 },
        ],
        ...tone,
      },
      {
        colours: { kind: 'mix', red: 3, green: 3, blue: 2 },
        limits: [
          { low, high },
          { low, high: high * 0.9 },
          { low, high },
        ],
        ...tone,
        brightness: 0.2,
        contrast: 0.35,
        gamma: 1.6,
      },
      { colours: { kind: 'single', band: 3, ramp: 'grey' }, limits: [{ low, high }], ...tone, gamma: 0.5 },
      { colours: { kind: 'single', band: 2, ramp: 'viridis' }, limits: [{ low, high }], ...tone },
      { colours: { kind: 'index', first: 4, second: 1 }, limits: [{ low: -0.9, high: 0.9 }], ...tone },
    ];
    for (const [kind, scene, low, high] of [
      ['uint16', scenes.first, 250, 2_600],
      ['float32', scenes.floats, -0.4, 0.75],
      ['uint8', scenes.bytes, 30, 190],
    ] as const) {
      const placeOf = await lookAt(scene);
      const ground = (await coloursSeen(page))(placeOf(EMPTY_BLOCK));
      for (const look of looks(low, high)) {
        const { limits, ...rest } = look;
        await put(scene, { ...rest, stretch: { from: 'hand', limits } });
        await expectColours(placeOf, kind, look);
        const colourAt = await coloursSeen(page);
        expect(colourAt(placeOf(EMPTY_BLOCK)), JSON.stringify(look)).toEqual(ground);
        if (kind === 'float32')
          expect(colourAt(placeOf(NOT_NUMBER_BLOCK)), JSON.stringify(look)).toEqual(ground);
      }
      await put(scene, {});
    }
  });

  test('sharpens edges and leaves even ground as it is', async () => {
    const placeOf = await lookAt(scenes.first);
    const colours = { kind: 'single', band: 1, ramp: 'grey' } as const;
    const limits = [{ low: 0, high: 3_000 }];
    const plain: ShownLook = { colours, limits, ...tone };
    await put(scenes.first, { colours, stretch: { from: 'hand', limits } });
    await expectColours(placeOf, 'uint16', plain);
    const [left, right] = [placeOf(18), placeOf(19)];
    const seamX = (left.x + right.x) / 2;
    const seam = async () => {
      const colourAt = await coloursSeen(page);
      const shades: number[] = [];
      for (let step = -4; step <= 4; step++) shades.push(colourAt({ x: seamX + step, y: left.y })[0]);
      return Math.max(...shades) - Math.min(...shades);
    };
    const before = await seam();
    await put(scenes.first, { colours, sharpen: 1, stretch: { from: 'hand', limits } });
    await expect.poll(seam).toBeGreaterThan(before + 20);
    await expectColours(placeOf, 'uint16', { ...plain, sharpen: 0 });
    await put(scenes.first, {});
  });

  test('takes the order of bands from one scene for its whole series, each with its own stretch', async () => {
    const placeOf = await lookAt(scenes.first);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    const panel = page.getByRole('region', { name: 'Colours and brightness, before' });
    await panel.getByLabel('File holds').selectOption('blue, green, red, infrared');
    await panel.getByText('Holds for another scene with the same bands.').waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect
      .poll(async () => (await stored(scenes.first)).look.colours)
      .toEqual({
        kind: 'mix',
        red: 3,
        green: 2,
        blue: 1,
      });
    expect((await stored(scenes.second)).version).toBe(0);
    for (const scene of [scenes.first, scenes.second]) {
      await page.locator('.side.before select').selectOption(scene.id);
      await settled(page);
      await page.mouse.move(2, 300);
      const limits = [3, 2, 1].map((number) => {
        const { p2: low, p98: high } = scene.bands[number - 1]!;
        return { low, high };
      });
      await expectColours(placeOf, 'uint16', {
        colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
        limits,
        ...tone,
      });
    }
    // Floats are another kind of scene, and keep their own.
    await lookAt(scenes.floats);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    expect(await panel.getByLabel('File holds').inputValue()).toBe('-1');
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  test('is set on the histogram by pointer and by key, without a byte fetched, and is there after a reload', async () => {
    const placeOf = await lookAt(scenes.second);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    const panel = page.getByRole('region', { name: 'Colours and brightness, before' });
    await panel.getByRole('combobox', { name: 'Colours', exact: true }).selectOption('single');
    await panel.getByRole('combobox', { name: 'Band', exact: true }).selectOption('2');
    await panel.getByRole('slider', { name: 'Black at' }).waitFor();
    await settled(page);
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.tif')) fetched.push(request.url());
    });

    const box = (await panel.locator('.histogram').boundingBox())!;
    const black = panel.getByRole('slider', { name: 'Black at' });
    const low = Number(await black.getAttribute('aria-valuemin'));
    const high = Number(await black.getAttribute('aria-valuemax'));
    await black.hover();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20, { steps: 5 });
    await page.mouse.up();
    const dragged = Number(await black.getAttribute('aria-valuenow'));
    expect(Math.abs(dragged - (low + (high - low) * 0.25))).toBeLessThan((high - low) / 50);

    await panel.getByRole('slider', { name: 'White at' }).press('End');
    await panel.getByRole('slider', { name: 'White at' }).press('ArrowLeft');
    const white = Number(await panel.getByLabel('White', { exact: true }).inputValue());
    expect(white).toBeLessThan(high);
    expect(white).toBeGreaterThan(high - (high - low) / 50);
    await panel.getByLabel('Gamma').press('ArrowRight');
    const gamma = 2 ** 0.02;
    const look: ShownLook = {
      colours: { kind: 'single', band: 2, ramp: 'grey' },
      limits: [{ low: dragged, high: white }],
      ...tone,
      gamma,
    };
    // The panel covers some blocks.
    await panel.getByRole('button', { name: 'Close' }).click();
    await page.mouse.move(2, 300);
    await expectColours(placeOf, 'uint16', look);
    await expect
      .poll(async () => (await stored(scenes.second)).look)
      .toMatchObject({
        stretch: { from: 'hand', limits: [{ low: dragged, high: white }] },
        colours: look.colours,
      });
    expect(fetched).toEqual([]);

    await page.reload();
    await settled(page);
    await expectColours(await lookAt(scenes.second), 'uint16', look);
  });

  test('stretches to what is in view, and goes back to how the series is seen', async () => {
    await lookAt(scenes.second);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    const panel = page.getByRole('region', { name: 'Colours and brightness, before' });
    await panel.getByRole('combobox', { name: 'Stretch' }).selectOption('0-100');
    await expect
      .poll(async () => (await stored(scenes.second)).look.stretch)
      .toMatchObject({ from: 'scene', percentiles: [0, 100] });
    const whole = (await stored(scenes.second)).look.stretch!.limits[0]!;
    const { min, max } = scenes.second.bands[1]!;
    expect(whole).toEqual({ low: min, high: max });

    const box = await mapBox(page);
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.4);
    await turnWheel(page, -6);
    await settled(page);
    await panel.getByRole('button', { name: 'Stretch to view' }).click();
    await expect
      .poll(async () => (await stored(scenes.second)).look.stretch)
      .toMatchObject({ from: 'view', percentiles: [0, 100] });
    const seen = (await stored(scenes.second)).look.stretch!.limits[0]!;
    expect(seen.high - seen.low).toBeLessThan((max - min) * 0.9);
    const values = Array.from({ length: 48 }, (_, block) => blockValue('uint16', 2, block));
    // A level coarser than the image holds means of neighbouring blocks, too.
    for (const end of [seen.low, seen.high])
      expect(Math.min(...values.map((value) => Math.abs(value - end)))).toBeLessThan((max - min) * 0.1);

    await panel.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(async () => (await stored(scenes.second)).look).toEqual({});
    await panel.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('KeyF');
    const placeOf = await lookAt(scenes.second);
    await expectColours(placeOf, 'uint16', {
      colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
      limits: [3, 2, 1].map((number) => {
        const { p2, p98 } = scenes.second.bands[number - 1]!;
        return { low: p2, high: p98 };
      }),
      ...tone,
    });
  });

  test('shows scenes as they come while the key is held', async () => {
    await page.reload();
    await settled(page);
    const placeOf = await lookAt(scenes.second);
    await put(scenes.second, {
      colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
      brightness: 1,
    });
    await expect.poll(async () => (await coloursSeen(page))(placeOf(9))).not.toEqual(await plainColour(9));
    await page.keyboard.down('Backslash');
    await expect
      .poll(async () => farthest((await coloursSeen(page))(placeOf(9)), await plainColour(9)))
      .toBeLessThan(3);
    await page.keyboard.up('Backslash');
    await expect
      .poll(async () => farthest((await coloursSeen(page))(placeOf(9)), await plainColour(9)))
      .toBeGreaterThan(20);
    await put(scenes.second, {});

    async function plainColour(block: number): Promise<Rgb> {
      return colourBy(
        {
          colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
          limits: [3, 2, 1].map((number) => {
            const { p2, p98 } = scenes.second.bands[number - 1]!;
            return { low: p2, high: p98 };
          }),
          ...tone,
        },
        (band) => blockValue('uint16', band, block),
      );
    }
  });

  test('shows an index of both dates on one scale with a legend, and tells a scale of its own', async () => {
    const label = (side: 'before' | 'after') => page.locator(`.map-side-${side} .map-label`);
    await page.locator('.side.before select').selectOption(scenes.first.id);
    await page.locator('.side.after select').selectOption(scenes.second.id);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    const panel = page.getByRole('region', { name: 'Colours and brightness, before' });
    await panel.getByLabel('Colours').selectOption('Index of two bands');
    await expect
      .poll(async () => (await stored(scenes.first)).look)
      .toMatchObject({ colours: { kind: 'index', first: 4, second: 3 } });
    for (const side of ['before', 'after'] as const)
      await expect.poll(() => label(side).textContent()).toContain('index of infrared and red−1 to 1');
    expect(await panel.getByLabel('Stretch').inputValue()).toBe('common');
    expect(await panel.getByLabel('Contrast').count()).toBe(0);
    await panel.getByRole('button', { name: 'Close' }).click();
    const onOneScale: ShownLook = {
      colours: { kind: 'index', first: 4, second: 3 },
      limits: [{ low: -1, high: 1 }],
      ...tone,
    };
    for (const scene of [scenes.second, scenes.first])
      await expectColours(await lookAt(scene), 'uint16', onOneScale);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('Home');
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    await page.locator('.side.after select').selectOption(scenes.second.id);
    await page.screenshot({ path: path.join(import.meta.dirname, '../../output/index-common.png') });

    const high = panel.getByRole('spinbutton', { name: 'High' });
    await high.fill('0.25');
    await high.press('Enter');
    for (const side of ['before', 'after'] as const)
      await expect.poll(() => label(side).textContent()).toContain('other scale');
    await panel.getByText('The two dates have scales of their own').waitFor();
    await page.screenshot({ path: path.join(import.meta.dirname, '../../output/index-own.png') });
    await panel.getByRole('button', { name: 'Show both on this scale' }).click();
    await expect.poll(() => label('after').textContent()).toContain('−0.25 to 0.25');
    await expect.poll(() => label('after').textContent()).not.toContain('other scale');
    await panel.getByLabel('Stretch').selectOption('Common scale');
    await expect.poll(() => label('before').textContent()).toContain('−1 to 1');
    await panel.getByLabel('Colours').selectOption('Natural');
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect.poll(async () => (await stored(scenes.first)).look.colours?.kind).toBe('mix');
    await put(scenes.second, {});
  });

  test('is stored with what is drawn, and exported with it', async () => {
    await page.evaluate(() => localStorage.setItem('afterimage.analyst', 'Ana'));
    await put(scenes.floats, {
      colours: { kind: 'index', first: 4, second: 3 },
      stretch: { from: 'hand', limits: [{ low: -0.5, high: 0.5 }] },
      contrast: 0.1,
    });
    await page.reload();
    await settled(page);
    await page.locator('.side.before select').selectOption(scenes.first.id);
    await page.locator('.side.after select').selectOption(scenes.floats.id);
    await settled(page);
    const box = await mapBox(page);
    await page.keyboard.press('KeyR');
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5);
    await page.getByRole('form', { name: 'New change' }).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'BLO-001' }).waitFor();
    const exported = await server.send<{ features: { properties: { viewing: { looks: unknown } } }[] }>(
      'GET',
      `/api/sites/${site.id}/export.geojson`,
    );
    expect(exported.features[0]!.properties.viewing.looks).toEqual({
      before: {
        colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
        limits: [3, 2, 1].map((number) => {
          const { p2, p98 } = scenes.first.bands[number - 1]!;
          return { low: p2, high: p98 };
        }),
        ...tone,
      },
      after: {
        colours: { kind: 'index', first: 4, second: 3 },
        limits: [{ low: -0.5, high: 0.5 }],
        ...tone,
      },
    });
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
