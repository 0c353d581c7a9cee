// How services listen to SIGTERM: each handler ends by itself what the service waits for.
module.exports = {
  on: (handler) => void process.on('SIGTERM', handler),
  once: (handler) => void process.once('SIGTERM', handler),
  prepended: (handler) => void process.prependListener('SIGTERM', handler),
  'prepended once': (handler) => void process.prependOnceListener('SIGTERM', handler),
  several: (handler) => {
    process.once('SIGTERM', () => {});
    process.prependOnceListener('SIGTERM', handler);
    process.once('SIGTERM', () => {});
  },
  'all removed by the first': (handler) => {
    process.prependOnceListener('SIGTERM', () => {
      process.removeAllListeners('SIGTERM');
      handler();
    });
  },
  'removed before': (handler) => {
    process.once('SIGTERM', handler);
    process.removeListener('SIGTERM', handler);
  },
};
