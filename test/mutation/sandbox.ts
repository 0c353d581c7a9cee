import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { MutationTarget } from './mutation-target.ts';
import type { Sample } from './runner/draw-sample.ts';
import type { FreshModulesOptions } from './runner/fresh-modules-runner.ts';
import { UNCHANGED } from './runner/test-bundle.ts';

/** What a build leaves in a package's folder, and its settings, which name files of the checkout. */
const LEFT_OUT: readonly string[] = ['dist', 'etc', 'node_modules', 'tsconfig.json'];

/**
 * A folder outside the checkout with the package as it is now, in which files may be changed. Its tests import the package's own
 * sources, so what is changed is what they test; everything else comes from the checkout's `node_modules`.
 */
export function makeSandbox(checkout: string, target: MutationTarget, reportFile: string, sample?: Sample): string {
  const sandbox = mkdtempSync(join(tmpdir(), `otelseal-mutation-${target.name}-`));
  for (const path of readdirSync(join(checkout, target.package))) {
    if (!LEFT_OUT.includes(path)) copy(checkout, sandbox, join(target.package, path));
  }
  for (const path of ['package.json', 'test/long', ...(target.alsoRead ?? [])]) copy(checkout, sandbox, path);
  cpSync(join(checkout, target.package, 'src'), join(sandbox, UNCHANGED, target.package, 'src'), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(sandbox, 'node_modules'), 'dir');
  writeFileSync(
    join(sandbox, 'stryker.config.json'),
    JSON.stringify(strykerConfig(checkout, target, reportFile, sample), null, 2),
  );
  return sandbox;
}

function copy(checkout: string, sandbox: string, path: string): void {
  mkdirSync(dirname(join(sandbox, path)), { recursive: true });
  cpSync(join(checkout, path), join(sandbox, path), { recursive: true });
}

function testFiles(checkout: string, { package: folder, tests, withoutTests }: MutationTarget): string[] {
  const files = globSync(tests as string[], { cwd: join(checkout, folder), exclude: withoutTests as string[] });
  return files.map((file) => `${folder}/${file}`).sort();
}

function strykerConfig(checkout: string, target: MutationTarget, reportFile: string, sample?: Sample) {
  return {
    testRunner: 'fresh-modules',
    plugins: ['fresh-modules-runner', 'sample-checker'].map((name) =>
      fileURLToPath(new URL(`runner/${name}.ts`, import.meta.url)),
    ),
    checkers: sample === undefined ? [] : ['sample'],
    sample,
    freshModules: {
      tests: testFiles(checkout, target),
      keptIn: reportFile.replace(/\.json$/, ''),
    } satisfies FreshModulesOptions,
    warnings: { unknownOptions: false },
    inPlace: true, // the folder is a copy already
    mutate: target.mutate.map((glob) =>
      glob.startsWith('!') ? `!${target.package}/${glob.slice(1)}` : `${target.package}/${glob}`,
    ),
    coverageAnalysis: 'perTest',
    concurrency: 1,
    dryRunTimeoutMinutes: 30, // the first run takes five minutes and more on a machine that is busy with other things
    timeoutMS: 10_000,
    timeoutFactor: 2,
    disableTypeChecks: false,
    reporters: ['json', 'clear-text', 'progress-append-only'],
    clearTextReporter: { logTests: false, allowColor: false, reportMutants: false, reportTests: false },
    jsonReporter: { fileName: reportFile },
    thresholds: { high: 95, low: target.threshold, break: null },
    tempDirName: '.stryker',
    allowEmpty: false,
  };
}
