import { readdirSync, readFileSync } from 'node:fs';

import type { AlertPlan } from '@otelseal/operations';
import { parseAllDocuments } from 'yaml';

const SIGMA = new URL('../sigma/', import.meta.url);
const THRESHOLDS = new URL('../../detection/docs/thresholds.md', import.meta.url);

interface Origin {
  readonly detector?: string;
  readonly bucket?: readonly string[];
  readonly count?: string;
  readonly share?: string;
  readonly ours?: string;
}

/** `docs/alerts.md`: every alert, its numbers, and where they come from. */
export function alertsPage(plans: readonly AlertPlan[]): string {
  const origins = thresholdsOfRules();
  const anchors = anchorsOfDetection();
  const rows = plans.map((plan) => {
    const numbers = plan.kind === 'events' ? ['one event'] : plan.measures.map(numberOf);
    const rules = [plan.name, ...(plan.kind === 'events' ? [] : plan.measures.map(({ name }) => name))];
    const sources = rules.flatMap((name) => anchorOf(origins.get(name), anchors));
    const unique = [...new Set(sources)].join('; ');
    return `| \`${plan.name}\` | ${plan.level} | ${plan.description} | ${numbers.join('; ')} | ${unique} | [${plan.runbook}](../runbooks/${plan.runbook}.md) |`;
  });
  return `<!-- Generated from sigma/ by scripts/generate.ts. Do not edit. -->

# Alerts

${plans.length} alerts. Numbers are those of the [detection in the process](../../detection/docs/thresholds.md); where that has a leaky bucket, so
many events always make it run over within the window, however they are spread. A test holds them together.

| alert | level | fires when | numbers | anchor | runbook |
|---|---|---|---|---|---|
${rows.join('\n')}

[Back](../README.md)
`;
}

function numberOf(measure: Extract<AlertPlan, { kind: 'groups' }>['measures'][number]): string {
  const what = {
    count: measure.threshold === 1 ? 'event' : 'events',
    distinct: `different \`${measure.field}\``,
    sum: `sum of \`${measure.field}\``,
  }[measure.aggregate];
  const minutes = measure.windowMs / 60_000;
  const window =
    minutes >= 60
      ? `${minutes / 60} h`
      : minutes >= 1 && Number.isInteger(minutes)
        ? `${minutes} min`
        : `${measure.windowMs / 1_000} s`;
  return `${measure.negated ? 'not ' : ''}${measure.threshold} ${what} in ${window}`;
}

function thresholdsOfRules(): ReadonlyMap<string, Origin | undefined> {
  return new Map(
    readdirSync(SIGMA).flatMap((file) =>
      parseAllDocuments(readFileSync(new URL(file, SIGMA), 'utf8')).map((document) => {
        const { name, otelseal } = document.toJS() as { name: string; otelseal?: { threshold?: Origin } };
        return [name, otelseal?.threshold] as const;
      }),
    ),
  );
}

/** By detector and threshold: the last column of the table of detection. */
function anchorsOfDetection(): ReadonlyMap<string, string> {
  const rows = readFileSync(THRESHOLDS, 'utf8').matchAll(/^\| \[`(\w+)`\]\([^)]*\) \| `(\w+)` \| [^|]* \| (.*) \|$/gm);
  return new Map([...rows].map(([, detector, threshold, anchor = '']) => [`${detector}.${threshold}`, anchor]));
}

function anchorOf(origin: Origin | undefined, anchors: ReadonlyMap<string, string>): string[] {
  if (origin === undefined) return [];
  if (origin.ours !== undefined) return [`ours: ${origin.ours}`];
  const names = [...(origin.bucket ?? []), origin.count, origin.share].filter((name) => name !== undefined);
  return names.flatMap((name) => {
    const anchor = anchors.get(`${origin.detector}.${name}`);
    if (anchor === undefined) throw new Error(`${origin.detector}.${name} is not in ${THRESHOLDS.pathname}`);
    return [anchor];
  });
}
