import type { Outlet } from '../sealing/sealing-ports.js';
import type { Spool } from './spool.js';

/** Sealed records go to disk at once; delivery follows by itself, and nobody waits for it here. */
export function spoolOutlet(spool: Spool): Outlet {
  return {
    get state() {
      return spool.state;
    },
    hasRoom: () => spool.hasRoom,
    append: (record) => spool.append(record),
    pass: (record, bytes) => spool.pass(record, bytes),
    send: () => {},
    whenGone: (settle) => settle(),
  };
}
