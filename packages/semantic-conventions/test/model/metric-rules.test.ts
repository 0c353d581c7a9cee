import { describe, expect, it } from 'vitest';
import { readModel } from '../../scripts/model/read-model.js';

const { metrics } = readModel();

describe('every metric', () => {
  it('is named below otelseal, once, and is no parent of another', () => {
    const names = metrics.map(({ name }) => name);
    expect(names.filter((name) => !/^otelseal(\.[a-z]+)+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => names.some((other) => other.startsWith(`${name}.`)))).toEqual([]);
  });

  it('has a unit of UCUM: what is counted in braces, bytes or seconds', () => {
    expect(metrics.filter(({ unit }) => !/^(\{[a-z]+\}|By|s)$/.test(unit))).toEqual([]);
  });

  it('has labels of closed lists, or of names from our own code where no list can be closed', () => {
    const open = metrics.flatMap(({ name, attributes }) =>
      [...attributes].flatMap(([label, values]) => (values.length === 0 ? [`${name} ${label}`] : [])),
    );
    expect(open).toEqual([
      'otelseal.sanitize.findings rule',
      'otelseal.incidents detector',
      'otelseal.detection.partials detector',
      'otelseal.detection.suppressed detector',
      'otelseal.internal.errors code',
    ]);
    const values = metrics.flatMap(({ attributes }) => [...attributes.values()].flat());
    expect(values.filter((value) => !/^[a-z][a-z_]*$/.test(value))).toEqual([]);
  });
});
