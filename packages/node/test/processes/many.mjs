// A service in several processes or threads: `node many.mjs cluster|fork|worker [child]`. Each records events before and
// after it starts the others, and says on one line what it was and which files of the spool it had open.
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { isMainThread, threadId, Worker } from 'node:worker_threads';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';

const CHILDREN = 2;
const EVENTS = 40;
const [mode, role] = process.argv.slice(2);
const isFirst = isMainThread && role !== 'child' && !cluster.isWorker;
const who = `${process.pid}-${threadId}`;
const spool = process.env.OTELSEAL_SPOOL_DIR ?? '/nowhere';

const otelseal = createOtelseal();
const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': who });
const provider = new LoggerProvider({ resource, processors: otelseal.processors });
const logger = provider.getLogger('shop');

function emit() {
  for (let n = 0; n < EVENTS; n += 1) {
    logger.emit({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': who, 'app.number': n } });
  }
}

async function another() {
  if (mode === 'worker') return once(new Worker(new URL(import.meta.url), { argv: [mode, 'child'] }), 'exit');
  if (mode === 'cluster') return once(cluster.fork(), 'exit');
  return once(fork(new URL(import.meta.url), [mode, 'child']), 'exit');
}

emit();
if (isFirst) {
  const ends = Array.from({ length: CHILDREN }, another);
  emit();
  const codes = (await Promise.all(ends)).map(([code]) => code);
  if (codes.some((code) => code !== 0)) process.exitCode = 1;
} else {
  emit();
}
const open = readdirSync('/proc/self/fd')
  .map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  })
  .filter((path) => path.startsWith(spool));
const level = await otelseal.committed('delivered', { timeoutMs: 30_000 });
await provider.shutdown();
process.stdout.write(`${JSON.stringify({ who, pid: process.pid, level, open })}\n`);
if (cluster.isWorker) cluster.worker.disconnect();
else if (process.connected) process.disconnect();
