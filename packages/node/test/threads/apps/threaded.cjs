// The same as CommonJS.
const { isMainThread, parentPort, Worker } = require('node:worker_threads');
const { endMain, work } = require('./ways.cjs');

if (isMainThread) endMain(new Worker(__filename, { argv: process.argv.slice(2) }));
else work(parentPort, () => new Worker(__filename, { argv: ['', 'idle', 'nested'] }));
