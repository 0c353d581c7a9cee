import { guardedLookup } from './guarded-address.js';

/** One request of a sink. */
export interface JsonPost {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly allowPrivateNetwork: boolean;
}

/**
 * Posts and resolves to the status. Redirects are not followed: their status is an answer like any other. The body of the answer is read
 * and thrown away. Rejects when there is no answer in time.
 */
export function postJson({ url, body, headers, timeoutMs, allowPrivateNetwork }: JsonPost): Promise<number> {
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http'); // an import would load undici
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
        lookup: guardedLookup(url, allowPrivateNetwork),
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
