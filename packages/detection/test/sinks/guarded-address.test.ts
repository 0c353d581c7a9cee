import { describe, expect, it } from 'vitest';
import { guardedLookup } from '../../src/sinks/guarded-address.js';

/** Resolves a name as a request would. */
function resolved(url: string, allowPrivateNetwork: boolean): Promise<string> {
  return new Promise((resolve) => {
    const { hostname } = new URL(url);
    guardedLookup(new URL(url), allowPrivateNetwork)(hostname, {}, (error, address) => {
      resolve(error === null ? String(address) : (error.code ?? 'error'));
    });
  });
}

describe('the name of a sink', () => {
  it('must not resolve to this machine unless it is named localhost', async () => {
    const { hostname } = new URL('https://127.0.0.1.nip.invalid');
    expect(hostname).toContain('invalid');
    expect(await resolved('http://localhost', false)).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect(await resolved('https://does-not-exist.invalid', false)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('is refused when somebody lets it point into a private network', async () => {
    // An address in place of a name is resolved to itself: what a rebinding name would resolve to.
    for (const address of ['10.0.0.1', '169.254.169.254', '127.0.0.1', '192.168.1.1']) {
      const refused = await new Promise((resolve) => {
        guardedLookup(new URL('https://hooks.example'), false)(address, {}, (error) => resolve(error?.code));
      });
      expect(refused).toBe('ERR_ADDRESS_REFUSED');
    }
    const allowed = await new Promise((resolve) => {
      guardedLookup(new URL('https://hooks.example'), true)('10.0.0.1', {}, (_, address) => resolve(address));
    });
    expect(allowed).toBe('10.0.0.1');
  });
});
