/** A real store with a real collector before it, both as they are shipped. */
export interface StoreToLookAt {
  readonly name: 'loki' | 'elasticsearch' | 'opensearch';
  readonly url: string;
  /** Where applications send OTLP to. */
  readonly otlpUrl: string;
  /** The source for `otelseal verify`, with the options that it needs. */
  readonly source: string;
  /** What else there is to know or to look at: a word, and what it is about. */
  readonly more: readonly (readonly [what: string, text: string])[];
  stop(): Promise<void>;
}

/** Ends one after the other: first what sends, then what receives. */
export function inOrder(...parts: readonly { stop(): Promise<void> }[]): () => Promise<void> {
  return async () => {
    for (const part of parts) await part.stop();
  };
}
