import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Look, ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Rgb } from '../../support/base/rgb.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { imageRows, type Pixels, type SavedFigure, saveFigure } from '../../support/browser/figure-page.ts';
import { mapBox, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { writeBlocksScene } from '../../support/imagery/blocks-scene.ts';

const years = ['2010', '2012', '2014'] as const;
type Year = (typeof years)[number];

const grey = { kind: 'single', band: 1, ramp: 'grey' } as const;
/** Each date has a look and an offset of its own. The first is grey, the second is not. */
const shown: Record<Year, { look: Look; offset: { east: number; north: number } }> = {
  '2010': { look: { colours: grey, gamma: 1.5 }, offset: { east: 3, north: 0 } },
  '2012': {
    look: { colours: { kind: 'single', band: 2, ramp: 'viridis' }, gamma: 1 },
    offset: { east: 0, north: -5 },
  },
  '2014': { look: { colours: grey, gamma: 0.6 }, offset: { east: 7, north: 7 } },
};

/** What an analyst sees left and right is theirs to exchange; what is recorded and published goes by the dates. */
describe('with the later date on the left', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  let scenes: Record<Year, Scene>;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    site = await server.newSite({ name: 'Blocks', code: 'BLO' });
    const added: [Year, Scene][] = [];
    for (const year of years) {
      const file = await writeBlocksScene(desk.folder, 'uint8', `of-${year}`);
      const scene = await server.addScene(site.id, file, { acquired: `${year}-05-01`, title: year });
      await server.send('PUT', `/api/scenes/${scene.id}/look`, shown[year].look);
      const { offset } = shown[year];
      await server.send('PATCH', `/api/scenes/${scene.id}`, { offset }, { 'If-Match': `"${scene.version}"` });
      added.push([year, scene]);
    }
    scenes = Object.fromEntries(added) as typeof scenes;
    opened = await desk.open({ width: 1280, height: 800, analyst: 'Ana' });
    page = opened.page;
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    await page.reload();
    await settled(page);
    await page.locator('.side.after select').selectOption(scenes['2012'].id);
    await page.keyboard.press('KeyX');
    await expectSides('2012', '2010');
    await settled(page);
  });

  const expectSides = (before: Year, after: Year) =>
    expect
      .poll(async () => [
        await page.locator('.side.before select').first().inputValue(),
        await page.locator('.side.after select').inputValue(),
      ])
      .toEqual([scenes[before].id, scenes[after].id]);
  const form = () => page.getByRole('form', { name: 'New change' });

  async function click(x: number, y: number) {
    const box = await mapBox(page);
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }

  /** Saves what was drawn, and gives it as it is stored. */
  async function save(): Promise<Annotation> {
    const address = `/api/sites/${site.id}/annotations`;
    const stored = async () => (await server.send<{ features: Annotation[] }>('GET', address)).features;
    const former = new Set((await stored()).map(({ id }) => id));
    await form().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: /^BLO-/ }).waitFor();
    return (await stored()).find(({ id }) => !former.has(id))!;
  }

  /** Both scenes of a claim, and how each is told to have been seen, must be of one date. */
  function expectSeen({ properties }: Annotation, before: Year, after: Year) {
    expect([properties.beforeSceneId, properties.afterSceneId]).toEqual([
      scenes[before].id,
      scenes[after].id,
    ]);
    const { offsets, looks } = properties.viewing!;
    expect(offsets).toEqual({ before: shown[before].offset, after: shown[after].offset });
    const told = ({ colours, gamma }: ShownLook) => ({ colours, gamma });
    expect({ before: told(looks!.before), after: told(looks!.after) }).toEqual({
      before: shown[before].look,
      after: shown[after].look,
    });
  }

  test('what is drawn is recorded with the look and the offset of each date', async () => {
    await page.keyboard.press('KeyR');
    // Left of the divider.
    await click(0.2, 0.4);
    await click(0.3, 0.5);
    const drawn = await save();
    expectSeen(drawn, '2010', '2012');
    expect(drawn.properties.viewing!.drawnOnSceneId).toBe(scenes['2012'].id);
  });

  test('also where the sides are exchanged while it is drawn', async () => {
    await page.keyboard.press('KeyP');
    await click(0.2, 0.4);
    await click(0.3, 0.4);
    await page.keyboard.press('KeyX');
    await expectSides('2010', '2012');
    await click(0.3, 0.5);
    await page.keyboard.press('Enter');
    const drawn = await save();
    expectSeen(drawn, '2010', '2012');
    // As it was when the first corner was set.
    expect(drawn.properties.viewing!.drawnOnSceneId).toBe(scenes['2012'].id);
  });

  test('also where it is gone on with after the page was loaded anew, on other dates', async () => {
    await page.keyboard.press('KeyP');
    for (const [x, y] of [
      [0.2, 0.4],
      [0.3, 0.4],
      [0.3, 0.5],
    ] as const)
      await click(x, y);
    await page.reload();
    await settled(page);
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Continue' })
      .click();
    await page.locator('.side.after select').selectOption(scenes['2014'].id);
    await page.locator('.map-first').focus();
    await page.keyboard.press('Enter');
    const drawn = await save();
    expectSeen(drawn, '2010', '2012');
    expect(drawn.properties.viewing!.drawnOnSceneId).toBe(scenes['2012'].id);
  });

  test('also where the form says another date', async () => {
    await page.keyboard.press('KeyR');
    await click(0.2, 0.4);
    await click(0.3, 0.5);
    await form().getByLabel('After', { exact: true }).selectOption(scenes['2014'].id);
    expectSeen(await save(), '2010', '2014');
  });

  test('it is the later date that is laid on the earlier one', async () => {
    // Neither of which is the one that the site refers to.
    await page.locator('.side.after select').selectOption(scenes['2014'].id);
    await page.keyboard.press('KeyX');
    await expectSides('2014', '2012');
    await page.getByRole('button', { name: 'Registration: lay one scene on the other' }).click();
    const bar = page.getByRole('region', { name: 'Registration' });
    await bar.getByText('Move 2014-05-01 onto 2012-05-01').waitFor();
    await bar.getByText('7.00 m E, 7.00 m N').waitFor();
    await bar.getByRole('button', { name: 'Cancel' }).click();
  });

  /** The figure of what is on screen, as it is chosen by its label. */
  async function figureOf(content: string): Promise<SavedFigure> {
    await page.keyboard.press('KeyC');
    const sheet = page.getByRole('dialog', { name: 'Figure' });
    for (const name of [content, 'None', '1200 px, 150 dpi'])
      await sheet.getByRole('radio', { name, exact: true }).check();
    const saved = await saveFigure(page);
    await page.keyboard.press('Escape');
    return saved;
  }

  const described = ({ words }: SavedFigure) => words.texts.get('Description')!.text;

  test('left stays amber and right blue: choosers, handles and marks of the timeline, labels on the image', async () => {
    const [amber, blue] = ['rgb(240, 176, 76)', 'rgb(108, 182, 255)'];
    const colourOf = (selector: string, property: string, part = '') =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('${selector}'), '${part}')['${property}']`,
      );
    for (const [side, year, colour] of [
      ['before', '2012', amber],
      ['after', '2010', blue],
    ] as const) {
      expect(await colourOf(`.side.${side} label span`, 'color')).toBe(colour);
      expect(await colourOf(`.handle.${side}`, 'backgroundColor', '::before')).toBe(colour);
      const mark = page.locator(`[data-scene="${scenes[year].id}"]`);
      expect(await mark.getAttribute('aria-label')).toContain(`, ${side}`);
      expect(await colourOf(`[data-scene="${scenes[year].id}"] .dot`, 'backgroundColor')).toBe(colour);
      const label = page.locator(`.map-side-${side} .map-label`);
      expect(await label.textContent()).toMatch(new RegExp(`${year}-05-01${side.toUpperCase()}`));
      const [box, { x, width }] = [(await label.boundingBox())!, await mapBox(page)];
      expect(box.x + box.width / 2 < x + width / 2).toBe(side === 'before');
    }
  });

  test('a figure sets the earlier date first, in its picture and in all that it says', async () => {
    const figure = await figureOf('Side by side');
    expect(colourful(figure.pixels, 0.05, 0.45)).toBeLessThan(2);
    expect(colourful(figure.pixels, 0.55, 0.95)).toBeGreaterThan(30);
    // The stripe over each image.
    const middle = figure.pixels.width / 2;
    const [amber, blue] = [
      columnsOf(figure.pixels, [0xf0, 0xb0, 0x4c]),
      columnsOf(figure.pixels, [0x6c, 0xb6, 0xff]),
    ];
    expect(amber.length).toBeGreaterThan(middle / 2);
    expect(amber.at(-1)).toBeLessThan(middle);
    expect(blue.length).toBeGreaterThan(middle / 2);
    expect(blue[0]).toBeGreaterThan(middle);
    expect(figure.name).toBe('BLO_2010-05-01_2012-05-01.png');
    expect(figure.words.texts.get('Title')!.text).toBe('Blocks, 2010-05-01, 2012-05-01');
    expect(described(figure)).toMatch(/BEFORE: 2010-05-01\..*AFTER: 2012-05-01\./s);
    const [first, second] = ['2010', '2012'].map((year) =>
      described(figure).indexOf(scenes[year as Year].original.sha256),
    );
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first!);
    expect(described(figure)).toMatch(/3\.00 m east.*5\.00 m south/s);
  });

  test('a figure of one date names it by its place in time', async () => {
    const [before, after] = [await figureOf('Before alone'), await figureOf('After alone')];
    expect([before.name, after.name]).toEqual(['BLO_2010-05-01.png', 'BLO_2012-05-01.png']);
    expect(colourful(before.pixels, 0.1, 0.9)).toBeLessThan(2);
    expect(colourful(after.pixels, 0.1, 0.9)).toBeGreaterThan(30);
    expect(described(before)).toContain('BEFORE: 2010-05-01.');
    expect(described(after)).toContain('AFTER: 2012-05-01.');
  });

  test('a figure of the divider or the difference is the same whichever side the dates are on', async () => {
    for (const [key, content] of [
      ['Digit1', 'Swipe, as on the map'],
      ['Digit6', 'Difference, as on the map'],
    ] as const) {
      if (key !== 'Digit1') await page.keyboard.press(key);
      await settled(page);
      const exchanged = await figureOf(content);
      await page.keyboard.press('KeyX');
      await expectSides('2010', '2012');
      const straight = await figureOf(content);
      expect(exchanged.name).toBe(straight.name);
      expect(described(exchanged).replace(/Made .*/, '')).toBe(described(straight).replace(/Made .*/, ''));
      expect(images(exchanged.pixels).equals(images(straight.pixels))).toBe(true);
      await page.keyboard.press('KeyX');
      await expectSides('2012', '2010');
    }
  });

  test('a figure blends as much of each date as the map does', async () => {
    await page.keyboard.press('Digit5');
    // Here of the earlier date.
    await page.getByRole('slider', { name: 'Share of the date after' }).fill('0.8');
    await page.evaluate('document.activeElement.blur()');
    const figure = await figureOf('Blend, as on the map');
    expect(described(figure)).toMatch(/BEFORE: 2010-05-01\.[^\n]*80% of the blend/);
    expect(described(figure)).toMatch(/AFTER: 2012-05-01\.[^\n]*20% of the blend/);
    const whole = colourful((await figureOf('After alone')).pixels, 0.1, 0.9);
    expect(Math.abs(colourful(figure.pixels, 0.1, 0.9) / whole - 0.2)).toBeLessThan(0.03);
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });
});

/** How far apart the channels of a figure's images are on the mean, between two shares of its width: of grey, hardly. */
function colourful({ data, width, height }: Pixels, from: number, to: number): number {
  const [top, bottom] = imageRows({ data, width, height });
  let sum = 0;
  let count = 0;
  for (let y = Math.round((top * 2 + bottom) / 3); y < bottom - 20; y++)
    for (let x = Math.round(from * width); x < to * width; x++, count++) {
      const at = (y * width + x) * 3;
      const pixel = [data[at]!, data[at + 1]!, data[at + 2]!];
      sum += Math.max(...pixel) - Math.min(...pixel);
    }
  return sum / count;
}

/** The columns of a figure in which a colour stands. */
function columnsOf({ data, width, height }: Pixels, [red, green, blue]: Rgb): number[] {
  const columns = Array.from({ length: width }, (_, x) => x);
  return columns.filter((x) => {
    for (let at = x * 3; at < width * height * 3; at += width * 3)
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
    return false;
  });
}

/** The rows of a figure that its images take. */
function images(pixels: Pixels): Buffer {
  const [top, bottom] = imageRows(pixels);
  return pixels.data.subarray(top * pixels.width * 3, bottom * pixels.width * 3);
}
