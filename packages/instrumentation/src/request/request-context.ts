import type { Context } from '@opentelemetry/api';
import { OBSERVED_REQUEST_KEY, SECURITY_CONTEXT_KEY } from '@otelseal/semantic-conventions/names';
import type { ObservedRequest } from './observed-request.js';

/**
 * The OpenTelemetry Context of one request. It answers the questions for the request and its security context itself, so
 * that nothing is gathered for the many requests in which no event is emitted.
 */
export class RequestContext implements Context {
  private readonly outer: Context;
  private readonly request: ObservedRequest;

  constructor(outer: Context, request: ObservedRequest) {
    this.outer = outer;
    this.request = request;
  }

  getValue(key: symbol): unknown {
    if (key === OBSERVED_REQUEST_KEY) return this.request;
    if (key === SECURITY_CONTEXT_KEY) return this.request.securityContext(this.outer.getValue(key));
    return this.outer.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new ContextWithValue(this, key, value);
  }

  deleteValue(key: symbol): Context {
    return new ContextWithValue(this, key, undefined);
  }
}

class ContextWithValue implements Context {
  private readonly outer: Context;
  private readonly key: symbol;
  private readonly value: unknown;

  constructor(outer: Context, key: symbol, value: unknown) {
    this.outer = outer;
    this.key = key;
    this.value = value;
  }

  getValue(key: symbol): unknown {
    return key === this.key ? this.value : this.outer.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new ContextWithValue(this, key, value);
  }

  deleteValue(key: symbol): Context {
    return new ContextWithValue(this, key, undefined);
  }
}
