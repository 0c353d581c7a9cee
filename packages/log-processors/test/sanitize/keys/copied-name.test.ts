import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { copied } from '../../../src/sanitize/keys/copied-name.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const PROSE = 'lorem ipsum '.repeat(3_334);

describe('a name that is remembered', () => {
  it('is the name, unless it has a lone surrogate', () => {
    expect(['', 'password', 'Passwört', '\u{1f511}'].map(copied)).toEqual(['', 'password', 'Passwört', '\u{1f511}']);
    expect(copied('a\ud800b')).toBeUndefined();
  });

  it('keeps no text in memory that it stood in', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const sanitizer = createSanitizer();
    const used = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = used();
    for (let index = 0; index < 100; index++)
      sanitizer.sanitizeText(Buffer.from(`my_service_${index}_password=hunter2x, ${PROSE}`).toString('latin1'));
    expect(used() - before).toBeLessThan(2_000_000); // of 4 MB of texts
  });
});
