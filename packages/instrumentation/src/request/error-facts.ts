/** A class name or an error code: short, without spaces; anything longer is prose and may hold data. */
const TOKEN = /^[\w.:@/$-]{1,100}$/;

/** Reads one property of an error that may be anything. */
export function errorProperty(error: unknown, name: string): unknown {
  try {
    return (error as Record<string, unknown> | null | undefined)?.[name];
  } catch {
    return undefined; // a getter of the application's
  }
}

/** The error's class, never its message. */
export function errorClass(error: unknown): string {
  const name = errorProperty(error, 'name');
  return typeof name === 'string' && TOKEN.test(name) ? name : typeof error === 'object' ? 'Error' : typeof error;
}

/** A code such as `FST_JWT_AUTHORIZATION_TOKEN_EXPIRED` in lower case; `undefined` when the error has none. */
export function errorCode(error: unknown): string | undefined {
  const code = errorProperty(error, 'code');
  return typeof code === 'string' && TOKEN.test(code) ? code.toLowerCase() : undefined;
}

/** The status that the error itself asks for: of http-errors, Fastify, Nest (`getStatus`) and Hono. */
export function errorStatus(error: unknown): number | undefined {
  for (const name of ['statusCode', 'status']) {
    const status = errorProperty(error, name);
    if (typeof status === 'number') return status;
  }
  return undefined;
}

/** Nobody chose this answer: the error asks for no status of its own, or for nothing more than that something failed. */
export function isUnexpected(error: unknown): boolean {
  const status = errorStatus(error);
  return status === undefined || status === 500;
}
