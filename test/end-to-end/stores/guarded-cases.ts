import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { type Keys, otelseal } from '../otelcol/command.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { type Guard, GuardedStore } from './guarded-store.ts';

/** A store with sealed login failures in it, of `user-1` and more. */
export interface Guarded {
  readonly keys: Keys;
  readonly folder: string;
  /** Where the real store is. */
  readonly url: string;
  /** The source and its options, when it is at this address. */
  readonly source: (url: string) => readonly string[];
}

const CANARY = 'c4n4ry-in-the-mine';
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
/** Line of the file of credentials, and what the store must be told. */
const CREDENTIALS = [
  ['basic', `basic auditor:${CANARY}`, basic(`auditor:${CANARY}`)],
  ['a token', `bearer ${CANARY}`, `Bearer ${CANARY}`],
  ['an API key', `apikey ${CANARY}`, `ApiKey ${CANARY}`],
] as const;

/**
 * What must hold of a store whose guard lets only the documented role in.
 *
 * @param allows method and path of what the documented role may ask
 */
export function guardedCases(name: string, allows: RegExp, guarded: () => Guarded): void {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates(join(guarded().folder, 'certificates'));
  });

  async function behind(guard: Partial<Guard>): Promise<GuardedStore> {
    const store = await GuardedStore.start(guarded().url, { allows, ...guard }, certificates);
    onTestFinished(() => store.close());
    return store;
  }

  function credentials(line: string): readonly string[] {
    const file = join(guarded().folder, 'credentials');
    writeFileSync(file, `${line}\n`, { mode: 0o600 });
    return ['--store-credentials', file];
  }

  /** Whatever it says, it never says the secret. */
  async function ask(command: string, store: GuardedStore, ...more: readonly string[]) {
    const { keys, source } = guarded();
    const ran = await otelseal(
      command,
      ...source(store.url),
      '--trust',
      keys.trust,
      '--store-ca',
      certificates.authority,
      ...more,
    );
    expect(ran.out + ran.err).not.toContain(CANARY);
    expect(ran.out + ran.err).not.toContain(basic(`auditor:${CANARY}`).slice('Basic '.length));
    return ran;
  }

  describe(`${name} behind a guard that lets the documented role in and nobody else`, { timeout: 240_000 }, () => {
    it.each(CREDENTIALS)('is verified, investigated and covered with %s', async (_, line, authorization) => {
      const store = await behind({ authorization });
      const given = credentials(line);
      expect(await ask('verify', store, ...given)).toMatchObject({ code: 0, out: expect.stringMatching(/^INTACT /) });
      const story = await ask('investigate', store, ...given, '--actor', 'user-7');
      expect(story).toMatchObject({ code: 0, out: expect.stringContaining('security.authn.login.failure') });
      expect(await ask('coverage', store, ...given)).toMatchObject({ code: 0 });
      expect(store.refused).toEqual([]);
      expect(store.asked.length).toBeGreaterThan(0);
    });

    it.each(CREDENTIALS)('is not, with another secret than %s, and says so at once', async (_, line, authorization) => {
      const store = await behind({ authorization: `${authorization}0` });
      const { code, err } = await ask('verify', store, ...credentials(line));
      expect([code, err]).toEqual([
        69,
        expect.stringContaining('does not take the credentials of --store-credentials'),
      ]);
      expect(store.refused).toHaveLength(1);
    });

    it('is not without credentials, and says how to give them', async () => {
      const store = await behind({ authorization: `Bearer ${CANARY}` });
      const { code, err } = await ask('verify', store);
      expect([code, err]).toEqual([69, expect.stringContaining('it wants credentials (--store-credentials)')]);
    });

    it('is verified with a certificate of whoever asks', async () => {
      const store = await behind({ wantsCertificate: true });
      const { certificate, key } = certificates.client;
      const ran = await ask('verify', store, '--store-cert', certificate, '--store-key', key);
      expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^INTACT /) });
    });

    it('is not without one, and not with that of a stranger', async () => {
      const store = await behind({ wantsCertificate: true });
      expect(await ask('verify', store)).toMatchObject({
        code: 69,
        err: expect.stringMatching(/cannot be read: .*--store-cert/),
      });
      const { certificate, key } = certificates.stranger;
      const stranger = await ask('verify', store, '--store-cert', certificate, '--store-key', key);
      expect(stranger).toMatchObject({ code: 69, err: expect.stringContaining('cannot be read') });
      expect(store.asked).toEqual([]);
    });

    it('is not where its own certificate is not believed, and says how to believe it', async () => {
      const { keys, source } = guarded();
      const store = await behind({});
      const { code, err } = await otelseal('verify', ...source(store.url), '--trust', keys.trust);
      expect([code, err]).toEqual([69, expect.stringContaining('--store-ca')]);
      expect(store.asked).toEqual([]);
    });

    it('is not where the role may not read, and says so', async () => {
      const store = await behind({ allows: /^NOTHING$/ });
      expect(await ask('verify', store)).toMatchObject({ code: 69, err: expect.stringContaining('may not read this') });
    });
  });
}
