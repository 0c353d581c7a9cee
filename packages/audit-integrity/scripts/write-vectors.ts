import { writeFileSync } from 'node:fs';
import { leafHash, nodeHash } from '../dist/index.js';
import { counterSealVectors } from './counter-seal-vectors.ts';
import { displayVectors } from './display-vectors.ts';
import { leafVectors } from './leaf-vectors.ts';
import { noteVectors } from './note-vectors.ts';
import { rangeCheckpointVectors } from './range-checkpoint-vectors.ts';
import { relationVectors } from './relation-vectors.ts';
import { rotationVectors } from './rotation-vectors.ts';
import { streamVectors } from './stream-vectors.ts';
import { textVectors } from './text-vectors.ts';
import { treeVectors } from './tree-vectors.ts';
import { witnessVectors } from './witness-vectors.ts';

/*
 * Writes the vectors of this version, once: a file that is there already is never touched. New cases of a released
 * version go into new files; a new version gets a new folder.
 */
const folder = new URL('../vectors/v1/', import.meta.url);

const files: Readonly<Record<string, unknown>> = {
  ...textVectors(),
  ...treeVectors({ leafHash, nodeHash }),
  ...noteVectors(),
  ...leafVectors(),
  ...streamVectors(),
  ...relationVectors(),
  ...rangeCheckpointVectors(),
  ...counterSealVectors(),
  ...rotationVectors(),
  ...displayVectors(),
  ...witnessVectors(),
};

for (const [name, content] of Object.entries(files)) {
  try {
    writeFileSync(new URL(name, folder), textOf(content), { flag: 'wx' });
    process.stdout.write(`written: ${name}
`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    process.stdout.write(`kept: ${name}\n`);
  }
}

/** JSON with one case a line, so that a change would show as what it is. */
function textOf(content: unknown): string {
  const members = Object.entries(content as object).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
