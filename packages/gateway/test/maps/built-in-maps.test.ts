import { describe, expect, it } from 'vitest';

import { checkSamples, recordOf } from '../../src/maps/check-samples.js';
import { builtInMaps, mapRecords } from '../../src/maps/index.js';
import { MAP_FILES } from './map-files.js';

const SAMPLES = MAP_FILES.flatMap(({ name, compiled, samples }) =>
  samples.map((sample, index) => ({
    title: `${name} ${index} ${sample.about ?? sample.rule ?? ''}`,
    compiled,
    sample,
  })),
);

describe('a map that comes with the gateway', () => {
  it.each(SAMPLES)('reads $title', ({ compiled, sample }) => {
    expect(() => checkSamples(compiled, [sample])).not.toThrow();
  });

  it.each(MAP_FILES)('$name has a sample for every rule', ({ map, samples }) => {
    const shown = new Set(samples.map(({ rule }) => rule));
    expect(map.rules.filter(({ name }) => !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it.each(MAP_FILES)('$name is used as the file says', ({ name, map }) => {
    expect(builtInMaps().find((used) => used.map === name)).toEqual(map);
    expect(builtInMaps()).toHaveLength(MAP_FILES.length);
  });

  it('is fooled by no sample of another: each record that one recognises is read by that one', () => {
    const map = mapRecords(builtInMaps());
    const wrong = MAP_FILES.flatMap(({ name, compiled, samples }) =>
      samples
        .filter((sample) => sample.recognised === true && sample.event !== undefined)
        .map((sample) => map(recordOf(sample)).attributes['otelseal.map'])
        .filter((by) => by !== compiled.name)
        .map((by) => `${name} read by ${String(by)}`),
    );
    expect(wrong).toEqual([]);
  });
});
