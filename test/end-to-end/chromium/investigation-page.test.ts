import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOSTILE_TEXTS } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { investigationPage } from '../../../packages/cli/dist/investigate/investigation-page.js';
import { escapeForTerminal } from '../../../packages/cli/dist/output/escape-for-terminal.js';
import { storyOf } from '../../../packages/cli/test/investigate/story-of.ts';
import { Chromium } from '../../backends/chromium/chromium.ts';
import type { Tab } from '../../backends/chromium/tab.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-pages-'));
const DOMAINS = ['Network.enable', 'Runtime.enable', 'Log.enable', 'Page.enable'];
/** What a page in which something ran or loaded would tell. */
const SIGNS_OF_LIFE = ['Page.javascriptDialogOpening', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown'];

let chromium: Chromium;
let tempting: Server;
let asked = 0;

beforeAll(async () => {
  chromium = await Chromium.start();
  tempting = createServer((_request, response) => {
    asked += 1;
    response.setHeader('Access-Control-Allow-Origin', '*').end('document.title = "ran"');
  });
  await new Promise<void>((settle) => tempting.listen(0, '127.0.0.1', settle));
});
afterAll(async () => {
  await chromium.stop();
  await new Promise((settle) => tempting.close(settle));
  rmSync(folder, { recursive: true, force: true });
});

async function opened(html: string, name: string): Promise<Tab> {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.html`);
  writeFileSync(file, html);
  const tab = await chromium.tab();
  for (const domain of DOMAINS) await tab.call(domain);
  await tab.navigate(pathToFileURL(file).href);
  return tab;
}

const requests = ({ events }: Tab): string[] =>
  events
    .filter(({ method }) => method === 'Network.requestWillBeSent')
    .map(({ params }) => (params['request'] as { readonly url: string }).url);

describe('the page of a story in a browser', () => {
  it.each([...HOSTILE_TEXTS])('is read as the text that it is: $name', async ({ name, text }) => {
    const tab = await opened([...investigationPage(storyOf(text))].join(''), name);
    const shown = await tab.evaluate(
      '[...document.querySelectorAll("td")].slice(0, 8).map((cell) => cell.textContent)',
    );
    expect(shown).toEqual(Array(8).fill(escapeForTerminal(text)));
    const names = await tab.evaluate('[...new Set([...document.querySelectorAll("*")].map((tag) => tag.localName))]');
    expect((names as string[]).toSorted()).toEqual(
      'body div h1 head html li meta p style table tbody td th thead title tr ul'.split(' '),
    );
    expect(requests(tab)).toHaveLength(1);
    expect(tab.events.filter(({ method }) => SIGNS_OF_LIFE.includes(method))).toEqual([]);
    tab.close();
  });

  it('runs and loads nothing even if markup had come through', async () => {
    const { port } = tempting.address() as AddressInfo;
    const there = `http://127.0.0.1:${port}`;
    const smuggled = [
      '<script>document.title = "ran"</script>',
      `<script src="${there}/x.js"></script>`,
      `<img src="${there}/x.png" onerror="document.title = 'ran'">`,
      `<style>@import url(${there}/x.css);</style>`,
      '<style>h1 { display: none }</style>',
      '<svg onload="document.title = \'ran\'"></svg>',
      `<iframe src="${there}/"></iframe>`,
      `<link rel="stylesheet" href="${there}/y.css">`,
      `<object data="${there}/z"></object>`,
      '<p id="styled" style="position: fixed">over everything</p>',
    ].join('\n');
    const html = [...investigationPage(storyOf('smuggled'))].join('');
    const tab = await opened(html.replace('<ul>', `${smuggled}<ul>`), 'smuggled');
    expect(await tab.evaluate('document.title')).toBe('actor smuggled');
    expect(await tab.evaluate('getComputedStyle(document.querySelector("h1")).display')).toBe('block');
    expect(await tab.evaluate('getComputedStyle(document.querySelector("#styled")).position')).toBe('static');
    expect(asked).toBe(0);
    tab.close();
  });

  it('has its own style, and a line for each thing that happened', async () => {
    const tab = await opened([...investigationPage(storyOf('plain'))].join(''), 'plain');
    expect(await tab.evaluate('getComputedStyle(document.querySelector("table")).borderCollapse')).toBe('collapse');
    expect(await tab.evaluate('document.querySelectorAll("tbody tr").length')).toBe(2);
    expect(await tab.evaluate('document.body.scrollWidth <= innerWidth')).toBe(true);
    tab.close();
  });
});
