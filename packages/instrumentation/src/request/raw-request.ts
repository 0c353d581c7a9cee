/** What we need of an `IncomingMessage` or an `Http2ServerRequest`. @experimental */
export interface RawRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>> & {
    readonly 'user-agent'?: string | undefined;
  };
  readonly socket?: { readonly remoteAddress?: string | undefined } | null | undefined;
}

/** What we need of a `ServerResponse` or an `Http2ServerResponse`. @experimental */
export interface RawResponse {
  statusCode: number;
  readonly headersSent: boolean;
  getHeader(name: string): unknown;
  getHeaderNames(): string[];
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
  end(body?: string): unknown;
  once(event: 'finish', listener: () => void): unknown;
}
