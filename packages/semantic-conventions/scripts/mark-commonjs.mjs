// The CommonJS build lives below a package of type "module": Node and TypeScript read its kind from this marker.
import { mkdirSync, writeFileSync } from 'node:fs';

for (const name of ['semantic-conventions', 'security-events']) {
  const folder = new URL(`../../${name}/dist/cjs/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('package.json', folder), '{ "type": "commonjs" }\n');
}
