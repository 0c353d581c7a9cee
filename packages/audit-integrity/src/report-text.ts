import { printableBare } from './printable.js';
import type { Report, ReportedStream } from './report.js';
import type { Finding } from './verdict.js';

/** Findings, conditions and gaps that are spelled out; the JSON form has more. */
const MAX_LINES = 50;

/**
 * The line that says it all: `INTACT …`, `NOT INTACT <verdict> <stream> #<sequence> <field> …` or `NOT PROVEN <reason> …`.
 *
 * @stable
 */
export function reportFirstLine(report: Report): string {
  const { verdict, findings, reason } = report;
  if (verdict === 'INTACT') return `INTACT ${totals(report)}`;
  if (verdict === 'NOT INTACT') return `NOT INTACT ${findingText(findings[0] as Finding)}`;
  return `NOT PROVEN ${reason} ${whyNotProven(report)}`;
}

function totals({ streams }: Report): string {
  const records = streams.reduce((sum, stream) => sum + stream.records, 0);
  const from =
    streams
      .map((stream) => stream.from)
      .filter((time) => time !== '')
      .sort()[0] ?? '-';
  const to =
    streams
      .map((stream) => stream.to)
      .sort()
      .at(-1) ?? '-';
  return `${records} records in ${counted(streams.length, 'stream')}, ${from} to ${to}`;
}

function whyNotProven({ reason, conditions, findings }: Report): string {
  if (reason === 'NOTHING_SEALED') return 'no sealed record was found';
  if (reason === 'NOT_PRODUCER') return 'a collector sealed one of these streams, not its producer';
  const condition = conditions.find((one) => one.condition === reason);
  const others = findings.length > 0 ? `; besides, ${findingText(findings[0] as Finding)}` : '';
  return condition === undefined
    ? `no trust file was given${others}`
    : `${condition.stream} #${condition.sequence} ${printableBare(condition.detail)}${others}`;
}

/** Words that a reader may split at spaces, then the explanation in brackets. */
function findingText({ verdict, stream, sequence, field, place, detail }: Finding): string {
  const where = place === undefined ? '' : ` at ${printableBare(place)}`;
  return `${verdict} ${stream} #${sequence} ${wordOf(field)} (${asciiLine(detail)})${where}`;
}

/** A field's name without spaces; strangers choose the names of attributes. */
function wordOf(field: string): string {
  return printableBare(field).replaceAll(' ', '\\u0020') || '-';
}

/** Details are made of our words and of `printable` pieces; this is the last fence before a terminal. */
function asciiLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

/**
 * The whole report as lines for people, the first line first. ASCII only but for the dash in runs of numbers.
 *
 * @stable
 */
export function reportLines(report: Report): string[] {
  const { findings, conditions, streams, gaps, history, coverage } = report;
  return [
    reportFirstLine(report),
    ...limited(streams.map(streamText), 'streams'),
    ...limited(
      findings.map((finding) => `finding: ${findingText(finding)}`),
      'findings',
    ),
    ...limited(
      conditions.map(
        ({ condition, stream, sequence, detail }) =>
          `condition: ${condition} ${stream} #${sequence} ${asciiLine(detail)}`,
      ),
      'conditions',
    ),
    ...limited(
      gaps.map(
        ({ stream, sequence, count, reason }) =>
          `gap: ${stream} #${sequence} declares ${printableBare(count)} lost records: ${printableBare(reason)}`,
      ),
      'gaps',
    ),
    ...limited(
      history.map((line) => `history: ${asciiLine(line)}`),
      'services',
    ),
    ...coverage.map((line) => `coverage: ${asciiLine(line)}`),
  ];
}

function streamText(stream: ReportedStream): string {
  const { identity, first, last, records, checkpoints, trusted, closed, from, to } = stream;
  const who =
    identity === undefined
      ? 'unknown'
      : [identity.organisation, identity.tenant, identity.environment, identity.service].map(printableBare).join('/');
  const state = `${trusted ? 'trusted' : 'untrusted'}, ${closed ? 'closed' : 'not closed'}`;
  return `stream: ${stream.stream} ${who} (${printableBare(stream.retention)}) #${first}-${last}, ${counted(records, 'record')}, ${counted(checkpoints, 'checkpoint')}, ${state}, ${from} to ${to}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function limited(lines: readonly string[], noun: string): string[] {
  if (lines.length <= MAX_LINES) return [...lines];
  return [...lines.slice(0, MAX_LINES), `... and ${lines.length - MAX_LINES} more ${noun}`];
}
