import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { MutationTarget } from './mutation-target.ts';

const SUITE_TIMEOUT_MS = 120_000;
/** What a build leaves in a package's folder, and its settings, which name files of the checkout. */
const LEFT_OUT: readonly string[] = ['dist', 'etc', 'node_modules', 'tsconfig.json'];

/**
 * A folder outside the checkout with the package as it is now, in which files may be changed. Its tests import the package's own
 * sources, so what is changed is what they test; everything else comes from the checkout's `node_modules`.
 */
export function makeSandbox(checkout: string, target: MutationTarget, reportFile: string): string {
  const sandbox = mkdtempSync(join(tmpdir(), `otelseal-mutation-${target.name}-`));
  for (const path of readdirSync(join(checkout, target.package))) {
    if (!LEFT_OUT.includes(path)) copy(checkout, sandbox, join(target.package, path));
  }
  for (const path of ['package.json', 'test/long', ...(target.alsoRead ?? [])]) copy(checkout, sandbox, path);
  symlinkSync(join(checkout, 'node_modules'), join(sandbox, 'node_modules'), 'dir');
  writeFileSync(join(sandbox, 'vitest.config.mjs'), vitestConfig(target));
  writeFileSync(join(sandbox, 'stryker.config.json'), JSON.stringify(strykerConfig(target, reportFile), null, 2));
  return sandbox;
}

function copy(checkout: string, sandbox: string, path: string): void {
  mkdirSync(dirname(join(sandbox, path)), { recursive: true });
  cpSync(join(checkout, path), join(sandbox, path), { recursive: true });
}

function vitestConfig(target: MutationTarget): string {
  const below = (paths: readonly string[]) => paths.map((path) => `${target.package}/${path}`);
  const test = {
    include: below(target.tests),
    exclude: below(target.withoutTests),
    setupFiles: ['test/long/property-settings.ts'],
    testTimeout: SUITE_TIMEOUT_MS,
  };
  return `export default { root: ${JSON.stringify('.')}, test: ${JSON.stringify(test)} };\n`;
}

function strykerConfig(target: MutationTarget, reportFile: string) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.config.mjs', related: false },
    inPlace: true, // the folder is a copy already
    mutate: target.mutate.map((glob) =>
      glob.startsWith('!') ? `!${target.package}/${glob.slice(1)}` : `${target.package}/${glob}`,
    ),
    coverageAnalysis: 'perTest',
    ignoreStatic: true, // a change of what runs when a module is loaded would need a new process for each: hours
    concurrency: 2,
    timeoutMS: 20_000,
    timeoutFactor: 4,
    disableTypeChecks: false,
    checkers: [],
    incremental: true,
    incrementalFile: join(dirname(reportFile), `${target.name}-incremental.json`),
    reporters: ['json', 'clear-text', 'progress-append-only'],
    clearTextReporter: { logTests: false, allowColor: false, reportMutants: true, reportTests: false },
    jsonReporter: { fileName: reportFile },
    thresholds: { high: 95, low: target.threshold, break: null },
    tempDirName: '.stryker',
    allowEmpty: false,
  };
}
