/** The text that a line stands for when it is one JSON string, as `sanitize --format text` writes them. */
export function jsonStringLine(line: string): string | undefined {
  if (!line.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // a line of text that happens to begin with a quotation mark
  }
}
