import { describe, expect, it } from 'vitest';
import { TestRegistry } from './test-registry.ts';

type Api = Readonly<Record<'describe' | 'it' | 'beforeEach' | 'afterEach', never>>;

function registered(file: (api: Api) => void): TestRegistry['tests'] {
  const registry = new TestRegistry('a.test.ts');
  file(registry.api() as Api);
  return registry.tests;
}

describe('the tests of a file', () => {
  it('have the names of what they stand in, and a number if they come again', () => {
    const tests = registered(({ describe, it }: Record<string, (...rest: unknown[]) => void>) => {
      describe?.('outer', () => {
        for (let count = 0; count < 2; count++) it?.('one', () => {});
        describe?.('inner', { retry: 1 }, () => it?.('two', () => {}, 5_000));
      });
      it?.('three', () => {});
    });
    expect(tests.map(({ id, name }) => [id, name])).toEqual([
      ['a.test.ts#1', 'outer one'],
      ['a.test.ts#2', 'outer one (2)'],
      ['a.test.ts#3', 'outer inner two'],
      ['a.test.ts#4', 'three'],
    ]);
  });

  it('get the cases of `each`, an array as several parameters', async () => {
    const seen: unknown[] = [];
    const tests = registered(({ it }: Record<string, { each: (cases: unknown) => (...rest: unknown[]) => void }>) => {
      it?.each([['a', 1], ['b', 2]])('%s is %i', (...given: unknown[]) => seen.push(given)); // biome-ignore format: one line
      it?.each(['c'])('%s', (...given: unknown[]) => seen.push(given));
    });
    for (const { run } of tests) await run();
    expect(tests.map(({ name }) => name)).toEqual(['a is 1', 'b is 2', 'c']);
    expect(seen).toEqual([['a', 1], ['b', 2], ['c']]);
  });

  it('run between their hooks, the outer ones outside, also when they fail', async () => {
    const order: string[] = [];
    const tests = registered(
      ({ describe, it, beforeEach, afterEach }: Record<string, (...rest: unknown[]) => void>) => {
        beforeEach?.(() => order.push('before'));
        afterEach?.(() => order.push('after'));
        describe?.('inner', () => {
          beforeEach?.(() => order.push('inner before'));
          afterEach?.(() => order.push('inner after'));
          it?.('fails', () => {
            order.push('test');
            throw new Error('no');
          });
        });
      },
    );
    await expect(tests[0]?.run()).rejects.toThrow('no');
    expect(order).toEqual(['before', 'inner before', 'test', 'inner after', 'after']);
  });

  it('are not left out silently: one without a function is an error', () => {
    expect(() => registered(({ it }: Record<string, (...rest: unknown[]) => void>) => it?.('later'))).toThrow('later');
  });
});
