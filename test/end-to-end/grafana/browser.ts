import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Chromium } from '../../backends/chromium/chromium.ts';

/** Panels ask one after the other, and then they are drawn. */
const DRAWN_AFTER_MS = 8_000;

/** A picture of every page, taken by a Chromium without a window. */
export async function takePictures(
  pages: readonly { readonly url: string; readonly file: string }[],
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const browser = await Chromium.start();
  try {
    const tab = await browser.tab();
    await tab.call('Network.enable');
    await tab.call('Network.setExtraHTTPHeaders', { headers });
    for (const { url, file } of pages) {
      await tab.call('Page.navigate', { url });
      await sleep(DRAWN_AFTER_MS);
      const { data } = (await tab.call('Page.captureScreenshot', { format: 'png' })) as { readonly data: string };
      writeFileSync(file, Buffer.from(data, 'base64'));
    }
    tab.close();
  } finally {
    await browser.stop();
  }
}
