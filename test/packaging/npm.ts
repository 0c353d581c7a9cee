import { mkdirSync, writeFileSync } from 'node:fs';

import { npmCli } from '../../bootstrap.mjs';
import { type Answer, command } from './command.ts';

/** Some six hundred packages, with an empty cache, on a busy machine. */
const NPM_MOST_MS = 900_000;

/** Makes a project with these dependencies, installed as its user would: npm is told nothing that lets it pass over what does not fit together. */
export async function install(
  project: string,
  dependencies: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  mkdirSync(project);
  writeFileSync(`${project}/package.json`, JSON.stringify({ private: true, dependencies }));
  await npmInstall(project);
}

/** `npm install`, of these packages or of what the project names. */
export async function npmInstall(project: string, packages: readonly string[] = []): Promise<void> {
  const quickly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock'];
  await npm(project, ['install', ...quickly, ...packages]);
}

export async function npm(folder: string, args: readonly string[]): Promise<Answer> {
  const cli = npmCli();
  if (cli === undefined) throw new Error('npm was not found');
  const answer = await command(folder, process.execPath, [cli, ...args], {}, NPM_MOST_MS);
  if (answer.code !== 0) throw new Error(`npm ${args[0]} failed in ${folder}:\n${answer.stdout}${answer.stderr}`);
  return answer;
}
