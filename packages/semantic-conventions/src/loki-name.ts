/**
 * The name under which Loki's OTLP endpoint stores an attribute: everything outside ASCII letters, digits and `_`
 * becomes one `_`, runs collapse, a leading digit gets `key_`. Names of the form `__x__` stay as they are.
 * Different names can meet in one; the vocabulary has no such pair, and the sealer renames those of callers.
 *
 * @example lokiName('audit.actor.id') // 'audit_actor_id'
 * @stable
 */
export function lokiName(attributeName: string): string {
  if (/^__[A-Za-z0-9_]*__$/.test(attributeName)) return attributeName;
  const name = attributeName.replace(/[^A-Za-z0-9]+/g, '_');
  return /^[0-9]/.test(name) ? `key_${name}` : name;
}
