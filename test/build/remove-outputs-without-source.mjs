// The compiler never deletes: what it once made from a source that is gone would still be packed and published.
import { existsSync, globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../packages/', import.meta.url));

for (const output of globSync('*/dist/**/*.{js,d.ts,js.map,d.ts.map}', { cwd: root })) {
  if (/\/dist\/(joined|node)\//.test(output)) continue; // made anew by each build
  const source = output.replace(/\/dist\/(esm\/|cjs\/)?/, '/src/').replace(/\.(js|d\.ts)(\.map)?$/, '.ts');
  if (!existsSync(root + source)) rmSync(root + output);
}
