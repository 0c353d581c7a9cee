const TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:\d\d)$/;

/** Nanoseconds since 1970 of an RFC 3339 time; undefined for anything else. */
export function nanosecondsOf(text: unknown): bigint | undefined {
  const [, day, time, fraction = '', zone] = (typeof text === 'string' && TIME.exec(text)) || [];
  if (day === undefined) return undefined;
  const milliseconds = Date.parse(`${day}T${time}${zone?.toUpperCase()}`);
  if (!(milliseconds > 0)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
