import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as driver, type Page } from 'playwright-core';
import { followRequests } from './requests.ts';

/** WebGL without a graphics card, and no talk with anybody but the page's own server. */
const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
];
const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where a graphics card is imitated, its driver tells of slow calls. That is about this machine. */
const DRIVER_NOTICE = /GL Driver Message \(OpenGL, Performance/;

/**
 * The browser that TEST_BROWSER names, else the one that comes from npm (Linux on x64 alone), so that the tests
 * mean the same whatever is installed, else an installed Chrome or Chromium. Throws where there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.TEST_BROWSER || (await browserFromNpm()) || INSTALLED.find(existsSync);
  if (!executablePath)
    throw new Error(
      'There is no browser for the tests: set TEST_BROWSER to the path of a Chrome or Chromium.',
    );
  return driver.launch({ executablePath, headless: true, args: FLAGS });
}

async function browserFromNpm(): Promise<string | undefined> {
  return process.platform === 'linux' && process.arch === 'x64' ? chromium.executablePath() : undefined;
}

/** A page of its own, with what it should not have done. */
export type OpenedPage = {
  page: Page;
  context: BrowserContext;
  /** Errors and warnings of the console, and errors that nobody caught. */
  complaints: string[];
  /** Addresses outside the page's own server that were asked for. */
  foreignRequests: string[];
};

/** Opens the page of a server in a context of its own: its own storage, its own analyst, unnamed unless given. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: {
    width?: number;
    height?: number;
    theme?: 'dark' | 'light';
    path?: string;
    analyst?: string;
  } = {},
): Promise<OpenedPage> {
  const { width = 1440, height = 900, theme = 'dark', path = '/', analyst } = options;
  const localStorage = analyst === undefined ? [] : [{ name: 'afterimage.analyst', value: analyst }];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    acceptDownloads: true,
    storageState: { cookies: [], origins: [{ origin, localStorage }] },
  });
  const page = await context.newPage();
  const watched = watch(page, origin);
  followRequests(page);
  await page.goto(new URL(path, origin).href);
  return { page, context, ...watched };
}

/** Collects what a page complains of and whom it asks. */
export function watch(page: Page, origin: string): Pick<OpenedPage, 'complaints' | 'foreignRequests'> {
  const complaints: string[] = [];
  const foreignRequests: string[] = [];
  page.on('console', (message) => {
    const counts = message.type() === 'error' || message.type() === 'warning';
    if (counts && !DRIVER_NOTICE.test(message.text()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.origin !== origin) foreignRequests.push(url.href);
  });
  return { complaints, foreignRequests };
}
