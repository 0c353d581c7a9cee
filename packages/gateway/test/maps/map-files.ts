import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

import { CompiledMap } from '../../src/maps/compiled-map.js';
import { type LogMap, type MapSample, readMap } from '../../src/maps/index.js';

const FOLDER = new URL('../../maps/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

export interface MapFile {
  readonly name: string;
  readonly map: LogMap;
  readonly compiled: CompiledMap;
  readonly samples: readonly MapSample[];
}

/** Every map that comes with the gateway, checked, with its samples. */
export const MAP_FILES: readonly MapFile[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.samples.yaml'))
  .map((file) => {
    const name = file.slice(0, -'.yaml'.length);
    const map = readMap(read(file));
    return {
      name,
      map,
      compiled: new CompiledMap(map).check(),
      samples: parse(read(`${name}.samples.yaml`)) as MapSample[],
    };
  });
