// What a preload of an application does: an SDK, the hook of ES modules, and the instrumentations, in the order asked for.
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { InMemoryLogRecordExporter, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';

const exporter = new InMemoryLogRecordExporter();
const start = (instrumentations) =>
  new NodeSDK({
    logRecordProcessors: [new SimpleLogRecordProcessor({ exporter })],
    spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }],
    metricReaders: [],
    resourceDetectors: [],
    autoDetectResources: false,
    instrumentations,
  }).start();
const otel = () => [new HttpInstrumentation(), new ExpressInstrumentation()];
const disabled = (process.env.DISABLED ?? '').split(',').filter(Boolean);
if (process.env.WHEN_LOADED) {
  const { instrumentWhenLoaded } = await import('@otelseal/instrumentation/when-loaded');
  const whenStarted = (callback) => {
    const timer = setTimeout(callback, 2_000).unref();
    return () => clearTimeout(timer);
  };
  instrumentWhenLoaded({ disabled, whenStarted, report: (library, error) => console.error(library, error) });
} else {
  const { register } = await import('import-in-the-middle/register-hooks.mjs');
  register();
}
const { securityInstrumentations } = process.env.WHEN_LOADED
  ? { securityInstrumentations: () => [] } // those of each library are made when it is loaded
  : await import('@otelseal/instrumentation');
if (process.env.OTEL_ORDER === 'ours first') start([...securityInstrumentations({ disabled }), ...otel()]);
else if (process.env.OTEL_ORDER === 'ours last') start([...otel(), ...securityInstrumentations({ disabled })]);
else start(securityInstrumentations({ disabled }));

/** Asks the application for what it refuses and for what fails, and prints the events. */
globalThis.asked = async (port) => {
  const base = `http://127.0.0.1:${port}`;
  const statuses = [];
  for (const path of ['/refused/7', '/told', '/unknown']) statuses.push((await fetch(base + path)).status);
  const events = exporter.getFinishedLogRecords().map(({ eventName, attributes, spanContext }) => ({
    name: eventName,
    route: attributes['http.route'],
    client: attributes['client.address'],
    traced: spanContext !== undefined && attributes['http.request.id'] === spanContext.traceId,
  }));
  console.log(JSON.stringify({ statuses, events }));
  process.exit(0);
};
