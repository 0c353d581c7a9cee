// Enriching, as what it adds to a call of `logger.emit`, and what a call of the typed API costs in all.
import { logs } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { enrichingProcessor } from '@otelseal/log-processors';
import { security } from '@otelseal/security-events';
import { R10, R35 } from '@otelseal/testing';

import type { Bench } from './figure.ts';
import { emitting, providerWith } from './logging-application.ts';
import { difference, measure, type Subject } from './measure.ts';

/** Takes records, so that none is refused unseen. */
const taking: LogRecordProcessor = { onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} };

function loggingIn(): Subject {
  return (count) => {
    for (let index = 0; index < count; index += 1) loginFailure();
  };
}

function loginFailure(): void {
  security.authn.loginFailure({
    actor: { type: 'user', id: '7f3a9c21' },
    client: { address: '198.51.100.23' },
    method: 'password',
    reason: 'wrong_password',
  });
}

export default (async () => {
  const enriching = (): LogRecordProcessor[] => [enrichingProcessor({}), taking];
  const { plainR10, enrichedR10, plainR35, enrichedR35, nobodyListens } = await measure({
    plainR10: emitting(providerWith([taking]), () => R10),
    enrichedR10: emitting(providerWith(enriching()), () => R10),
    plainR35: emitting(providerWith([taking]), () => R35),
    enrichedR35: emitting(providerWith(enriching()), () => R35),
    nobodyListens: loggingIn(),
  });
  logs.setGlobalLoggerProvider(providerWith([taking]));
  const { typed } = await measure({ typed: loggingIn() });
  return [
    { what: 'enrich R10', value: difference(enrichedR10, plainR10), unit: 'µs' },
    { what: 'enrich R35', value: difference(enrichedR35, plainR35), unit: 'µs' },
    { what: 'security.authn.loginFailure()', value: typed.median, unit: 'µs', note: 'with the SDK’s own emit' },
    { what: 'the same without an SDK', value: nobodyListens.median, unit: 'µs' },
  ];
}) satisfies Bench;
