#!/usr/bin/env node
// The command `otelseal`. Committed, so that `npm ci` can link it before anything is built. Plain JavaScript for any Node:
// inside a checkout of Otelseal it goes on under the Node that the checkout is developed with, elsewhere under this one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const run = new URL('../dist/run.js', import.meta.url);
const bootstrap = new URL('../../../bootstrap.mjs', import.meta.url);
const isCheckout = existsSync(bootstrap) && existsSync(new URL('../src/run.ts', import.meta.url));
const OLDEST = [22, 15];
/** Known to src/run.ts as well. */
const SHELL_VARIABLE = '_OTELSEAL_SHELL';

function refuse(exitCode, message) {
  process.stderr.write(`otelseal: ${message}\n`);
  process.exitCode = exitCode;
}

/** This process becomes a mere shell around the right Node: same terminal, same signals, same exit code. */
function goOnUnder(node) {
  // The channel tells the process when its shell is killed, which no signal does: a server must not outlive it and hold its port.
  const child = spawn(node, [fileURLToPath(run), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SHELL_VARIABLE]: String(process.pid) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (cause) => refuse(69, `${node} cannot be started: ${cause.message}`));
  child.once('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : code;
  });
}

async function start() {
  if (!existsSync(run)) {
    return refuse(
      69,
      isCheckout ? 'not built yet; run npm run build first.' : 'the package is incomplete; install it again.',
    );
  }
  if (isCheckout) {
    const { developmentNode } = await import(bootstrap.href);
    const node = await developmentNode();
    if (node !== process.execPath) return goOnUnder(node);
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return refuse(64, `Node ${OLDEST.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
  return import(run.href);
}

start().catch((cause) => refuse(typeof cause.exitCode === 'number' ? cause.exitCode : 70, cause.message));
