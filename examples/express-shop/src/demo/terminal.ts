const WIDTH = 118;

type Style = 'plain' | 'bold' | 'dim' | 'green' | 'red' | 'yellow';
const CODES: Readonly<Record<Style, string>> = { plain: '', bold: '1', dim: '2', green: '32', red: '31', yellow: '33' };

const hasColour = process.stdout.isTTY === true && !process.env['NO_COLOR'];

/** One line, in colour only where a person looks at a terminal that wants it. */
export function say(text = '', style: Style = 'plain'): void {
  const line = printable(text);
  console.log(hasColour && style !== 'plain' ? `\u001b[${CODES[style]}m${line}\u001b[0m` : line);
}

/** `   name      text`, the names in one column. */
export function sayAligned(rows: readonly (readonly string[])[], style: Style = 'plain'): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    const line = `   ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
    say(line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line, style);
  }
}

/** What was in a log must not steer the terminal that shows it: everything but plain characters becomes an escape. */
export function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e×…✔✘]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
