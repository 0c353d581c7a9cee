import { VARIABLE_RULES } from '../../src/configuration/environment.js';
import { OPTION_RULES, type OptionKind } from '../../src/configuration/option-rules.js';

/** The README's table of options, from the rules that check them. */
export function optionsTable(): string {
  const rows = Object.entries(OPTION_RULES).map(
    ([path, { kind, byDefault, brief }]) => `| \`${path}\` | ${allowed(kind)} | ${byDefault} | ${brief} |`,
  );
  return ['| option | takes | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

/** The README's table of variables. */
export function variablesTable(): string {
  const rows = Object.entries(VARIABLE_RULES).map(
    ([name, { kind, brief, option }]) => `| \`${name}\` | ${allowed(kind)} | ${brief} | \`${option}\` |`,
  );
  return ['| variable | takes | meaning | option that beats it |', '|---|---|---|---|', ...rows].join('\n');
}

function allowed(kind: OptionKind): string {
  switch (kind.is) {
    case 'text':
      return 'text';
    case 'integer':
      return `${kind.min.toLocaleString('en')} to ${kind.max.toLocaleString('en')}`;
    case 'choice':
      return kind.of.map((choice) => `\`${choice}\``).join(' or ');
    case 'url':
      return 'http or https address';
    case 'headers':
      return 'names and texts';
    case 'user':
      return '`same` or UID:GID';
    case 'instance':
      return kind.of;
    case 'section':
      return `options of [${kind.of}](../${kind.of.replace(/^@otelseal\/|,.*$/g, '')}/README.md)`;
    case 'function':
      return kind.of;
  }
}
