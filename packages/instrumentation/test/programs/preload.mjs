// What stands before a test program: an SDK, the hooks for ES modules, and the instrumentations that the test names. At the end every
// record is printed as one line of JSON, behind whatever the program has printed itself.
import { writeSync } from 'node:fs';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';

// It comes with OpenTelemetry's instrumentation package, and is faster than that package's own hook.
const hooks = 'import-in-the-middle/register-hooks.mjs';
const { register } = await import(hooks);
register();
const exporter = new InMemoryLogRecordExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
for (const name of process.env['TEST_INSTRUMENTATIONS'].split(',')) {
  const module = await import(`../../dist/${name}/index.js`);
  for (const [key, Instrumentation] of Object.entries(module)) {
    if (key.endsWith('Instrumentation')) new Instrumentation(JSON.parse(process.env['TEST_OPTIONS'] ?? '{}'));
  }
}
process.on('exit', () => {
  const records = exporter
    .getFinishedLogRecords()
    .map(({ eventName, severityNumber, body, attributes }) => ({ eventName, severityNumber, body, attributes }));
  writeSync(1, `\n${JSON.stringify(records)}`);
});
