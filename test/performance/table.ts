import { type Bar, type Figure, isMet, type Unit } from './figure.ts';

const HEAD = ['what', 'figure', 'bar', 'met', ''];

/** For a terminal: columns aligned by spaces. */
export function plainTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

export function markdownTable(figures: readonly Figure[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(HEAD), '|---|---|---|---|---|', ...figures.map((figure) => line(cells(figure)))].join('\n');
}

function cells(figure: Figure): string[] {
  const met = isMet(figure);
  return [
    figure.what,
    quantity(figure.value, figure.unit),
    figure.bar === undefined ? '' : barText(figure.bar, figure.unit),
    met === undefined ? '' : met ? 'yes' : 'NO',
    figure.note ?? '',
  ];
}

function barText(bar: Bar, unit: Unit): string {
  if ('atLeast' in bar) return `≥ ${quantity(bar.atLeast, unit)}`;
  const aim = bar.aim === undefined ? '' : ` (aim ${quantity(bar.aim, unit)})`;
  return `≤ ${quantity(bar.atMost, unit)}${aim}`;
}

function quantity(value: number, unit: Unit): string {
  if (unit === '/s') return `${Math.round(value).toLocaleString('en')} /s`;
  if (unit === 'B') return `${Math.round(value).toLocaleString('en')} B`;
  return `${value.toFixed(unit === '%' ? 0 : 2)} ${unit}`;
}
