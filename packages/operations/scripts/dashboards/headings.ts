import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** Keeps the columns that are named, in their order, under their headings. */
export function headings(columns: readonly (readonly [name: string, title: string])[]): DataTransformerConfig[] {
  const names = columns.map(([name]) => name);
  return [
    { id: 'filterFieldsByName', options: { include: { names } } },
    {
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: Object.fromEntries(columns),
      },
    },
  ];
}
