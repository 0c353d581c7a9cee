// node scripts/generate.ts            writes docs/owasp-events.md and the support matrix of the README
// node scripts/generate.ts --check    writes nothing; exit 1 names the files that are not current
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readModel } from '../../semantic-conventions/scripts/model/read-model.ts';
import { owaspPage } from './owasp-page.ts';
import { withSupportMatrix } from './support-matrix.ts';

const packageFolder = new URL('../', import.meta.url);
const textOf = (path: string): string => {
  const file = new URL(path, packageFolder);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const files = new Map([
  ['docs/owasp-events.md', owaspPage(readModel())],
  ['README.md', withSupportMatrix(textOf('README.md'), new URL('../../node_modules/', packageFolder))],
]);

for (const [path, text] of files) {
  if (text === textOf(path)) continue;
  if (process.argv.includes('--check')) {
    console.error(`not current: packages/instrumentation/${path} (npm run generate)`);
    process.exitCode = 1;
  } else writeFileSync(new URL(path, packageFolder), text);
}
