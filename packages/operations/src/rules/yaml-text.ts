import { stringify } from 'yaml';

/**
 * A document of YAML 1.2 that YAML 1.1 reads the same way: texts that look like something else are quoted, long ones are not folded.
 *
 * @experimental
 */
export function yamlText(value: unknown, comment: string): string {
  const text = stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, blockQuote: 'literal' });
  return `# ${comment}\n${text.replace(/^%YAML[^\n]*\n---\n/, '')}`;
}
