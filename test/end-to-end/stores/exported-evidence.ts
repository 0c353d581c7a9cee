import { join } from 'node:path';

import { type Keys, otelseal } from '../otelcol/command.ts';

export interface ExportedEvidence {
  readonly bundle: string;
  /** First line of the export, and of the verification that followed. */
  readonly exported: string;
  readonly verified: string;
  readonly code: number;
  readonly wholeStreams: boolean;
}

/** Exports from a store with the real command, and verifies the folder with it. */
export async function exportEvidence(
  source: string,
  folder: string,
  { trust }: Keys,
  ...more: readonly string[]
): Promise<ExportedEvidence> {
  const bundle = join(folder, `bundle-${Date.now()}-${Math.random()}`);
  const ran = await otelseal('evidence', 'export', source, '--out', bundle, '--trust', trust, '--json', ...more);
  if (ran.code !== 0) throw new Error(`evidence export ended with ${ran.code}: ${ran.out}${ran.err}`);
  const { verdictLine, wholeStreams, sha256 } = JSON.parse(ran.out);
  const verified = await otelseal('evidence', 'verify', bundle, '--trust', trust, '--sha256', sha256);
  return { bundle, exported: verdictLine, verified: firstLineOf(verified.out), code: verified.code, wholeStreams };
}

function firstLineOf(text: string): string {
  return text.split('\n')[0] as string;
}
