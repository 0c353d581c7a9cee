import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

const PAGE = new URL('../../../packages/operations/docs/late-records.md', import.meta.url);

/** The settings that the page on late records tells people to make, of Loki or of the collector in front of Elasticsearch. */
export function documentedSettings<Settings>(head: 'limits_config' | 'exporters'): Settings {
  const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text as string);
  const block = blocks.find((text) => text.startsWith(`${head}:`));
  if (block === undefined) throw new Error(`there is no block of ${head} in ${PAGE.pathname}`);
  return parse(block) as Settings;
}
