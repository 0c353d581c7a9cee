import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { PEERS, type Peer } from '../peers.ts';
import { ROOT, runToEnd } from './child-process.ts';
import { CHECKED, checkFailed, type Outcome, type Stage } from './stage.ts';
import { runVitest } from './vitest-suite.ts';

/** A cold build of a collector takes minutes; of a search engine from sources, most of an hour. */
const PREPARE_TIMEOUT_MS = 3_600_000;
/** Full counts against one program, on a machine that does other work as well. */
const FULL_SUITE_TIMEOUT_MS = 3_600_000;

/** A row of the table that ends `npm test`. */
export interface PeerRow {
  readonly peer: string;
  readonly ran: 'yes' | 'failed' | 'no' | 'not used yet' | 'external';
  readonly why: string;
}

/** Holds what happened to each peer, also to those whose turn never came. */
export class PeerTable {
  readonly #rows: Map<string, PeerRow>;

  constructor(peers: readonly Peer[] = PEERS) {
    this.#rows = new Map(peers.map((peer) => [peer.name, beforeTheRun(peer)]));
  }

  note(peer: Peer, ran: PeerRow['ran'], why: string): void {
    this.#rows.set(peer.name, { peer: peer.name, ran, why });
  }

  lines(): string[] {
    const rows = [{ peer: 'peer', ran: 'ran', why: 'why not' }, ...this.#rows.values()];
    return rows.map(({ peer, ran, why }) => `${peer.padEnd(24)}| ${ran.padEnd(13)}| ${why}`.trimEnd());
  }
}

export interface PeerSuitesOptions {
  readonly table: PeerTable;
  /** Whether a required peer that cannot be had is a failure. */
  readonly mustRun: boolean;
  readonly peers?: readonly Peer[];
  /** Whether the suites run with full counts, and so take longer. Default: no. */
  readonly full?: boolean;
}

/** One stage for each peer that is in use. */
export function peerSuites(options: PeerSuitesOptions): Stage[] {
  return (options.peers ?? PEERS).filter(inUse).map((peer) => ({
    name: `against ${peer.name}`,
    run: () => runAgainst(peer, options),
  }));
}

/** `prepare.ts` answers 0 when the peer can be had, 69 with the reason as its last line when it cannot. */
async function runAgainst(peer: Peer & { folder: string }, options: PeerSuitesOptions): Promise<Outcome> {
  const { table, mustRun, full = false } = options;
  const prepare = join(peer.folder, 'prepare.ts');
  const { code, output } = await runToEnd(process.execPath, [prepare], {
    output: 'keep',
    timeoutMs: PREPARE_TIMEOUT_MS,
  });
  if (code !== 0) {
    const reason = output.trim().split('\n').at(-1) ?? `exit ${code}`;
    const isExternal = peer.kind === 'external' && code === 69;
    table.note(peer, isExternal ? 'external' : 'no', reason);
    if (code !== 69) process.stdout.write(output);
    return (mustRun && !isExternal) || code !== 69
      ? checkFailed(`${peer.name} is required and did not run: ${reason}`)
      : CHECKED;
  }
  const limits = full ? { timeoutMs: FULL_SUITE_TIMEOUT_MS } : {};
  const outcome = await runVitest(configOf(peer.folder), [`${peer.folder}/`], limits);
  table.note(peer, outcome.failed === 0 ? 'yes' : 'failed', outcome.failed === 0 ? '' : `${outcome.failed} failed`);
  return outcome;
}

/** A folder's own settings, else those beside it. */
function configOf(folder: string): string {
  const own = join(folder, 'vitest.config.ts');
  return existsSync(join(ROOT, own)) ? own : join(dirname(folder), 'vitest.config.ts');
}

function inUse(peer: Peer): peer is Peer & { folder: string } {
  return peer.folder !== undefined;
}

function beforeTheRun(peer: Peer): PeerRow {
  if (peer.kind === 'external') return { peer: peer.name, ran: 'external', why: peer.reason };
  if (peer.folder === undefined) return { peer: peer.name, ran: 'not used yet', why: `comes with: ${peer.reason}` };
  return { peer: peer.name, ran: 'no', why: 'its turn did not come' };
}
