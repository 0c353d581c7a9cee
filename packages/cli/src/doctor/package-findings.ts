import { relative } from 'node:path';

import { type Finding, ok, warning } from './finding.js';
import { installedPackages } from './installed-packages.js';

/** The versions that Otelseal is tested with, by the first number; for 0.x by the first two. */
const OLDEST_NODE = [22, 15] as const;

/** Node and the copies of OpenTelemetry and Otelseal that the application can load. */
export function packageFindings(folder: string, nodeVersion: string): Finding[] {
  const copies = Map.groupBy(installedPackages(folder), ({ name }) => name);
  const rows = Array.from(copies, ([name, found]): Finding => {
    const versions = [...new Set(found.map(({ version }) => version))];
    const text = `${name} ${versions.join(', ')}`;
    if (found.length === 1) return ok('packages', text);
    const places = found.map(({ version, folder: at }) => `${version} in ${relative(folder, at) || '.'}`);
    return warningWhereItMatters(name, `${text}: ${found.length} copies (${places.join('; ')})`);
  });
  const isSdkFound = copies.has('@opentelemetry/sdk-logs');
  return [
    nodeFinding(nodeVersion),
    ...rows,
    ...(isSdkFound
      ? []
      : [warning('packages', 'no @opentelemetry/sdk-logs below this folder: is it the application’s?')]),
  ];
}

/** Copies of the SDK are normal and harmless; two of the API's registry, or of ours, are not. */
function warningWhereItMatters(name: string, text: string): Finding {
  if (name === '@opentelemetry/api') {
    return warning('packages', `${text}; loggers of a copy of another version may find no SDK`);
  }
  return name.startsWith('@otelseal/') ? warning('packages', text) : ok('packages', text);
}

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, least] = OLDEST_NODE;
  if (major > oldest || (major === oldest && minor >= least)) return ok('packages', `Node ${version}`);
  return { area: 'packages', level: 'error', text: `Node ${version}: Otelseal needs ${oldest}.${least} or newer` };
}
