import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

import { isTest, read, sourceFiles, trackedFiles } from './tracked-files.js';

const LONGEST = 400;
const LONGEST_MEDIAN = 90;

const lines = (file: string) => read(file).split('\n').length - 1;
const isText = (file: string) => /\.(ts|mts|cts|mjs|js|json|md|ya?ml|sh)$/.test(file) || file === '.ci/run';
const found = (files: readonly string[], pattern: RegExp) =>
  files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 120)}`] : [])),
  );

/** A word list is read as one thing, however long it is. */
const tableRows = (file: string) => read(file).match(/^\s*'[^']*',$/gm)?.length ?? 0;

describe('a source file', () => {
  it(`has at most ${LONGEST} lines, rows of word lists aside`, () => {
    expect(sourceFiles().filter((file) => lines(file) - tableRows(file) > LONGEST)).toEqual([]);
  });

  it(`has at most ${LONGEST_MEDIAN} lines in the median of every package`, () => {
    const byPackage = Map.groupBy(
      sourceFiles().filter((file) => /^packages\/[^/]+\/src\//.test(file)),
      (file) => file.split('/')[1],
    );
    const medians = [...byPackage].map(([name, files]) => ({ name, median: median(files.map(lines)) }));
    expect(medians.filter((row) => row.median > LONGEST_MEDIAN)).toEqual([]);
  });

  it('has a name in kebab-case that says what it holds', () => {
    const names = sourceFiles().map((file) => basename(file));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(name))).toEqual([]);
    expect(
      sourceFiles().filter((file) => /(^|\/)(utils?|helpers?|common|misc|stuff|shared)(\.|\/)/.test(file)),
    ).toEqual([]);
  });

  it('leaves no marks of unfinished work', () => {
    const marks = /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/; // brackets, so that this line is not one itself
    expect(found(sourceFiles(), marks)).toEqual([]);
  });

  it('never swallows an error without a word', () => {
    expect(found(sourceFiles(), /catch\s*(\([^)]*\))?\s*\{\s*\}/)).toEqual([]);
  });
});

describe('a test', () => {
  it('is neither skipped nor focused', () => {
    const tests = sourceFiles().filter((file) => isTest(file));
    expect(found(tests, /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/)).toEqual([]);
  });
});

describe('a tracked file', () => {
  it('names no path of one machine', () => {
    const machine = new RegExp(`(^|[^A-Za-z0-9_.$}])/(${['work', 'farm', 'root', 'tmp', 'opt'].join('|')})/[A-Za-z]`);
    expect(
      found(
        trackedFiles().filter((file) => isText(file) && !file.includes('lock')),
        machine,
      ),
    ).toEqual([]);
  });

  it('stands at the top level only where everyone expects it', () => {
    const expected =
      /^(packages|examples|test|\.[a-z-]+(\/.*)?|package(-lock)?\.json|lerna\.json|tsconfig\.base\.json|biome\.json|bootstrap\.mjs|LICENSE|NOTICE|(README|SECURITY|CONTRIBUTING|CHANGELOG)\.md)$/;
    const top = [...new Set(trackedFiles().map((file) => file.split('/')[0] ?? ''))];
    expect(top.filter((name) => !expected.test(name))).toEqual([]);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
