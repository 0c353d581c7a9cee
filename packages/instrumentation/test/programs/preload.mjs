// What stands before a test program: an SDK, the hooks for ES modules, and the instrumentations that the test names. At the end every
// record is printed as one line of JSON, behind whatever the program has printed itself.
import { writeSync } from 'node:fs';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';

const exporter = new InMemoryLogRecordExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
const names = process.env['TEST_INSTRUMENTATIONS'].split(',');
if (process.env['TEST_WHEN_LOADED']) await instrumentedWhenLoaded();
else await instrumentedNow();

/** As `attach` does. */
async function instrumentedWhenLoaded() {
  const { instrumentWhenLoaded, INSTRUMENTATION_NAMES } = await import('../../dist/when-loaded/index.js');
  const disabled = INSTRUMENTATION_NAMES.filter((name) => !names.includes(name));
  const report = (library, error) => console.error(library, error);
  instrumentWhenLoaded({ disabled, report, whenStarted: () => () => {} });
}

async function instrumentedNow() {
  // It comes with OpenTelemetry's instrumentation package, and is faster than that package's own hook.
  const hooks = 'import-in-the-middle/register-hooks.mjs';
  const { register } = await import(hooks);
  register();
  for (const name of names) {
    const module = await import(`../../dist/${name}/index.js`);
    for (const [key, Instrumentation] of Object.entries(module)) {
      if (key.endsWith('Instrumentation')) new Instrumentation(JSON.parse(process.env['TEST_OPTIONS'] ?? '{}'));
    }
  }
}

process.on('exit', () => {
  const records = exporter
    .getFinishedLogRecords()
    .map(({ eventName, severityNumber, body, attributes }) => ({ eventName, severityNumber, body, attributes }));
  writeSync(1, `\n${JSON.stringify(records)}`);
});
