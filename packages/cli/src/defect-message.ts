/** Longer ones are cut: a stack of Node's has ten lines. */
const MAX_LENGTH = 4_000;

/** What to say of an error that nobody foresaw. Not escaped: it may quote what was read. */
export function defectMessage(cause: unknown): string {
  const { stack } = Object(cause) as { readonly stack?: unknown };
  const what = typeof stack === 'string' ? stack : String(cause);
  return `a defect of this command, which says nothing about the evidence; please report it: ${what.slice(0, MAX_LENGTH)}`;
}
