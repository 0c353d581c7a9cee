import { variableOf } from '../../src/configuration/option-rules.js';
import type { OptionKind } from '../../src/configuration/schema/option-kind.js';
import type { OptionPath } from '../../src/configuration/schema/option-path.js';

/** Values by path. */
export type Settings = Readonly<Partial<Record<OptionPath, unknown>>>;

/** A value that this kind allows; what the package behind it says to it is another thing. */
export function sampleOf(kind: OptionKind): unknown {
  switch (kind.is) {
    case 'text':
      return 'x1';
    case 'integer':
      return kind.min;
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'choice':
      return kind.of.at(-1);
    case 'url':
      return 'https://receiver.example/v1/logs';
    case 'headers':
      return { 'x-team': 'a' };
    case 'user':
      return 'same';
    case 'known':
      return ['mask', 'loopback', '[0-9]+'].find((text) => kind.accepts(text));
    case 'list':
      return [sampleOf(kind.of)];
    case 'map':
      return { [kind.names?.[0] ?? 'a']: sampleOf(kind.to) };
    case 'object':
      return Object.fromEntries((kind.needed ?? []).map((name) => [name, sampleOf(kind.members[name] as OptionKind)]));
    default:
      throw new TypeError(`${kind.is} has no two forms.`);
  }
}

/** As `OTELSEAL_*` variables. */
export function asVariables(settings: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([path, value]) => [variableOf(path as OptionPath) as string, textOf(path, value)]),
  );
}

function textOf(path: string, value: unknown): string {
  if (typeof value !== 'object') return String(value);
  if (!path.endsWith('headers')) return JSON.stringify(value);
  const pairs = Object.entries(value as Record<string, string>);
  return pairs.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join(',');
}

/** As the block `distribution: otelseal:` of a configuration file. */
export function asConfigurationFile(settings: Settings): string {
  const block: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(settings)) {
    const names = path.split('.').map(snakeCase);
    const group = names.slice(0, -1).reduce((above, name) => {
      above[name] ??= {};
      return above[name] as Record<string, unknown>;
    }, block);
    group[names.at(-1) as string] = value;
  }
  return `file_format: "1.0"\ndistribution:\n  otelseal: ${JSON.stringify(block)}\n`;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
