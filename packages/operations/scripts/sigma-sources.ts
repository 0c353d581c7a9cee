import { readdirSync, readFileSync } from 'node:fs';

import { type AlertPlan, planAlerts, readSigma, type SigmaRule } from '@otelseal/operations';

const FOLDER = new URL('../sigma/', import.meta.url);

/** Every rule of `sigma/`, file by file. */
export function sigmaRules(): readonly SigmaRule[] {
  const files = readdirSync(FOLDER).sort();
  return files.flatMap((file) => readSigma(readFileSync(new URL(file, FOLDER), 'utf8'), file));
}

/** Every alert of `sigma/`. */
export function shippedAlerts(): readonly AlertPlan[] {
  return planAlerts(sigmaRules());
}
