import { readFileSync } from 'node:fs';

/** Exports in an api report whose docstring promises nothing about their future. */
export function unmarkedExports(reportFile: string): string[] {
  const declarations = readFileSync(reportFile, 'utf8').matchAll(
    /^\/\/ ([^\n]*)\nexport (?:declare )?(?:abstract )?(?:class|const|function|interface|type|enum|namespace|let) (\w+)/gm,
  );
  return [...declarations].flatMap(([, tags = '', name = '']) => (/@(stable|experimental)/.test(tags) ? [] : [name]));
}
