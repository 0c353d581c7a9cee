import { describe, expect, it } from 'vitest';
import { bundled } from './bundled.js';

describe('a bundle', () => {
  it('of one constant is that constant', async () => {
    const text = await bundled("export { ATTR_AUDIT_ACTOR_ID } from '../src/index.ts';");
    expect(text).toContain('audit.actor.id');
    expect(text.length).toBeLessThan(100);
  });

  it('of what every event call needs has neither the catalogue nor the renderings', async () => {
    const text = await bundled(
      "export { BARRIER_KEY, renderMessage, SCHEMA_URL, SECURITY_CONTEXT_KEY } from '../src/index.ts';",
    );
    expect(text).not.toContain('security.authn');
    expect(text).not.toContain('MITRE');
    expect(text.length).toBeLessThan(1_600);
  });

  it('needs nothing that only Node has', async () => {
    const text = await bundled("export * from '../src/index.ts';");
    expect(text).not.toMatch(/\bnode:|\brequire\(|\bprocess\.|\bBuffer\b/);
  });
});
