import { readdirSync, readFileSync } from 'node:fs';

import { DETECTION_THRESHOLDS, type DetectionThresholds } from '@otelseal/detection';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

import { sigmaRules } from '../scripts/sigma-sources.js';
import type { SigmaCorrelationRule } from '../src/index.js';

/** Where a number of a rule comes from, as its source says. */
interface Origin {
  readonly detector?: keyof DetectionThresholds;
  /** A leaky bucket: its capacity and the time in which one event leaks. */
  readonly bucket?: readonly [capacity: string, leakMs: string];
  /** Fits into the bucket less than its capacity says. */
  readonly lowered?: number;
  readonly count?: string;
  /** The count is reached by events of this weight. */
  readonly weight?: string;
  /** A share of another count. */
  readonly share?: string;
  readonly of?: string;
  readonly window?: string;
  /** No number of the detection in the process. */
  readonly ours?: string;
}

const FOLDER = new URL('../sigma/', import.meta.url);
const origins = new Map(
  readdirSync(FOLDER).flatMap((file) =>
    parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8')).map((document) => {
      const { name, otelseal = {} } = document.toJS() as { name: string; otelseal?: { threshold?: Origin } };
      return [name, otelseal.threshold] as const;
    }),
  ),
);
const counts = sigmaRules().filter(
  (rule): rule is SigmaCorrelationRule => rule.kind === 'correlation' && rule.condition !== undefined,
);

/** The number that the origin gives, for a rule that looks back so long. */
function thresholdOf(origin: Origin, timespanMs: number): number | undefined {
  const { detector, bucket, lowered = 0, count, weight, share, of } = origin;
  if (detector === undefined) return undefined;
  const setting = (name: string) =>
    (DETECTION_THRESHOLDS[detector] as unknown as Record<string, number>)[name] ?? Number.NaN;
  if (bucket !== undefined) {
    // So many events make the bucket run over however they are spread within the timespan.
    return Math.floor(setting(bucket[0]) - lowered + timespanMs / setting(bucket[1])) + 1;
  }
  if (share !== undefined && of !== undefined) return Math.ceil(setting(of) * setting(share));
  if (count !== undefined) return Math.ceil(setting(count) / (weight === undefined ? 1 : setting(weight)));
  return undefined;
}

describe('the number of an alert', () => {
  it.each(counts)('$name is that of the detection in the process', ({ name, condition, timespanMs }) => {
    const origin = origins.get(name);
    if (origin === undefined) throw new Error(`${name} does not say where its number comes from`);
    const threshold = thresholdOf(origin, timespanMs);
    if (threshold === undefined) expect(origin.ours).toMatch(/\w/);
    else expect(condition?.count).toBe(threshold);
    if (origin.window === undefined) return;
    const settings = DETECTION_THRESHOLDS[origin.detector as 'mfa_abuse'] as unknown as Record<string, number>;
    expect(timespanMs).toBe(settings[origin.window]);
  });

  it('is that of the detection in the process for names as well', () => {
    const sources = readdirSync(FOLDER)
      .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
      .join('\n');
    const { attack_tool, account_enumeration, privilege_escalation, logging_tampered } = DETECTION_THRESHOLDS;
    const listed = (name: string) =>
      sources.match(new RegExp(`${name}(?:\\|contains)?: \\[([^\\]]+)\\]`))?.[1]?.split(', ');
    expect([...sources.matchAll(/^ {6}- ([a-z].*)$/gm)].map(([, agent]) => agent)).toEqual(
      expect.arrayContaining([...attack_tool.agents]),
    );
    expect(sources).toContain(`[${account_enumeration.unknownReasons.join(', ')}]`);
    expect(listed('security.role.after')).toEqual(privilege_escalation.privilegedNames);
    expect(listed('security.config.key')).toEqual(logging_tampered.settings);
    expect(listed('security.monitor.name')).toEqual(logging_tampered.settings);
  });
});
