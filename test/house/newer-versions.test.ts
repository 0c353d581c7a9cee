import { describe, expect, it } from 'vitest';
import { newerVersions } from '../canary/newer-versions.js';
import { promisedPackages } from '../canary/promised-packages.js';

const SDK = { name: 'sdk', range: '>=0.223.0 <0.224.0 || >=3.0.0 <4.0.0', run: ['0.223.1', '3.0.0', '3.1.1'] };

describe('the canary', () => {
  it.each([
    ['nothing new', ['0.223.0', '0.223.1', '3.1.1'], []],
    ['a new patch of the last of an old line', ['0.223.1', '0.223.2', '3.1.1'], ['0.223.2']],
    ['a new minor version, of which the newest counts', ['3.2.0', '3.10.0', '3.9.0'], ['3.10.0']],
    ['what no range has', ['0.224.0', '4.0.0', '2.9.0'], []],
    ['a version before a release', ['3.2.0-rc.1'], []],
  ])('names what is newer than what was run: %s', (_, published, newer) => {
    expect(newerVersions(SDK, published)).toEqual(newer);
  });

  it('knows a range and a version that was run of everything that is promised', () => {
    for (const each of promisedPackages()) {
      expect({ ...each, newer: newerVersions(each, each.run) }).toMatchObject({
        range: expect.stringMatching(/^>=/),
        newer: [],
      });
      expect(newerVersions({ ...each, run: [] }, each.run).length).toBeGreaterThan(0);
    }
  });
});
