import { ConfigurationError } from './configuration-error.js';
import type { OptionKind } from './schema/option-kind.js';

/** A variable with a thousand rules stays below it. */
const MAX_LENGTH = 65_536;
const HEADER_PAIR = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128})\s*=\s*([^\p{Cc}]*)$/u;

/**
 * What a text stands for, before it is checked: lists are `a,b` or a JSON array, maps `a=b,c=d` or a JSON object, headers as
 * OpenTelemetry writes them (`name=text`, percent-encoded), objects JSON.
 *
 * @throws ConfigurationError when it is none of that
 */
export function valueOfText(kind: OptionKind, text: string, setting: string): unknown {
  if (text.length > MAX_LENGTH) throw refused(setting, `must have at most ${MAX_LENGTH} characters.`);
  switch (kind.is) {
    case 'integer':
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      if (text.startsWith('[')) return json(text, setting);
      if (isMadeOfParts(kind.of)) throw refused(setting, 'must be a list as JSON.');
      return text.split(',').map((item) => valueOfText(kind.of, item.trim(), setting));
    case 'map':
      return text.startsWith('{') ? json(text, setting) : pairs(kind.to, text, setting);
    case 'object':
      return json(text, setting);
    case 'headers':
      return headers(text, setting);
    default:
      return text;
  }
}

function isMadeOfParts({ is }: OptionKind): boolean {
  return is === 'list' || is === 'map' || is === 'object';
}

function json(text: string, setting: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's message quotes the text, which may hold a secret: it is not passed on.
    throw refused(setting, 'is not JSON.', cause instanceof SyntaxError ? undefined : cause);
  }
}

/** The last `=` of a pair divides it: paths may hold one, actions do not. */
function pairs(to: OptionKind, text: string, setting: string): unknown {
  const entries = text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw refused(setting, 'must be name=value,name=value, or an object as JSON.');
    return [pair.slice(0, at).trim(), valueOfText(to, pair.slice(at + 1).trim(), setting)] as const;
  });
  return nullPrototype(entries, setting);
}

function headers(text: string, setting: string): unknown {
  try {
    const entries = text.split(',').map((pair) => {
      const [, name, value] = HEADER_PAIR.exec(pair) as RegExpExecArray;
      return [String(name), decodeURIComponent(String(value).trim())] as const;
    });
    return nullPrototype(entries, setting);
  } catch {
    throw refused(setting, 'must be name=text,name=text with percent-encoded texts.');
  }
}

/** Keeps a name such as `__proto__` a name, so that it can be refused. */
function nullPrototype(entries: readonly (readonly [string, unknown])[], setting: string): unknown {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) {
    if (name in made) throw refused(setting, 'has a name twice.');
    made[name] = value;
  }
  return made;
}

function refused(setting: string, message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError('ERR_OPTION_INVALID', setting, message, cause === undefined ? undefined : { cause });
}
