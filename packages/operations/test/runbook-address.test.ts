import { describe, expect, it } from 'vitest';

import { runbookAddress } from '../src/index.js';

describe('the address of a runbook', () => {
  it('names the alert, at our place or at yours', () => {
    expect(runbookAddress('brute-force')).toBe('https://unpkg.com/@otelseal/operations/runbooks/brute-force.md');
    expect(runbookAddress('brute-force', 'https://wiki.example/{alert}')).toBe('https://wiki.example/brute-force');
    expect(runbookAddress('a/../b?c', 'https://wiki.example/{alert}')).toBe('https://wiki.example/a%2F..%2Fb%3Fc');
  });
});
