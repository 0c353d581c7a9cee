import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { recordOf } from '../../src/maps/check-samples.js';
import { builtInMaps, mapRecords, readMap } from '../../src/maps/index.js';

const page = readFileSync(new URL('../../docs/maps.md', import.meta.url), 'utf8');
const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];

describe('the map in the documentation', () => {
  it('is accepted with its samples, and reads its lines', () => {
    const map = mapRecords([readMap(yaml), ...builtInMaps()]);
    const body = '[ERROR] auth failed user="bob" ip=2001:db8::9 cause=no-user';
    expect(map(recordOf({ body, resource: { 'service.name': 'vpn' } })).attributes).toMatchObject({
      'audit.actor.id': 'bob',
      'client.address': '2001:db8::9',
      'security.reason': 'unknown_user',
      'otelseal.map': 'vpn',
      'otelseal.map.rule': 'refused',
    });
  });

  it('is refused with the words that the page quotes when the event is misspelt', () => {
    const wrong = yaml.replace('event: security.authn.login.failure', 'event: security.authn.login.failed');
    const quoted =
      'rule "refused", event: "security.authn.login.failed" is not known; did you mean security.authn.login.failure?';
    expect(() => readMap(wrong)).toThrow(quoted);
    expect(page.replaceAll(/\s+/g, ' ')).toContain(quoted);
  });
});
