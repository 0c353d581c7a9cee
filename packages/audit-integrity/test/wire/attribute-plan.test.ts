import { describe, expect, it } from 'vitest';

import { type AttributePlans, attributePlan } from '../../src/wire/attribute-plan.js';
import { attributesOf, layOut } from '../../src/wire/wire-safe-record.js';
import type { WireSafeValue } from '../../src/wire/wire-safe-value.js';

const planFor = (plans: AttributePlans, attributes: Record<string, WireSafeValue | undefined>) =>
  attributePlan('shop.order', Object.keys(attributes), Object.values(attributes), [], plans);

describe('the plan of a record', () => {
  it('is made once for records whose names and maps bear the same names, whatever the values', () => {
    const plans: AttributePlans = new Map();
    const first = planFor(plans, { 'order.id': 'o-1', headers: { accept: 'a', dnt: { set: true } }, items: ['a'] });
    const second = planFor(plans, { 'order.id': 7, headers: { accept: 'b', dnt: { set: 'no' } }, items: [] });
    expect(second).toBe(first);
  });

  it.each<[string, Record<string, WireSafeValue | undefined>]>([
    ['a map bears another name', { 'user.name': 'u', user: { alias: 'x' } }],
    ['a map bears one name more', { 'user.name': 'u', user: { id: 'x', name: 'y' } }],
    ['a map nests deeper', { 'user.name': 'u', user: { id: { name: 'x' } } }],
    ['a text stands where a map was', { 'user.name': 'u', user: 'x' }],
    ['a value has no signed form', { 'user.name': 'u', user: undefined }],
    ['a list stands where a map was', { 'user.name': 'u', user: [{ id: 'x' }] }],
  ])('is another one when %s, and the same as if nothing were remembered', (_, attributes) => {
    const plans: AttributePlans = new Map();
    const first = planFor(plans, { 'user.name': 'u', user: { id: 'x' } });
    const second = planFor(plans, attributes);
    expect(second).not.toBe(first);
    expect(second).toEqual(planFor(new Map(), attributes));
  });

  it('renames what meets the name of a map member in Loki, remembered or not', () => {
    const plans: AttributePlans = new Map();
    planFor(plans, { 'user.name': 'u', user: { id: 'x' } });
    expect(planFor(plans, { 'user.name': 'u', user: { name: 'x' } }).names).toEqual(['renamed.0.user.name', 'user']);
  });

  it.each<[string, unknown, unknown]>([
    ['in a map', { 'a.b': 1, a: { b: 2 } }, { 'a.b': 1, 'renamed.0.a': { b: 2 } }],
    ['in a map of a map', { x: { 'a.b': 1, a_b: 2 } }, { x: { 'a.b': 1, 'renamed.0.a_b': 2 } }],
    ['nowhere', { a: { b: 2 } }, { a: { b: 2 } }],
  ])('renames members that meet %s, remembered or not', (_, map, expected) => {
    const plans: AttributePlans = new Map();
    const sealed = (id: string) => {
      const { plan, values } = layOut({ attributes: { map, id, tags: [map] } }, [], plans);
      return attributesOf(plan, values, plan.template);
    };
    expect(sealed('1')).toEqual({ map: expected, id: '1', tags: [map] });
    expect(sealed('2')).toEqual({ map: expected, id: '2', tags: [map] });
    expect(plans.get('')).toHaveLength(1);
  });

  it('is not remembered for more names than a bound, those inside maps included', () => {
    const plans: AttributePlans = new Map();
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`n${index}`, 'v']));
    planFor(plans, { headers: many });
    expect(plans.size).toBe(0);
  });

  it('is forgotten when attackers make up maps, at most four an event', () => {
    const plans: AttributePlans = new Map();
    for (let index = 0; index < 50; index += 1) planFor(plans, { headers: { [`h${index}`]: 'v' } });
    expect(plans.get('shop.order')?.length).toBe(4);
  });
});
