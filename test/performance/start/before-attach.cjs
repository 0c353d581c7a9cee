// Loaded before anything else of a service whose start is measured: says when asked what the process has cost, and moves its heap on.
const { kilobytes, markCpu } = require('./start-state.cjs');

process.on('message', (asked) => {
  if (asked === 'what lives') return process.send(living());
  const memory = process.memoryUsage.rss();
  process.send({ ...process.cpuUsage(), rss: memory, attachMicros: markCpu.after - markCpu.before });
});
process.channel.unref(); // it keeps no process alive

/** Bytes that are in use once all garbage is collected; reserved buffers, which become resident as they are written to, left out. */
function living() {
  require('node:v8').setFlagsFromString('--expose-gc');
  const collect = require('node:vm').runInNewContext('gc');
  for (let time = 0; time < 5; time += 1) collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external - arrayBuffers;
}

kilobytes(Number(process.env.KILOBYTES_BEFORE_ATTACH));
markCpu('before');
