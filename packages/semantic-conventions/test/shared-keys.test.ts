import { createContextKey } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { BARRIER_KEY } from '../src/barrier.js';
import { SECURITY_CONTEXT_KEY } from '../src/security-context.js';

describe('the keys that several copies of the packages share', () => {
  it('are what any other copy of them, and of the OpenTelemetry API, computes', () => {
    expect(SECURITY_CONTEXT_KEY).toBe(createContextKey('otelseal.security.context'));
    expect(BARRIER_KEY).toBe(Symbol.for('otelseal.barrier.1'));
  });
});
