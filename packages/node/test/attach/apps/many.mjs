// A service that does its work in other processes or threads, too: `node many.mjs cluster|fork|worker`.
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { isMainThread, threadId, Worker } from 'node:worker_threads';
import { logs } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

const [mode, role] = process.argv.slice(2);
const who = `${process.pid}-${threadId}`;
const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': who });
const processors = [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })];
logs.setGlobalLoggerProvider(new LoggerProvider({ resource, processors }));
logs.getLogger('shop').emit({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': who } });

if (isMainThread && role !== 'child' && !cluster.isWorker) {
  if (mode === 'worker') new Worker(new URL(import.meta.url), { argv: [mode, 'child'] });
  else if (mode === 'cluster') cluster.fork();
  else fork(new URL(import.meta.url), [mode, 'child']);
} else if (cluster.isWorker) cluster.worker.disconnect();
else if (process.connected) process.disconnect();
