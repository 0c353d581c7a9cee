import { describe, expect, it } from 'vitest';
import { LossLedger } from '../../src/sealing/loss-ledger.js';

describe('what was lost', () => {
  it('is remembered until it is declared, by reason, from the first to the last', () => {
    const ledger = new LossLedger();
    ledger.add('buffer_full', [10, 0]);
    ledger.add('root_away', [11, 0], 3);
    ledger.add('buffer_full', [12, 0]);
    const declared: unknown[] = [];
    ledger.declare((loss) => declared.push(loss));
    expect(declared).toEqual([
      { reason: 'buffer_full', count: 2, from: [10, 0], to: [12, 0] },
      { reason: 'root_away', count: 3, from: [11, 0], to: [11, 0] },
    ]);
    expect(ledger.count).toBe(0);
  });

  it('is not forgotten when it cannot be declared', () => {
    const ledger = new LossLedger();
    ledger.add('buffer_full', [10, 0], 2);
    ledger.add('root_away', [11, 0]);
    const failing = ({ reason }: { readonly reason: string }): void => {
      if (reason === 'root_away') throw new Error('no entropy');
    };
    expect(() => ledger.declare(failing)).toThrow('no entropy');
    expect(ledger.count).toBe(1);
  });
});
