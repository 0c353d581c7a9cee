// `npm run canary`: asks the registry whether a version has been published that ours promise to work with and that no test has run. Exit 1
// names each; 69 when the registry cannot be asked. It is no part of `npm test`, which must say the same tomorrow as today.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { npmCli } from '../../bootstrap.mjs';
import { newerVersions } from './newer-versions.ts';
import { promisedPackages } from './promised-packages.ts';

const LONGEST_ANSWER_MS = 60_000;
const run = promisify(execFile);
const cli = npmCli();
if (cli === undefined) throw new Error('npm was not found');

async function publishedVersions(name: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [cli as string, 'view', name, 'versions', '--json'], {
    timeout: LONGEST_ANSWER_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
  return [JSON.parse(stdout) as string | string[]].flat();
}

let found = 0;
let silent = 0;
const promised = promisedPackages();
for (const each of promised) {
  try {
    for (const version of newerVersions(each, await publishedVersions(each.name))) {
      found++;
      console.log(
        `${each.name} ${version} is published and in the range ${each.range}; the newest run is ${each.run.at(-1)}.`,
      );
    }
  } catch (error) {
    silent++;
    console.error(`${each.name}: the registry gave no answer: ${(error as Error).message.split('\n')[0]}`);
  }
}
if (found > 0) console.log('Run them: CONTRIBUTING.md, "Newer versions of others", says where they belong.');
else if (silent === 0) console.log(`The newest version of each of ${promised.length} packages has been run.`);
process.exitCode = found > 0 ? 1 : silent > 0 ? 69 : 0;
