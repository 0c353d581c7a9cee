import { OPTION_RULES } from '../configuration/option-rules.js';
import type { OtelsealOptions } from '../configuration/otelseal-options.js';
import type { OptionKind } from '../configuration/schema/option-kind.js';
import type { OptionPath } from '../configuration/schema/option-path.js';

/** Headers by these names are passwords or tokens. */
export const BEARS_CREDENTIALS: RegExp = /auth|token|key|secret|cookie|password|signature/i;

/**
 * A value as far as it is no secret: of headers the names, of addresses no more than scheme and host (a path may be a secret, as those of chat
 * services are), of lists and maps how much is in them.
 */
export function shownValue(path: OptionPath, options: OtelsealOptions): string {
  const value = path.split('.').reduce<unknown>((group, name) => (group as Record<string, unknown>)[name], options);
  return shownAs(OPTION_RULES[path].kind, value);
}

/** Scheme, host and port; an ellipsis stands for any path but the standard one. */
export function shownAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  if (search === '' && (pathname === '/' || pathname === '/v1/logs')) return `${origin}${pathname}`;
  return `${origin}/…`;
}

function shownAs(kind: OptionKind, value: unknown): string {
  switch (kind.is) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'choice':
    case 'user':
    case 'text':
      return String(value);
    case 'url':
      return shownAddress(String(value));
    case 'headers':
      return `${Object.keys(value as object).join(', ')} (texts not shown)`;
    case 'list':
      return ['choice', 'known'].includes(kind.of.is)
        ? (value as string[]).join(', ')
        : counted((value as unknown[]).length);
    case 'map':
    case 'object':
      return counted(Object.keys(value as object).length);
    default:
      return '(not shown)';
  }
}

function counted(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}
