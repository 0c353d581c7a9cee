import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { run } from '../memory-io.js';
import { runningWitness, witnessFiles } from './running-witness.js';

const CHILD = fileURLToPath(new URL('./killed-exporter.ts', import.meta.url));
const SHOP = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': 'heir' });

/** How many emits had returned when it was killed. */
function killed(settings: object): Promise<{ readonly signal: string | null; readonly emitted: number }> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve) =>
    child.once('close', (_code, signal) => resolve({ signal, emitted: said.split('\n').length - 1 })),
  );
}

describe('a service killed', () => {
  it.each(['before witness', 'during witness', 'after witness'] as const)(
    '%s: the next one delivers everything, and nobody is accused, whatever the witness has seen',
    { timeout: 60_000 * scale },
    async (boundary) => {
      for (let round = 0; round < scaled(1); round += 1) {
        counted('kills', 1);
        const occurrence = 1 + ((seed + round) % 5);
        const context = `seed ${seed}, request ${occurrence}`;
        const files = witnessFiles();
        const [keyFile, trust, file] = ['otelseal.pem', 'trust.json', 'logs.jsonl'].map((name) =>
          join(files.folder, name),
        ) as [string, string, string];
        await run(['keys', 'generate', '--out', keyFile, '--trust', trust]);
        const pinned = { ...JSON.parse(readFileSync(trust, 'utf8')), witnesses: [{ vkey: files.vkey }] };
        writeFileSync(trust, JSON.stringify(pinned));
        const witness = await runningWitness(files, trust);
        const receiver = await OtlpReceiver.start(file);
        onTestFinished(() => receiver.close());
        const directory = join(files.folder, 'spool');
        const asks = { url: witness.url, vkey: files.vkey, tokenFile: files.token };
        const { signal, emitted } = await killed({
          directory,
          url: receiver.url,
          keyFile,
          witness: asks,
          boundary,
          occurrence,
        });
        expect(signal, context).toBe('SIGKILL');

        const heir = new AuditLogRecordProcessor({
          spool: { directory },
          otlp: { url: receiver.url },
          signer: localKeySigner({ keyFile }),
          witness: { ...asks, intervalMs: 50 },
        });
        const provider = new LoggerProvider({ resource: SHOP, processors: [heir] });
        provider.getLogger('app').emit({ eventName: 'security.authn.login.success', body: 'heir' });
        expect(await heir.committed('witnessed', { timeoutMs: 20_000 }), context).toBe('witnessed');
        await provider.shutdown();

        const text = readFileSync(file, 'utf8');
        const lost = Array.from({ length: emitted }, (_, n) => n + 1).filter((n) => !text.includes(`"n${n}."`));
        expect(lost, context).toEqual([]);
        const source = ['verify', `file:${file}`, '--trust', trust, '--json'];
        const directoryToo = ['--witness', witness.url, '--witness-token', files.token];
        const { out } = await run([...source, ...directoryToo], { now: () => Date.now() + 200_000 });
        const report = JSON.parse(out) as { findings: unknown[]; conditions: { condition: string }[] };
        expect(report.findings, context).toEqual([]);
        const conditions = new Set(report.conditions.map(({ condition }) => condition));
        expect(conditions, context).toContain('UNCLOSED');
        for (const name of conditions) expect(['UNCLOSED', 'UNPROMISED_TAIL', 'DUPLICATE_BENIGN']).toContain(name);
      }
    },
  );
});
