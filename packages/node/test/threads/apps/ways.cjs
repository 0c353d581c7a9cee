// What the threads of `threaded` do. They tell each other only what stands here; anything else that they hear is said on standard output.
const { record } = require('./telemetry.cjs');

const [how, what, who = 'worker'] = process.argv.slice(2);
const KNOWN = ['recorded', 'stop'];
const unexpected = (message) => {
  if (!KNOWN.includes(message)) process.stdout.write(`unexpected ${JSON.stringify(message)}\n`);
};

const mainWays = {
  wait: () => {},
  // The worker is asked to stop by the application's own message, a while after the signal.
  handle: (worker) => {
    process.on('SIGTERM', () => setTimeout(() => worker.postMessage('stop'), 200));
  },
  // Its own end is long, and over when it is told so.
  'handle and exit': () => {
    process.on('SIGTERM', () => {});
    process.on('SIGUSR2', () => process.exit(0));
  },
  exit: () => process.exit(3),
  throw: () => {
    throw new TypeError('defect');
  },
  terminate: async (worker) => {
    await worker.terminate();
    process.stdout.write('terminated\n');
    setInterval(() => {}, 1_000);
  },
  // Nothing else holds the process.
  unref: (worker) => worker.unref(),
};

exports.endMain = (worker) => {
  worker.on('message', (message) => {
    unexpected(message);
    setTimeout(() => {
      process.stdout.write('ready\n');
      mainWays[how](worker);
    }, 100);
  });
};

const workerWays = {
  idle: (port) => {
    const serving = setInterval(() => {}, 1_000);
    port.on('message', (message) => {
      unexpected(message);
      record('stopping');
      clearInterval(serving);
      port.close();
    });
  },
  busy: () => {
    setTimeout(() => {
      for (;;);
    }, 50);
  },
  nests: (port, startAnother) => {
    startAnother().on('message', () => port.postMessage('recorded'));
  },
};

exports.work = (port, startAnother) => {
  record(who);
  workerWays[what](port, startAnother);
  if (what !== 'nests') port.postMessage('recorded');
};
