/** Longer lines are cut where they are only examples. */
const WIDTH = process.stdout.columns || 140;

type Style = 'plain' | 'bold' | 'dim' | 'green' | 'red' | 'yellow';
const CODES: Readonly<Record<Style, string>> = { plain: '', bold: '1', dim: '2', green: '32', red: '31', yellow: '33' };

const hasColour = process.stdout.isTTY === true && !process.env['NO_COLOR'];

/** One line, in colour only where a person looks at a terminal that wants it. */
export function say(text = '', style: Style = 'plain'): void {
  const line = printable(text);
  console.log(hasColour && style !== 'plain' ? `\u001b[${CODES[style]}m${line}\u001b[0m` : line);
}

/** `   name      text`, one column under the other; the last cell of a row takes no part, as it may be long. */
export function sayAligned(rows: readonly (readonly string[])[]): void {
  for (const row of rows) {
    const cells = row.slice(0, -1).map((cell, column) => cell.padEnd(widthOf(rows, column)));
    const line = printable(`   ${[...cells, row.at(-1)].join('  ')}`);
    say(line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line);
  }
}

function widthOf(rows: readonly (readonly string[])[], column: number): number {
  return Math.max(...rows.filter((row) => column < row.length - 1).map((row) => row[column]?.length ?? 0));
}

/** What was in a log must not steer the terminal that shows it: everything but plain characters becomes an escape. */
export function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e×…✔✘]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
