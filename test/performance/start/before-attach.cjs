// Loaded before anything else of a service whose start is measured: says when asked what the process has cost, and moves its heap on.
const { kilobytes, markCpu } = require('./start-state.cjs');

process.on('message', () => {
  const memory = process.memoryUsage.rss();
  process.send({ ...process.cpuUsage(), rss: memory, attachMicros: markCpu.after - markCpu.before });
});
process.channel.unref(); // it keeps no process alive

kilobytes(Number(process.env.KILOBYTES_BEFORE_ATTACH));
markCpu('before');
