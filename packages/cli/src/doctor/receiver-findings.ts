import { connect } from 'node:net';
import type { ReceiverExplained } from '@otelseal/node/diagnosis';

import { type Finding, ok, warning } from './finding.js';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;
const CONNECT_TIMEOUT_MS = 3_000;

/** Where records go, whether everybody on the way can read them, and whether somebody answers there. */
export async function receiverFindings(receivers: readonly ReceiverExplained[]): Promise<Finding[]> {
  const found = await Promise.all(receivers.map(findingsOf));
  return found.flat();
}

async function findingsOf({ name, url, setting, protocol, hasCredentials }: ReceiverExplained): Promise<Finding[]> {
  if (url === undefined) return [ok('receivers', `${name}: standard output (${setting})`)];
  const { protocol: scheme, hostname, port, origin } = new URL(url);
  const auth = hasCredentials ? 'with credentials' : 'without credentials';
  const found = [ok('receivers', `${name}: ${origin} over ${protocol}, ${auth} (${setting})`)];
  if (scheme === 'http:' && !LOOPBACK.test(hostname)) {
    const what = hasCredentials ? 'records and credentials' : 'records';
    found.push(warning('receivers', `${name}: ${what} go to another host in plain text; use https`));
  }
  const reason = await whyUnreachable(
    hostname.replace(/^\[|\]$/g, ''),
    Number(port) || (scheme === 'https:' ? 443 : 80),
  );
  if (reason === undefined) return [...found, ok('receivers', `${name}: takes connections`)];
  return [...found, { area: 'receivers', level: 'unreachable', text: `${name}: cannot be reached (${reason})` }];
}

/** `undefined` when a connection could be made. */
function whyUnreachable(host: string, port: number): Promise<string | undefined> {
  return new Promise((settle) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (reason: string | undefined): void => {
      socket.destroy();
      settle(reason);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(code ?? 'unknown error'));
  });
}
