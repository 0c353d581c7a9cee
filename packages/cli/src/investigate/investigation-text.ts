import { escapeForTerminal } from '../output/escape-for-terminal.js';
import { chapterLine } from './chapters.js';
import type { Investigation, JudgedRow } from './investigation.js';

const COLUMNS = ['time', 'severity', 'outcome', 'event', 'actor', 'client', 'session', 'target'] as const;
/** A longer text pushes its row to the right instead of widening all rows. */
const MAX_WIDTH = 40;

/** The story for a terminal: the verdict first, then what is missing, then two lines a row. Every line is escaped. */
export function* investigationText(story: Investigation): Generator<string, void, undefined> {
  for (const line of summaryLines(story)) yield escapeForTerminal(line);
  if (story.rows.length === 0) return;
  const widths = COLUMNS.map((name) =>
    story.rows.reduce((width, row) => Math.max(width, Math.min(MAX_WIDTH, cell(row, name).length)), name.length),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => text.padEnd(widths[index] as number))
      .join('  ')
      .trimEnd();
  yield '';
  yield line(COLUMNS.map((name) => name.toUpperCase()));
  for (const row of story.rows) {
    yield line(COLUMNS.map((name) => cell(row, name)));
    yield `    ${escapeForTerminal(row.message) || '(no message)'}  [${escapeForTerminal(evidence(row))}]`;
  }
}

/** The lines above the rows. Not escaped: each form does so for its sink. */
export function summaryLines(story: Investigation): readonly string[] {
  const { subject, rows, unproven, provenChapters, chapters, leads, missing, coverage, range } = story;
  const names = subject.pseudonyms ? ', also by its pseudonyms' : '';
  const span = range.from === '' && range.to === '' ? '' : `, sealed ${range.from || 'ever'} to ${range.to || 'now'}`;
  return [
    story.verdictLine,
    `${subject.kind} ${subject.value}${names}${span}: ${rows.length} rows`,
    ...leftLines(story),
    ...(unproven === 0
      ? []
      : [
          `${unproven} of them are not proven by a seal; what is shown of those is what the source says, or is contradicted by it`,
        ]),
    ...(provenChapters && chapters.length > 0 ? [`in short, of the rows that a seal proves alone:`] : []),
    ...chapters.map(chapterLine),
    ...(leads.length === 0 ? [] : [`ask for as well: ${leads.join(', ')}`]),
    ...missing.map((line) => `missing: ${line}`),
    ...coverage.map((line) => `coverage: ${line}`),
  ];
}

function leftLines({ left, leftUnproven }: Investigation): readonly string[] {
  const proven = left - leftUnproven;
  const narrow = 'narrow with --from and --to, or raise --limit (a row of very long texts takes the room of several)';
  return [
    ...(proven === 0 ? [] : [`these are the earliest; ${proven} later ones were found and are not shown: ${narrow}`]),
    ...(leftUnproven === 0
      ? []
      : [
          `${leftUnproven} rows that are not proven by a seal were found besides and are not shown: proven ones come first; ${narrow}`,
        ]),
  ];
}

/** Where the proof of a row is, and whether it holds. */
export function evidence({ stream, sequence, place, seal, trace }: JudgedRow): string {
  const where = stream === '' ? place : `${stream} #${sequence}`;
  return [where, seal, ...(trace === '' ? [] : [`trace ${trace}`])].join(', ');
}

function cell(row: JudgedRow, name: (typeof COLUMNS)[number]): string {
  const text = name === 'event' && row.what !== 'event' ? `${row.event} (${row.what})` : row[name];
  return escapeForTerminal(text) || '-';
}
