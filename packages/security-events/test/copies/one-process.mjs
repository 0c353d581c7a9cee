// One process, both module formats of the API and of this package, as in an ES module application with CommonJS parts.
// Prints the attributes of what each copy emitted inside a context that the other opened.
import { createRequire } from 'node:module';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { security as esm } from '@otelseal/security-events';

const require = createRequire(import.meta.url);
const { security: cjs } = require('@otelseal/security-events');
if (cjs === esm || require('@opentelemetry/api').logs === logs) throw new Error('these are not two copies');

cjs.sys.startup(); // too early, and must not silence the copy for ever
const exporter = new InMemoryLogRecordExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));

esm.withContext({ actor: { type: 'user', id: 'from-esm' } }, () => cjs.session.logout());
cjs.withContext({ actor: { type: 'user', id: 'from-cjs' } }, () =>
  esm.withContext({ client: { address: '192.0.2.1' } }, () => esm.session.logout()),
);
console.log(
  JSON.stringify(
    exporter
      .getFinishedLogRecords()
      .map(({ attributes }) => [attributes['audit.actor.id'], attributes['client.address']]),
  ),
);
