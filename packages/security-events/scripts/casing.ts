/** `login_success.after` → `LoginSuccessAfter` */
export function pascalCase(text: string): string {
  return text
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `login_success` → `loginSuccess` */
export function camelCase(text: string): string {
  const joined = pascalCase(text);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** `audit_log` → `audit-log` */
export function kebabCase(text: string): string {
  return text.replaceAll('_', '-');
}

/** `login refused` → `Login refused.` */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
