// Loki changes nothing that it holds: who can write to its files takes chunks away and lets it take in what he made of them. So what it
// holds then is written here anew, into a tenant of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lokiName } from '@otelseal/semantic-conventions';
import { afterAll, beforeAll } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { StoredLog } from '../otelcol/stored-log.ts';
import { ADDED_NAMES } from '../otelcol/tampering.ts';
import type { OtlpRequest } from '../stores/sealed-traffic.ts';
import { describeTampering, type InStore, NOT_ASKED_FOR } from '../stores/tamper-matrix.ts';
import { requestsOf } from '../stores/tampered-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-tampering-'));
let loki: Loki;
let tried = 0;

beforeAll(async () => {
  // Before anything is called missing thirteen months are searched for it, in days instead of hours.
  const limits = { split_queries_by_interval: '24h', reject_old_samples: false };
  loki = await Loki.start({ folder, isMultiTenant: true, limits });
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

const OTHERWISE: Readonly<Record<string, InStore>> = {
  ...NOT_ASKED_FOR,
  // Loki keeps texts only, and no event name: `event.name` stands for it.
  'changes the type of a shown attribute': 'INTACT',
  'renames the event': 'INTACT',
  // Years before its index begins.
  'edits the shown time': 'REFUSED',
  // The first thing by which a record without a seal speaks as one of ours.
  'takes the whole seal off a record': ['UNSIGNED', '-', 'audit_action'],
  'inserts a security event without a seal': ['UNSIGNED', '-', 'audit_action'],
  // Unsigned names are reported as Loki shows them; two that it makes one of are the signed one.
  ...Object.fromEntries(
    [...ADDED_NAMES].map((name) => [`adds ${name}`, ['DISPLAY_MISMATCH', '5', lokiName(name)]] as const),
  ),
  'adds a name of the vocabulary that the record did not have': [
    'DISPLAY_MISMATCH',
    '5',
    'security_permission_required',
  ],
  'adds a name that Loki shows for a signed one': ['DISPLAY_MISMATCH', '5', 'client.address'],
};

describeTampering({
  folder: () => folder,
  otherwise: OTHERWISE,
  coverage: { 'attributes of the surroundings': 'host_name' },
  keepsOne: true,
  tampered: async (file, apply) => {
    tried += 1;
    const tenant = `tampered-${tried}`;
    const log = new StoredLog(file);
    apply(log);
    const requests = [...requestsOf(log)].toSorted(([one], [other]) =>
      String(one.timeUnixNano ?? 0).localeCompare(String(other.timeUnixNano ?? 0)),
    );
    for (const [, request] of requests) await push(request, tenant);
    return [`loki:${loki.url}`, '--store-tenant', tenant];
  },
});

async function push(request: OtlpRequest, tenant: string): Promise<void> {
  const answer = await fetch(loki.otlpUrl, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'Content-Type': 'application/json', 'X-Scope-OrgID': tenant },
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
}
