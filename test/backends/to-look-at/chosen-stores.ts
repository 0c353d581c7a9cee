import { parseArgs } from 'node:util';

import { elasticsearchToLookAt } from './elasticsearch-to-look-at.ts';
import { lokiToLookAt } from './loki-to-look-at.ts';
import { opensearchToLookAt } from './opensearch-to-look-at.ts';
import type { StoreToLookAt } from './store-to-look-at.ts';

const STARTS = {
  loki: lokiToLookAt,
  elasticsearch: elasticsearchToLookAt,
  opensearch: opensearchToLookAt,
} as const;
type Name = keyof typeof STARTS;

/** What starts the stores that the arguments name, as in `--loki --opensearch`; all of them where none is named. @throws for anything else */
export function chosenStores(args: readonly string[]): readonly ((folder: string) => Promise<StoreToLookAt>)[] {
  const options = {
    loki: { type: 'boolean' },
    elasticsearch: { type: 'boolean' },
    opensearch: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const names = Object.keys(STARTS) as Name[];
  const asked = names.filter((name) => values[name] === true);
  return (asked.length === 0 ? names : asked).map((name) => STARTS[name]);
}
