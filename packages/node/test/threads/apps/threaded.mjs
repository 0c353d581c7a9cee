// A service that works in a thread of its own: `node threaded.mjs HOW_THE_MAIN_THREAD_ENDS WHAT_THE_WORKER_DOES`.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { endMain, work } from './ways.cjs';

if (isMainThread) endMain(new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }));
else work(parentPort, () => new Worker(new URL(import.meta.url), { argv: ['', 'idle', 'nested'] }));
