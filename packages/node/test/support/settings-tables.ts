import { OTEL_VARIABLE_RULES } from '../../src/configuration/environment.js';
import { filePathOf, OPTION_PATHS, OPTION_RULES, variableOf } from '../../src/configuration/option-rules.js';
import type { OptionKind } from '../../src/configuration/schema/option-kind.js';
import type { OptionPath } from '../../src/configuration/schema/option-path.js';

/** The tables of docs/configuration.md by the name of their place, from the rules that check settings. */
export function settingsTables(): Readonly<Record<string, string>> {
  return {
    settings: settingsTable(),
    'code-only': [
      '| option | takes | meaning |',
      '|---|---|---|',
      ...OPTION_PATHS.filter((path) => filePathOf(path) === undefined).map((path) => {
        const { kind, brief } = OPTION_RULES[path];
        return `| \`${path}\` | ${allowed(kind)} | ${brief} |`;
      }),
    ].join('\n'),
    'otel-variables': [
      '| variable | takes | meaning | option that beats it |',
      '|---|---|---|---|',
      ...Object.entries(OTEL_VARIABLE_RULES).map(
        ([name, { kind, brief, option }]) => `| \`${name}\` | ${allowed(kind)} | ${brief} | \`${option}\` |`,
      ),
    ].join('\n'),
  };
}

/** The text with every table at its place: between `<!-- name -->` and `<!-- /name -->`. */
export function withTables(text: string): string {
  return Object.entries(settingsTables()).reduce((page, [name, table]) => {
    const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(\\n?<!-- /${name} -->)`);
    if (!place.test(page)) throw new Error(`The page has no place for the table ${name}.`);
    return page.replace(place, (_, start: string) => `${start}\n${table}\n\n<!-- /${name} -->`);
  }, text);
}

/** One table for each first word of an option. */
function settingsTable(): string {
  const settable = OPTION_PATHS.filter((path) => filePathOf(path) !== undefined);
  const sections = Map.groupBy(settable, (path) => path.split('.')[0] as string);
  return Array.from(sections, ([name, paths]) => [...sectionStart(name), ...paths.map(row)].join('\n')).join('\n\n');
}

function sectionStart(section: string): string[] {
  return [
    `### ${section}`,
    '',
    '| option | in the file | variable | takes | default | meaning |',
    '|---|---|---|---|---|---|',
  ];
}

function row(path: OptionPath): string {
  const { kind, byDefault, brief } = OPTION_RULES[path];
  const variable = variableOf(path);
  const cells = [`\`${path}\``, `\`${filePathOf(path)}\``, variable === undefined ? '–' : `\`${variable}\``];
  return `| ${[...cells, allowed(kind), byDefault, brief].join(' | ')} |`;
}

function allowed(kind: OptionKind): string {
  switch (kind.is) {
    case 'text':
      return 'text';
    case 'number':
      return 'a number';
    case 'integer':
      if (kind.max === Number.MAX_SAFE_INTEGER) return `from ${kind.min}`;
      return `${kind.min.toLocaleString('en')} to ${kind.max.toLocaleString('en')}`;
    case 'boolean':
      return '`true` or `false`';
    case 'choice':
      return kind.of.length > 9 ? 'one of the names below' : kind.of.map((choice) => `\`${choice}\``).join(' or ');
    case 'url':
      return 'http or https address';
    case 'headers':
      return 'names and texts';
    case 'user':
      return '`same` or UID:GID';
    case 'list':
      return kind.of.is === 'text' ? 'list of texts' : `list of ${allowed(kind.of)}`;
    case 'map':
      return kind.names === undefined
        ? `names with ${allowed(kind.to)}`
        : `${kind.names.map((name) => `\`${name}\``).join(', ')} with ${allowed(kind.to)}`;
    case 'object':
      return Object.keys(kind.members).length > 9
        ? 'an object'
        : `{ ${Object.keys(kind.members)
            .map((name) => `\`${name}\``)
            .join(', ')} }`;
    case 'bytes':
      return 'a `KeyObject`, bytes or base64 text';
    case 'section':
      return `options of ${kind.of}`;
    case 'known':
    case 'instance':
    case 'function':
      return kind.of;
  }
}
