// A service on an SDK of the folder it runs in: `node sdk-app.mjs API SDK EVENTS`, two packages of that folder and the address of
// Otelseal's functions. It records a security event by them and a line by a logger of the SDK's own API.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [api, sdk, events] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const { logs } = require(api);
const shutdown = sdk.includes('sdk-node') ? startNodeSdk() : registerProvider();

const { security } = await import(events);
security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
logs.getLogger('app').emit({ body: 'a line of the application', attributes: { password: 'hunter2' } });
await shutdown();

function startNodeSdk() {
  const { NodeSDK } = require(sdk);
  const started = new NodeSDK();
  started.start();
  return () => started.shutdown();
}

function registerProvider() {
  const { BatchLogRecordProcessor, LoggerProvider } = require(sdk);
  const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
  const processors = [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })];
  const resource = require('@opentelemetry/resources').resourceFromAttributes({ 'service.name': 'shop' });
  const provider = new LoggerProvider({ resource, processors });
  logs.setGlobalLoggerProvider(provider);
  return () => provider.shutdown();
}
