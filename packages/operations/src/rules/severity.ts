import type { SigmaLevel } from './sigma/sigma-rule.js';

/** Elastic's names and scores: 21, 47, 73 and 99 are those of its own rules. */
export const ELASTIC_SEVERITY: Readonly<Record<SigmaLevel, readonly [severity: string, riskScore: number]>> =
  Object.freeze({
    informational: ['low', 5],
    low: ['low', 21],
    medium: ['medium', 47],
    high: ['high', 73],
    critical: ['critical', 99],
  });

/** OpenSearch's: 1 is the worst. */
export const OPENSEARCH_SEVERITY: Readonly<Record<SigmaLevel, string>> = Object.freeze({
  informational: '5',
  low: '4',
  medium: '3',
  high: '2',
  critical: '1',
});
