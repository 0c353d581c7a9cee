import { expect } from 'vitest';

interface Extent {
  readonly start: number;
  readonly end: number;
}
type Find = (text: string, nameStart: number, nameEnd: number) => Extent | undefined;
type Judge = (
  text: string,
  nameStart: number,
  nameEnd: number,
  value: Extent & { readonly assigned: boolean },
) => boolean;

/**
 * A line says itself which value a function must find for which name: of `«password»=⟦hunter2⟧ ok` the one in the brackets for the one in the
 * angles, of a line without brackets none.
 */
export function expectExtents(lines: readonly string[], find: Find): void {
  expect(lines.map((line) => asFound(line.replaceAll(/[⟦⟧]/g, ''), find))).toEqual(lines);
}

function asFound(line: string, find: Find): string {
  const nameStart = line.indexOf('«');
  const nameEnd = line.indexOf('»') - 1;
  const text = line.replaceAll(/[«»]/g, '');
  const extent = find(text, nameStart, nameEnd);
  const marks: [at: number, mark: string][] = [
    [nameStart, '«'],
    [nameEnd, '»'],
  ];
  if (extent !== undefined) marks.push([extent.start, '⟦'], [extent.end, '⟧']);
  let marked = text;
  for (const [at, mark] of marks.sort(([a], [b]) => a - b).toReversed())
    marked = marked.slice(0, at) + mark + marked.slice(at);
  return marked;
}

/** What a function says of a line, the name in the angles, and of what was taken for its value, in the brackets: `«pass» ⟦src/a.test.ts⟧`. */
export function judged(line: string, judge: Judge, assigned = true): boolean {
  const nameStart = line.indexOf('«');
  const nameEnd = line.indexOf('»') - 1;
  const start = line.indexOf('⟦') - 2;
  const end = line.indexOf('⟧') - 3;
  return judge(line.replaceAll(/[«»⟦⟧]/g, ''), nameStart, nameEnd, { start, end, assigned });
}
