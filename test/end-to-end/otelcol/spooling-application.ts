// A process that seals login failures into a spool: `node spooling-application.ts <key file> <address> <spool> <count>`. It writes
// `emitted` when every emit() has returned and then waits to be killed; with a count of 0 it delivers what it finds and ends.
import { writeSync } from 'node:fs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { R35 } from '@otelseal/testing';

const [keyFile = '', url = '', directory = '', count = ''] = process.argv.slice(2);
const otelseal = createOtelseal(
  { signing: { keyFile }, otlp: { url }, spool: { directory }, detection: { mode: 'off' } },
  { environment: {} },
);
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop' }),
  processors: otelseal.processors,
});
const logger = provider.getLogger('app');
for (let user = 1; user <= Number(count); user += 1) {
  const { 'audit.record.id': _id, 'log.record.uid': _uid, ...attributes } = R35.attributes;
  logger.emit({ ...R35, attributes: { ...attributes, 'audit.actor.id': `user-${user}` } });
}
if (Number(count) > 0) {
  writeSync(1, 'emitted'); // at once: nothing of ours may run between the last emit() and the kill
  setInterval(() => {}, 1_000);
} else {
  writeSync(1, await otelseal.committed('delivered', { timeoutMs: 30_000 }));
  await provider.shutdown();
}
