import { afterAll, describe, expect, it } from 'vitest';
import { INSTRUMENTATION_REGISTRY, type InstrumentationName } from '../../src/instrumentation-registry.js';
import { LIBRARY_MODULES } from '../../src/when-loaded/library-modules.js';
import { moduleOfUrl } from '../../src/when-loaded/module-of-url.js';

interface Made {
  disable(): void;
  getModuleDefinitions(): {
    readonly name: string;
    readonly patch?: unknown;
    readonly files: readonly { readonly name: string }[];
  }[];
}

const made: Made[] = [];
afterAll(() => {
  for (const instrumentation of made) instrumentation.disable();
});

describe('what is known of instrumentations before they are loaded', () => {
  it('is known of every one', () => {
    expect(Object.keys(LIBRARY_MODULES)).toEqual(Object.keys(INSTRUMENTATION_REGISTRY));
  });

  it.each(Object.entries(LIBRARY_MODULES))('%s: its class, and every module that it waits for', async (name, known) => {
    const instrumentation = INSTRUMENTATION_REGISTRY[name as InstrumentationName]({}) as unknown as Made;
    made.push(instrumentation);
    const exported = (await import(`../../src/${name}/index.ts`)) as Readonly<Record<string, unknown>>;
    expect(exported[known.className]).toBe(instrumentation.constructor);
    const files = instrumentation.getModuleDefinitions().flatMap(({ files, patch }) => (patch ? [] : files));
    expect(known.files ?? []).toEqual(files.map((file) => file.name));
    expect(known.modules).toEqual(
      expect.arrayContaining(instrumentation.getModuleDefinitions().map((definition) => definition.name)),
    );
  });
});

describe('the module of a URL', () => {
  it.each([
    ['node:http', 'http'],
    ['file:///app/node_modules/express/lib/express.js', 'express'],
    ['file:///app/node_modules/.pnpm/pg@8.0.0/node_modules/pg/lib/index.js?iitm=true', 'pg'],
    ['file:///app/node_modules/@casl/ability/dist/index.mjs', '@casl/ability'],
    ['file:///C:/app/node_modules/hono/dist/index.js', 'hono'],
    ['file:///app/src/express.js', undefined],
    ['data:text/javascript,', undefined],
  ])('of %s is %s', (url, module) => {
    expect(moduleOfUrl(url)).toBe(module);
  });
});
