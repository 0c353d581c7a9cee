import { describe, expect, it } from 'vitest';

import { attributePlan } from '../../src/wire/attribute-plan.js';
import { AttributePlans } from '../../src/wire/attribute-plans.js';
import { attributesOf, layOut } from '../../src/wire/wire-safe-record.js';
import type { WireSafeValue } from '../../src/wire/wire-safe-value.js';

const planFor = (plans: AttributePlans, attributes: Record<string, WireSafeValue | undefined>) =>
  attributePlan('shop.order', Object.keys(attributes), Object.values(attributes), [], plans);

describe('the plan of a record', () => {
  it('is made once for records whose names and maps bear the same names, whatever the values', () => {
    const plans = new AttributePlans();
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
    const plans = new AttributePlans();
    const first = planFor(plans, { 'user.name': 'u', user: { id: 'x' } });
    const second = planFor(plans, attributes);
    expect(second).not.toBe(first);
    expect(second).toEqual(planFor(new AttributePlans(), attributes));
  });

  it('renames what meets the name of a map member in Loki, remembered or not', () => {
    const plans = new AttributePlans();
    planFor(plans, { 'user.name': 'u', user: { id: 'x' } });
    expect(planFor(plans, { 'user.name': 'u', user: { name: 'x' } }).names).toEqual(['renamed.0.user.name', 'user']);
  });

  it.each<[string, unknown, unknown]>([
    ['in a map', { 'a.b': 1, a: { b: 2 } }, { 'a.b': 1, 'renamed.0.a': { b: 2 } }],
    ['in a map of a map', { x: { 'a.b': 1, a_b: 2 } }, { x: { 'a.b': 1, 'renamed.0.a_b': 2 } }],
    ['nowhere', { a: { b: 2 } }, { a: { b: 2 } }],
  ])('renames members that meet %s, remembered or not', (_, map, expected) => {
    const plans = new AttributePlans();
    const sealed = (id: string) => {
      const { plan, values } = layOut({ attributes: { map, id, tags: [map] } }, [], plans);
      return attributesOf(plan, values, plan.template);
    };
    expect(sealed('1')).toEqual({ map: expected, id: '1', tags: [map] });
    expect(sealed('2')).toEqual({ map: expected, id: '2', tags: [map] });
    expect(plans.of('')).toHaveLength(1);
  });

  it('is not remembered for more names than a bound, those inside maps included', () => {
    const plans = new AttributePlans();
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`n${index}`, 'v']));
    planFor(plans, { headers: many });
    expect(plans.size).toBe(0);
  });

  it('is forgotten when attackers make up maps, at most four an event', () => {
    const plans = new AttributePlans();
    for (let index = 0; index < 50; index += 1) planFor(plans, { headers: { [`h${index}`]: 'v' } });
    expect(plans.of('shop.order')?.length).toBe(4);
  });

  it('is forgotten when the names of all come to more than a bound, ten times over', () => {
    const plans = new AttributePlans();
    const given = Array.from({ length: 200 }, (_, index) => `${'n'.repeat(100)}${index}`);
    let most = 0;
    for (let event = 0; event < 150; event += 1) {
      attributePlan(`e${event}`, given, given, [], plans);
      most = Math.max(most, plans.size);
    }
    expect(most).toBe(38); // of some 26,900 units each
    expect(plans.size).toBeLessThan(39);
    attributePlan('e0', given, given, [], plans);
    expect(attributePlan('e0', given, given, [], plans)).toBe(plans.of('e0')?.[0]);
  });

  it('is forgotten for names of one unit as well: each costs more than that', () => {
    const plans = new AttributePlans();
    const given = Array.from({ length: 250 }, (_, index) => String.fromCharCode(0x4e00 + index));
    let most = 0;
    for (let event = 0; event < 150; event += 1) {
      attributePlan(`e${event}`, given, given, [], plans);
      most = Math.max(most, plans.size);
    }
    expect(most).toBe(127); // of 8,250 units each
  });

  it('is forgotten with all others when there are more events than a bound', () => {
    const plans = new AttributePlans();
    for (let event = 0; event < 512; event += 1) attributePlan(`e${event}`, ['a'], ['b'], [], plans);
    attributePlan('e0', ['c'], ['d'], [], plans); // an event that is known already takes no room from others
    expect([plans.size, plans.of('e0')?.length]).toEqual([512, 2]);
    attributePlan('e512', ['a'], ['b'], [], plans);
    expect(plans.size).toBe(1);
  });
});
