import slowRedact from '@pinojs/redact';
import { describe, expect, it } from 'vitest';
import { SANITIZE_BOUNDS_DEFAULTS } from '../../../src/sanitize/bounds.js';
import { UserRules } from '../../../src/sanitize/rules/user-rules.js';
import { safeCopy } from '../../../src/sanitize/safe-copy.js';
import { Random } from '../corpora/random.ts';

/*
 * Paths and objects at random, censored by @pinojs/redact 0.4.0 and by our rules of the same paths. What differs on purpose: a dotted
 * name and a nested object are the same to us, so names here have no dots.
 */
const NAMES = ['a', 'b', 'c', 'note', 'dash-ed', 'x y'];
const CENSOR = '[REDACTED:user-rule]';

function subject(random: Random, depth: number): Record<string, unknown> {
  return Object.fromEntries(NAMES.filter(() => random.int(0, 9) < 7).map((name) => [name, value(random, depth)]));
}

function value(random: Random, depth: number): unknown {
  const kind = depth === 0 ? 0 : random.int(0, 3);
  if (kind === 1) return subject(random, depth - 1);
  if (kind === 2) return Array.from({ length: random.int(1, 3) }, () => subject(random, depth - 1));
  return `v${random.int(0, 99)}`;
}

/** `a.b`, `a["dash-ed"].c`, `*.b`, `a[*].b`, `a[0].b`: at most one wildcard, which is as many as the oracle redacts everywhere. */
function path(random: Random): string {
  const length = random.int(1, 3);
  const wildcardAt = random.int(0, 5);
  let text = '';
  for (let at = 0; at < length; at++) {
    const name = random.pick(NAMES);
    if (at === wildcardAt) text += at === 0 ? '*' : random.pick(['.*', '[*]']);
    else if (at > 0 && random.int(0, 7) === 0) text += `[${random.int(0, 1)}]`;
    else if (/^\w+$/.test(name)) text += at === 0 ? name : `.${name}`;
    else text += `["${name}"]`;
  }
  return text;
}

describe('paths in pino’s syntax', () => {
  it('censor the same values as @pinojs/redact does', () => {
    const random = new Random(23);
    let censored = 0;
    for (let run = 0; run < 400; run++) {
      const object = subject(random, 2);
      const asked = path(random);
      const theirs = JSON.parse(slowRedact({ paths: [asked], censor: CENSOR })(structuredClone(object)) as string);
      const rules = new UserRules({ rules: { [asked]: 'mask' } });
      const isCensored = (names: readonly string[]) => names.length > 0 && rules.actionFor(names) === 'mask';
      const visitor = {
        container: (names: readonly string[]) => (isCensored(names) ? ([CENSOR] as const) : undefined),
        key: (name: string) => name,
        leaf: (leaf: unknown, names: readonly string[]) => (isCensored(names) ? CENSOR : leaf),
      };
      const ours = safeCopy(object, [], visitor, SANITIZE_BOUNDS_DEFAULTS);
      if (JSON.stringify(theirs).includes(CENSOR)) censored++;
      if (JSON.stringify(ours) !== JSON.stringify(theirs))
        expect([asked, object, ours]).toEqual([asked, object, theirs]);
    }
    expect(censored).toBeGreaterThan(100);
  });
});
