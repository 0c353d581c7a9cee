/*
 * Measures the sanitizer against the corpora and prints the tables of docs/sanitizing.md. `--write` puts them there.
 * Needs a build. Run: node packages/log-processors/scripts/sanitize-tables.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createSanitizer } from '@otelseal/log-processors';
import { ordinaryLines } from '../test/sanitize/corpora/noise.ts';
import { personalLines } from '../test/sanitize/corpora/personal.ts';
import { DIGITS, Random } from '../test/sanitize/corpora/random.ts';
import {
  type LeakingLine,
  namedSecretLines,
  standingSecretLines,
  vendorTokenLines,
} from '../test/sanitize/corpora/secrets.ts';

const SEED = 20_261_123;

function recallTable(lines: readonly LeakingLine[]): string {
  const sanitizer = createSanitizer();
  const kinds = new Map<string, { total: number; gone: number }>();
  for (const { kind, line, leaked } of lines) {
    const name = kind.startsWith('token: ') ? 'vendor tokens' : kind;
    const count = kinds.get(name) ?? { total: 0, gone: 0 };
    const gone = !sanitizer.sanitizeText(line).includes(leaked);
    if (!gone && process.argv.includes('--misses')) console.error(`${kind}\t${line.slice(0, 160)}`);
    kinds.set(name, { total: count.total + 1, gone: count.gone + (gone ? 1 : 0) });
  }
  const rows = [...kinds].map(
    ([kind, { total, gone }]) => `| ${kind} | ${total} | ${((100 * gone) / total).toFixed(1)} % |`,
  );
  return ['| what leaked | lines | gone |', '|---|---|---|', ...rows].join('\n');
}

function noiseTable(each: number): string {
  const sanitizer = createSanitizer();
  const kinds = new Map<string, { total: number; changed: number }>();
  for (const { kind, line } of ordinaryLines(SEED, each)) {
    const count = kinds.get(kind) ?? { total: 0, changed: 0 };
    const changed = sanitizer.sanitizeText(line) !== line;
    if (changed && process.argv.includes('--misses'))
      console.error(`${kind}\t${sanitizer.sanitizeText(line).slice(0, 200)}`);
    kinds.set(kind, { total: count.total + 1, changed: count.changed + (changed ? 1 : 0) });
  }
  const rows = [...kinds].map(([kind, { total, changed }]) => `| ${kind} | ${total} | ${changed} |`);
  return ['| ordinary lines | lines | changed |', '|---|---|---|', ...rows].join('\n');
}

/** How many random runs of digits pass for a card where nothing before them says what they are. */
function residualTable(samples: number): string {
  const random = new Random(SEED);
  const rows = [12, 13, 14, 15, 16, 17, 19].map((length) => {
    const sanitizer = createSanitizer();
    let taken = 0;
    for (let run = 0; run < samples; run++) {
      const line = `value ${random.text(DIGITS, length)} seen`;
      if (sanitizer.sanitizeText(line) !== line) taken++;
    }
    return `| ${length} | ${samples} | ${((100 * taken) / samples).toFixed(2)} % |`;
  });
  return ['| random digits without context | samples | taken for a card |', '|---|---|---|', ...rows].join('\n');
}

const tables = [
  recallTable([
    ...vendorTokenLines(SEED),
    ...namedSecretLines(SEED),
    ...standingSecretLines(SEED),
    ...personalLines(SEED),
  ]),
  noiseTable(2_000),
  residualTable(20_000),
].join('\n\n');

console.log(tables);
if (process.argv.includes('--write')) {
  const docs = new URL('../docs/sanitizing.md', import.meta.url);
  const page = readFileSync(docs, 'utf8');
  writeFileSync(
    docs,
    page.replace(
      /(<!-- tables -->\n)[\s\S]*?(\n<!-- \/tables -->)/,
      (_all, open: string, close: string) => `${open}${tables}${close}`,
    ),
  );
}
