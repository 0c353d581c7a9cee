import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { STORY_OF } from '../dashboards/more-events.ts';
import type { ShownDashboard } from '../dashboards/shown-panels.ts';
import { takePictures } from './browser.ts';
import type { Grafana } from './grafana.ts';

/** Takes a picture of each dashboard as somebody sees it who looks at the story of the test. @returns paths of the pictures */
export async function pictureDashboards(
  grafana: Grafana,
  dashboards: ReadonlyMap<string, ShownDashboard<unknown>>,
  sourceUid: string,
  folder: string,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const who = new URLSearchParams({ 'var-actor': STORY_OF.actor, 'var-client': STORY_OF.client });
  const pages = [...dashboards].map(([name, { uid }]) => ({
    url: `${grafana.url}/d/${uid}?from=now-1h&to=now&var-datasource=${sourceUid}&kiosk&${who}`,
    file: join(folder, `${name}.png`),
  }));
  await takePictures(pages, grafana.headers);
  return pages.map(({ file }) => file);
}
