/** Allocates so many kB and forgets them. */
exports.kilobytes = (count) => {
  for (let kb = 0; kb < count; kb += 1) new Array(126).fill(kb);
};

/** Remembers what this thread has cost by now, µs. */
exports.markCpu = (name) => {
  const { user, system } = process.threadCpuUsage();
  exports.markCpu[name] = user + system;
};
