import { readFileSync } from 'node:fs';

const PAGE = new URL('../../../packages/operations/docs/restore-drill.md', import.meta.url);

/** The lines of shell under a name in the page of the drill. */
export function documentedStep(name: string): string {
  const block = new RegExp(`\`\`\`sh step=${name}\\n(.*?)\`\`\``, 's').exec(readFileSync(PAGE, 'utf8'));
  if (block === null) throw new Error(`there is no step ${name} in ${PAGE.pathname}`);
  return block[1] as string;
}
