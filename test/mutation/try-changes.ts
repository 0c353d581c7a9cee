import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder } from '../../bootstrap.mjs';
import type { MutationTarget } from './mutation-target.ts';
import type { Sample } from './runner/draw-sample.ts';
import { makeSandbox } from './sandbox.ts';
import { type Found, readStrykerReport } from './stryker-report.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
/** One seed and few cases: a change is noticed by the tests with examples or by the first cases. */
const PROPERTIES = { OTELSEAL_SEED: '1', OTELSEAL_SCALE: '0.1' };

export interface WhichChanges {
  /** Only of these files, as paths below the package, with `:line` or `:line-line` behind it if wanted. Default all. */
  readonly files?: readonly string[];
  /** Only so many, drawn by a seed. Default all. */
  readonly sample?: Sample | undefined;
}

/** Makes the changes of a target one by one in a copy of the package, and runs the tests that reach each. */
export function tryChanges(target: MutationTarget, { files = [], sample }: WhichChanges): Found {
  const results = join(cacheFolder(), 'mutation');
  mkdirSync(results, { recursive: true });
  const reportFile = join(results, `${target.name}.json`);
  rmSync(reportFile, { force: true });
  const sandbox = makeSandbox(CHECKOUT, target, reportFile, sample);
  const stryker = join(CHECKOUT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const only = files.length === 0 ? [] : ['--mutate', files.map((file) => `${target.package}/${file}`).join(',')];
  try {
    const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json', ...only], {
      cwd: sandbox,
      env: { ...process.env, ...PROPERTIES },
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`Stryker ended with ${status}; its messages are above`);
  } finally {
    rmSync(sandbox, { recursive: true });
  }
  return readStrykerReport(reportFile, target.package);
}
