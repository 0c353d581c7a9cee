import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface InstalledAttribute {
  readonly name: string;
  readonly stability: 'stable' | 'development';
  readonly deprecated: boolean;
}

/** Every attribute of the installed @opentelemetry/semantic-conventions, with what its declaration says about it. */
export function installedAttributes(): ReadonlyMap<string, InstalledAttribute> {
  const folder = dirname(createRequire(import.meta.url).resolve('@opentelemetry/semantic-conventions'));
  return new Map([...attributesOf(folder, 'experimental'), ...attributesOf(folder, 'stable')]);
}

function attributesOf(folder: string, kind: 'stable' | 'experimental'): [string, InstalledAttribute][] {
  const text = readFileSync(join(folder, `${kind}_attributes.d.mts`), 'utf8');
  const declarations = text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*declare const ATTR_\w+: "([^"]+)"/g);
  return [...declarations].map(([, comment = '', name = '']) => [
    name,
    { name, stability: kind === 'stable' ? 'stable' : 'development', deprecated: comment.includes('@deprecated') },
  ]);
}
