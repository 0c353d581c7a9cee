import { type RequestOptions, request as requestHttp } from 'node:http';
import { Agent, request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

import { CliError, usageError } from '../cli-error.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { AnswerTooLarge } from './answer-too-large.js';
import { isFinalFailure, isUnreached, reasonOf } from './connection-failure.js';
import type { StoreOptions } from './store-options.js';
import { StoreRefusal } from './store-refusal.js';

export interface StoreClientSettings {
  /**
   * Silence after which an attempt is given up, and the time in which an answer must bring 64 KiB more or be whole. Default 60 s: a store
   * may look through months for one answer.
   */
  readonly timeoutMs: number;
  /** How long one question may remain without an answer, over all attempts. Default 3 min. */
  readonly silenceMs: number;
  /** Time for one whole answer, however steadily it drips. Default 5 min. */
  readonly answerMs: number;
  /** Attempts in all, with pauses that double from the first. Default 6 and 1 s: half a minute of a store that is busy or starts anew. */
  readonly attempts: number;
  readonly firstPauseMs: number;
  /**
   * How long an address is asked where nothing has answered yet, because the connection is refused or the name is unknown. Default 5 s: it
   * is more likely to be wrong than to be starting. A store that was there and goes away is given all attempts.
   */
  readonly unreachedMs: number;
  /** Longest pause that a store may ask for with Retry-After. */
  readonly maxPauseMs: number;
  /** Whether an answer of 5xx says that asking again gives the same. */
  readonly isFinal: (text: string) => boolean;
  /** Largest answer. Default 64 MiB: a thousand records of 64 KiB; where they are larger, fewer are asked for. */
  readonly maxAnswerBytes: number;
}

export const STORE_CLIENT_DEFAULTS: StoreClientSettings = Object.freeze({
  timeoutMs: 60_000,
  silenceMs: 180_000,
  answerMs: 300_000,
  attempts: 6,
  firstPauseMs: 1_000,
  unreachedMs: 5_000,
  maxPauseMs: 30_000,
  isFinal: () => false,
  maxAnswerBytes: 64 * 1024 * 1024,
});

/** What an answer must have brought by the end of each `timeoutMs`. */
const LEAST_BYTES = 65_536;
/** Longest time for what need not be answered. */
const COURTESY_MS = 5_000;
/** An attempt that would be shorter is not made. */
const SHORTEST_MS = 10;

interface Answer {
  readonly status: number;
  readonly retryAfterMs: number;
  readonly content: Buffer;
}

/** Asks a store over HTTP: with credentials from files only, patience with one that is busy, and bounds on what it answers. */
export class StoreClient {
  readonly #base: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: Agent | undefined;
  readonly #settings: StoreClientSettings;
  /** What must not be shown, should the store repeat it. */
  readonly #secrets: readonly string[];
  #hasAnswered = false;

  /** @throws {CliError} `ERR_USAGE` for an address with credentials, or one that would carry them in clear */
  constructor(address: string, options: StoreOptions, settings: Partial<StoreClientSettings> = {}) {
    this.#base = storeUrl(address);
    const isPlain = this.#base.protocol === 'http:';
    if (isPlain && options.authorization !== undefined && !isLoopback(this.#base.hostname)) {
      throw usageError(`${quoted(this.#base.host)} would get the credentials in clear: use https.`);
    }
    this.#headers = {
      Accept: 'application/json',
      ...(options.authorization === undefined ? {} : { Authorization: options.authorization }),
      ...(options.tenant === undefined ? {} : { 'X-Scope-OrgID': options.tenant }),
    };
    const { ca, certificate: cert, key } = options;
    this.#agent = isPlain ? undefined : new Agent({ keepAlive: true, ca, cert, key });
    this.#settings = { ...STORE_CLIENT_DEFAULTS, ...settings };
    this.#secrets = secretsOf(options.authorization);
  }

  /** Host and port, for places and messages. */
  get host(): string {
    return this.#base.host;
  }

  /**
   * @param path below the address, with its query
   * @param body asked by POST as JSON when it is given
   * @throws {StoreRefusal} for 4xx, but 408 and 429, and for 5xx that is final
   * @throws {AnswerTooLarge}
   * @throws {CliError} `ERR_UNAVAILABLE` when the store does not answer
   */
  async ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Buffer> {
    const { attempts, firstPauseMs, maxPauseMs, unreachedMs, timeoutMs, silenceMs } = this.#settings;
    const startedMs = performance.now();
    const leftMs = (): number => silenceMs - (performance.now() - startedMs);
    for (let attempt = 1; ; attempt += 1) {
      let last: Error;
      let pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), maxPauseMs);
      try {
        const patienceMs = Math.max(SHORTEST_MS, Math.min(timeoutMs, Math.ceil(leftMs())));
        const answer = await this.#once(method, path, body, headers, patienceMs);
        this.#hasAnswered = true;
        if (answer.status >= 200 && answer.status < 300) return answer.content;
        last = new StoreRefusal(answer.status, answer.content.toString('utf8', 0, 4_000), this.#secrets);
        pauseMs = Math.max(pauseMs, Math.min(answer.retryAfterMs, maxPauseMs));
      } catch (error) {
        last = error as Error;
      }
      if (last instanceof AnswerTooLarge || (last instanceof StoreRefusal && this.#isFinal(last))) throw last;
      const isLate = !this.#hasAnswered && isUnreached(last) && performance.now() - startedMs + pauseMs > unreachedMs;
      if (attempt >= attempts || isLate || isFinalFailure(last) || leftMs() <= pauseMs + SHORTEST_MS)
        throw this.unavailable(last);
      await sleep(pauseMs);
    }
  }

  /** Says something once that the store may as well not hear. Never rejects. */
  async mention(method: 'DELETE', path: string, body: unknown): Promise<void> {
    const { timeoutMs } = this.#settings;
    const patienceMs = Math.min(timeoutMs, COURTESY_MS);
    await this.#once(method, path, body, {}, patienceMs, patienceMs).catch(() => undefined);
  }

  #isFinal({ status, text }: StoreRefusal): boolean {
    return status < 500 ? status !== 408 && status !== 429 : this.#settings.isFinal(text);
  }

  /** The error for a store that does not give what it has. */
  unavailable(cause: Error): CliError {
    const why = escapeForTerminal(reasonOf(cause));
    return new CliError('ERR_UNAVAILABLE', `${quoted(this.host)} cannot be read: ${why}.`, { cause });
  }

  close(): void {
    this.#agent?.destroy();
  }

  #once(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
    answerMs = this.#settings.answerMs,
  ): Promise<Answer> {
    const { maxAnswerBytes } = this.#settings;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      timeout: timeoutMs,
      ...(this.#agent === undefined ? {} : { agent: this.#agent }),
      headers: {
        ...this.#headers,
        ...headers,
        ...(text === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
      },
    };
    // Not resolved against the base: a path that begins with two slashes would be another host.
    const url = new URL(this.#base.origin + this.#base.pathname.replace(/\/$/, '') + path);
    let deadline: NodeJS.Timeout | undefined;
    let pace: NodeJS.Timeout | undefined;
    const answered = new Promise<Answer>((settle, refuse) => {
      const send = this.#agent === undefined ? requestHttp : requestHttps;
      const asking = send(url, options, (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        let expected = 0;
        pace = setInterval(() => {
          expected += LEAST_BYTES;
          if (bytes < expected)
            asking.destroy(
              new Error(`its answer drips: ${bytes} bytes in ${(expected / LEAST_BYTES) * (timeoutMs / 1_000)} s`),
            );
        }, timeoutMs);
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maxAnswerBytes) asking.destroy(new AnswerTooLarge(maxAnswerBytes));
          else chunks.push(chunk);
        });
        // Not yet for `aborted`: why we cut it off ourselves is told by the request.
        answer.on('error', (cause) => refuse(asking.errored ?? new Error('its answer was cut off', { cause })));
        answer.once('end', () => {
          const retryAfterMs = Number(answer.headers['retry-after'] ?? 0) * 1_000 || 0;
          settle({ status: answer.statusCode ?? 0, retryAfterMs, content: Buffer.concat(chunks) });
        });
      });
      asking.once('timeout', () => asking.destroy(new Error(`it was silent for ${timeoutMs / 1_000} s`)));
      asking.on('error', refuse);
      deadline = setTimeout(() => {
        asking.destroy(new Error(`its answer took longer than ${answerMs / 1_000} s`));
      }, answerMs);
      asking.end(text);
    });
    return answered.finally(() => {
      clearTimeout(deadline);
      clearInterval(pace);
    });
  }
}

function storeUrl(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch (cause) {
    // Not shown: it may hold a password.
    throw usageError('The address of the store is not one; write loki:http://HOST:PORT.', cause);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw usageError(`${quoted(address)} must begin with http:// or https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(
      'An address must not hold credentials: put them into a file and name it with --store-credentials.',
    );
  }
  if (url.search !== '' || url.hash !== '')
    throw usageError(`The address of ${quoted(url.host)} must end with its path.`);
  return url;
}

/** The value of the header and what it was made of. */
function secretsOf(authorization: string | undefined): readonly string[] {
  const [, scheme, value] = /^(\S+) (.*)$/.exec(authorization ?? '') ?? [];
  if (value === undefined) return [];
  const pair = scheme === 'Basic' ? Buffer.from(value, 'base64').toString() : '';
  const password = pair.slice(pair.indexOf(':') + 1);
  return [value, pair, password].filter((secret) => secret !== '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
