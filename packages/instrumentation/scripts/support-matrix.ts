import { readFileSync } from 'node:fs';
import { LIBRARIES, OLDEST_LIBRARIES } from '../../../test/packaging/libraries.ts';

/** A library, the versions that its instrumentation takes, and where the versions that the tests run are installed. */
export interface SupportedLibrary {
  readonly name: string;
  /** The npm package, where that is called otherwise. */
  readonly package?: string;
  readonly versions: string;
  /** Folders of node_modules: what the tests of this package run. */
  readonly installed: readonly string[];
  /** What it was run on: folders of node_modules, too. */
  readonly platforms?: readonly string[];
}

/** Each name is an instrumentation's or a subpath's. `http` is of Node itself. */
export const SUPPORTED_LIBRARIES: readonly SupportedLibrary[] = [
  { name: 'express', versions: '>=4.16.0 <6', installed: ['express4', 'express'] },
  {
    name: 'fastify',
    versions: '>=5.0.0 <6',
    installed: ['@nestjs/platform-fastify/node_modules/fastify', 'fastify'],
  },
  {
    name: 'nestjs',
    package: '@nestjs/core',
    versions: '>=11.0.0 <13',
    installed: ['@nestjs/core'],
    platforms: ['@nestjs/platform-express', '@nestjs/platform-fastify'],
  },
  { name: 'hono', versions: '>=4.8.0 <5', installed: ['hono'] },
  { name: 'express-rate-limit', versions: '>=6.0.2 <9', installed: ['express-rate-limit'] },
  { name: 'rate-limiter-flexible', versions: '>=5.0.0 <12', installed: ['rate-limiter-flexible'] },
  { name: 'passport', versions: '>=0.6.0 <0.8.0', installed: ['passport'] },
  { name: 'better-auth', versions: '>=1.7.0 <2', installed: ['../packages/instrumentation/node_modules/better-auth'] },
  { name: 'express-session', versions: '>=1.17.0 <2', installed: ['express-session'] },
  { name: 'jose', versions: '>=6.0.0 <7', installed: ['jose'] },
  { name: 'jsonwebtoken', versions: '>=9.0.0 <10', installed: ['jsonwebtoken'] },
  { name: 'zod', versions: '>=3.20.0 <5', installed: ['zod'] },
  { name: 'ajv', versions: '>=8.0.0 <9', installed: ['ajv'] },
  { name: 'class-validator', versions: '>=0.14.0 <1', installed: ['class-validator'] },
  { name: 'casl', package: '@casl/ability', versions: '>=7.0.0 <8', installed: ['@casl/ability'] },
  { name: 'prisma', package: '@prisma/client', versions: '>=7.0.0 <8', installed: ['@prisma/client'] },
  { name: 'knex', versions: '>=3.0.1 <4', installed: ['knex'] },
  { name: 'pg', versions: '>=8.0.0 <9', installed: ['pg'] },
  { name: 'pino', versions: '>=10.0.0 <11', installed: ['pino'] },
  { name: 'winston', versions: '>=3.0.0 <4', installed: ['winston'] },
];

/** The rows of the README's table: what is installed here, and by the packaging tests, is what the tests ran. */
export function supportMatrix(nodeModules: URL): string {
  const version = (folder: string): string =>
    (JSON.parse(readFileSync(new URL(`${folder}/package.json`, nodeModules), 'utf8')) as { version: string }).version;
  const rows = SUPPORTED_LIBRARIES.map(({ name, package: npmName = name, versions, installed, platforms = [] }) => {
    const on = platforms.map((platform) => `\`${platform}\` ${version(platform)}`).join(' and ');
    const ends = [OLDEST_LIBRARIES[npmName], LIBRARIES[npmName]].filter((end) => end !== undefined);
    const run = [...new Set([...ends, ...installed.map(version)])].sort(byNumbers);
    return `| \`${name}\` | ${versions} | ${run.join(', ')}${on === '' ? '' : `; ${version(installed[0] as string)} on ${on}`} |`;
  });
  return ['| name | versions taken | versions the tests run |', '|---|---|---|', ...rows].join('\n');
}

function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** The README with the table between its marks. */
export function withSupportMatrix(readme: string, nodeModules: URL): string {
  const [before, rest = ''] = readme.split('<!-- support-matrix -->', 2);
  const after = rest.slice(rest.indexOf('<!-- /support-matrix -->'));
  return `${before}<!-- support-matrix -->\n${supportMatrix(nodeModules)}\n${after}`;
}
