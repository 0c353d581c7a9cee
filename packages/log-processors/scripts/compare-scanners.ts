/*
 * What other tools find in the marked corpora, as a table for docs/sanitizing.md. secretlint is a development dependency; gitleaks is asked
 * if `GITLEAKS` names its program, detect-secrets and Presidio if `PYTHON` names an interpreter that has them, all of Presidio if
 * `SPACY_MODEL` names a model of English that is installed there; what is missing is named.
 * Needs a build. Run: GITLEAKS=/path/to/gitleaks PYTHON=/path/to/python node packages/log-processors/scripts/compare-scanners.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSanitizer, decodeControls } from '@otelseal/log-processors';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import {
  isGone,
  MARK_NAMES,
  type MarkedLine,
  type MarkKind,
  markedCorpora,
  markedLines,
} from '../test/sanitize/corpora/marked-lines.ts';

const SEED = 20_261_123;
const lines: readonly MarkedLine[] = markedCorpora()
  .flatMap((corpus) => markedLines(corpus, SEED))
  .map(({ line, marks }) => ({
    line: line.replaceAll('\n', '\\n'),
    marks: marks.map(({ kind, text }) => ({ kind, text: text.replaceAll('\n', '\\n') })),
  }));
const content = lines.map(({ line }) => line).join('\n');

/** What a tool leaves of every line. */
type Cleaned = readonly string[];

function without(findings: readonly { readonly line: number; readonly text: string }[]): Cleaned {
  const cleaned = lines.map(({ line }) => line);
  for (const { line, text } of findings) {
    if (text !== '') cleaned[line] = (cleaned[line] ?? '').replaceAll(text, '[FOUND]');
  }
  return cleaned;
}

function otelseal(): Cleaned {
  const sanitizer = createSanitizer();
  return lines.map(({ line }) => decodeControls(sanitizer.sanitizeText(line)));
}

async function secretlint(): Promise<Cleaned> {
  const { messages } = await lintSource({
    source: { content, filePath: '/app.log', ext: '.log', contentType: 'text' },
    options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] } },
  });
  return without(
    messages.map(({ range, loc }) => ({ line: loc.start.line - 1, text: content.slice(range[0], range[1]) })),
  );
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-scanners-'));
  try {
    writeFileSync(join(folder, 'app.log'), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gitleaks(program: string): Cleaned {
  return inFolder((folder) => {
    const report = join(folder, '..', `otelseal-gitleaks-${process.pid}.json`);
    const { error } = spawnSync(program, [
      'dir',
      folder,
      '--no-banner',
      '--exit-code',
      '0',
      '-f',
      'json',
      '-r',
      report,
    ]);
    if (error !== undefined) throw error;
    const found: { StartLine: number; Secret: string }[] = JSON.parse(readFileSync(report, 'utf8'));
    rmSync(report);
    return without(found.map(({ StartLine, Secret }) => ({ line: StartLine - 1, text: Secret })));
  });
}

const DETECT_SECRETS = `
import json, sys
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings
found = SecretsCollection()
with default_settings():
    found.scan_file(sys.argv[1])
print(json.dumps([{"line": s.line_number - 1, "text": s.secret_value or ""} for _, s in found]))
`;

/** Presidio's recognizers that need no language model, each alone, with the score from which it counts. */
const PRESIDIO = `
import inspect, json, sys
from presidio_analyzer import PatternRecognizer, predefined_recognizers
recognizers = []
for _, kind in inspect.getmembers(predefined_recognizers, inspect.isclass):
    if issubclass(kind, PatternRecognizer):
        try: recognizers.append(kind())
        except Exception: pass
found = []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8").read().split("\\n")):
    for recognizer in recognizers:
        for result in recognizer.analyze(line, recognizer.supported_entities, None) or []:
            if result.score >= 0.4: found.append({"line": number, "text": line[result.start:result.end]})
print(json.dumps(found))
`;

/** All of Presidio, with context words; what only its language model names (people, places, dates) has no column here and is left out. */
const PRESIDIO_WITH_MODEL = `
import json, sys
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": sys.argv[2]}]})
analyzer = AnalyzerEngine(nlp_engine=engine.create_engine(), supported_languages=["en"])
named = {"PERSON", "LOCATION", "DATE_TIME", "NRP", "ORGANIZATION"}
entities = [entity for entity in analyzer.get_supported_entities("en") if entity not in named]
found = []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8").read().split("\\n")):
    for result in analyzer.analyze(line, "en", entities=entities, score_threshold=0.4):
        found.append({"line": number, "text": line[result.start:result.end]})
print(json.dumps(found))
`;

function python(interpreter: string, script: string, ...args: readonly string[]): Cleaned | undefined {
  return inFolder((folder) => {
    const { status, stdout } = spawnSync(interpreter, ['-c', script, join(folder, 'app.log'), ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return status === 0 ? without(JSON.parse(stdout)) : undefined;
  });
}

function row(name: string, cleaned: Cleaned | undefined): string {
  if (cleaned === undefined) return `| ${name} | not installed |${' |'.repeat(kinds.length)}`;
  const shares = kinds.map((kind) => {
    const marks = lines.flatMap(({ marks }, at) =>
      marks.filter((mark) => mark.kind === kind).map((mark) => ({ mark, at })),
    );
    const gone = marks.filter(({ mark, at }) => isGone(mark, cleaned[at] as string)).length;
    return `${((100 * gone) / marks.length).toFixed(1)} %`;
  });
  const ordinary = lines.flatMap(({ line, marks }, at) => (marks.length === 0 && cleaned[at] !== line ? [at] : []));
  return `| ${name} | ${shares.join(' | ')} | ${ordinary.length} |`;
}

const kinds = Object.keys(MARK_NAMES) as MarkKind[];
const { GITLEAKS, PYTHON, SPACY_MODEL } = process.env;
console.log(
  `| found, of what is marked | ${kinds.map((kind) => MARK_NAMES[kind]).join(' | ')} | ordinary lines changed |`,
);
console.log(`|---|${'---|'.repeat(kinds.length + 1)}`);
console.log(row('Otelseal, `balanced`', otelseal()));
console.log(row('secretlint 13.0.7, recommended rules', await secretlint()));
console.log(row('gitleaks', GITLEAKS === undefined ? undefined : gitleaks(GITLEAKS)));
console.log(row('detect-secrets', PYTHON === undefined ? undefined : python(PYTHON, DETECT_SECRETS)));
console.log(row('Presidio, without a language model', PYTHON === undefined ? undefined : python(PYTHON, PRESIDIO)));
console.log(
  row(
    'Presidio',
    PYTHON === undefined || SPACY_MODEL === undefined ? undefined : python(PYTHON, PRESIDIO_WITH_MODEL, SPACY_MODEL),
  ),
);
