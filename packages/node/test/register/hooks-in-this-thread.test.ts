import { describe, expect, it } from 'vitest';
import { hooksRunInThisThread } from '../../src/register/instrument-libraries.js';

describe('the hooks for ES modules', () => {
  it.each([
    '22.22.3',
    '22.23.0',
    '24.11.1',
    '24.12.0',
    '25.1.0',
    '25.2.1',
    '26.0.0',
    '30.1.2',
    '26.0.0-nightly20260101',
  ])('run in the thread of the application: %s', (version) => {
    expect(hooksRunInThisThread(version)).toBe(true);
  });

  it.each(['22.15.0', '22.22.2', '23.11.1', '24.0.0', '24.11.0', '25.0.0', '21.9.9'])(
    'run in a thread of their own: %s',
    (version) => {
      expect(hooksRunInThisThread(version)).toBe(false);
    },
  );

  it('agrees with `import-in-the-middle` about the Node.js that runs', async () => {
    const { supportsSyncHooks } = (await import('import-in-the-middle/supports-sync-hooks.mjs' as string)) as {
      supportsSyncHooks(): boolean;
    };
    expect(hooksRunInThisThread(process.versions.node)).toBe(supportsSyncHooks());
  });
});
