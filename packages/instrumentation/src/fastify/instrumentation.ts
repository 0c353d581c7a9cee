import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { reportOnce, unharmed } from '../report-once.js';
import { observedRequest } from '../request/current-request.js';
import { addErrorReader, removeErrorReader } from '../request/error-readers.js';
import { beginRequest, observeRequest } from '../request/observe-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import type { Done, FastifyInstance, FastifyReply, FastifyRequest } from './fastify-internals.js';
import { FastifyView } from './fastify-view.js';
import { readFastifyValidation } from './read-validation-error.js';
import { withoutQuotedError } from './without-quoted-error.js';

/** On which Fastify announces every new instance, in both module formats; nothing has to be patched. */
const CHANNEL = 'fastify.initialization';
const SUPPORTED_MAJOR = '5';

/** Instances that have their hooks, perhaps from another copy of this package. */
const HOOKED: unique symbol = Symbol.for('otelseal.fastify-hooked.1') as never;

/**
 * Fastify 5: one event for each request that is refused, fails the schema of its route, or fails unexpectedly, with the
 * route's template, however it came about: `reply.code(403)`, a thrown error, `@fastify/error`.
 *
 * @example registerInstrumentations({ instrumentations: [new FastifySecurityInstrumentation()] })
 * @stable
 */
export class FastifySecurityInstrumentation extends SecurityInstrumentation {
  declare private _onInstance: ((message: unknown) => void) | undefined;

  constructor(config: SecurityInstrumentationConfig = {}) {
    super('fastify', config);
  }

  protected override init(): [] {
    return [];
  }

  override enable(): void {
    if (!this.isEnabled()) {
      this._onInstance ??= (message) =>
        unharmed('ERR_LIBRARY_NOT_OBSERVED', 'an instance of Fastify could not be observed', () =>
          this._observe((message as { readonly fastify: FastifyInstance & { [HOOKED]?: true } }).fastify),
        );
      subscribe(CHANNEL, this._onInstance);
      addErrorReader('fastify', readFastifyValidation);
    }
    super.enable();
  }

  override disable(): void {
    super.disable();
    if (this._onInstance !== undefined) unsubscribe(CHANNEL, this._onInstance);
    removeErrorReader('fastify');
  }

  private _observe(fastify: FastifyInstance & { [HOOKED]?: true }): void {
    if (fastify.version?.split('.')[0] !== SUPPORTED_MAJOR) {
      reportOnce('ERR_LIBRARY_NOT_OBSERVED', 'this version of Fastify is not supported; 5 is');
      return;
    }
    if (fastify[HOOKED] === true) return;
    fastify[HOOKED] = true;
    fastify.addHook('onRequest', (request, reply, done) => this._onRequest(request, reply, done));
    fastify.addHook('onError', (request, _reply, error, done) => {
      noteError(request, error);
      done();
    });
    fastify.addHook('onSend', (request, reply, payload, done) => done(null, this._onSend(request, reply, payload)));
  }

  private _onRequest(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    if (!this.isEnabled()) {
      done();
      return;
    }
    const { settings } = this;
    unharmed('ERR_REQUEST_NOT_OBSERVED', 'a request of Fastify could not be observed', () => {
      beginRequest(request.raw, reply.raw, settings).framework = new FastifyView(request);
    });
    observeRequest(request.raw, reply.raw, settings, () => done());
  }

  private _onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
    const observed = observedRequest(request.raw);
    if (observed === undefined) return payload;
    if (observed.error === undefined && request.validationError != null) observed.error = request.validationError;
    if (observed.error === undefined || !this.isEnabled() || !this.settings.genericErrors) return payload;
    return (
      unharmed('ERR_ANSWER_NOT_REPORTED', 'an answer of Fastify could not be read', () =>
        withoutQuotedError(observed, reply.statusCode, payload),
      ) ?? payload
    );
  }
}

function noteError(request: FastifyRequest, error: unknown): void {
  const observed = observedRequest(request.raw);
  if (observed === undefined) return;
  observed.error = error;
  if (observed.framework instanceof FastifyView) observed.framework.failedWith = error;
}
