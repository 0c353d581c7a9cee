/**
 * A name to remember. One that was cut out of a text is a view of it to the engine, which keeps the whole text, secrets and all, in memory
 * for as long as the name. Undefined if there is no copy: of a lone surrogate.
 */
export function copied(name: string): string | undefined {
  const copy = Buffer.from(name, 'utf8').toString('utf8');
  return copy === name ? copy : undefined;
}
