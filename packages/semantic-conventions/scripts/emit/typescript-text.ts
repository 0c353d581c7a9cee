/** First line of every generated TypeScript file. */
export const GENERATED = '// Generated from model/ by scripts/generate.ts. Do not edit.\n';

export function constantName(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export function docLine(brief: string): string {
  return `/** ${sentence(brief).replaceAll('*/', '* /')} @experimental */\n`;
}

export function sentence(text: string): string {
  const end = /[.!?]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}

/** A value as a TypeScript literal on one line. Undefined members are left out. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{ ${members.map(([key, member]) => `${propertyName(key)}: ${literal(member)}`).join(', ')} }`;
}

export function propertyName(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key);
}
