import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { keyAndTrust, testFolder } from '../support/gateway-files.js';
import { runningGateway } from '../support/running-gateway.js';
import { shownIn } from '../support/verdict.js';
import { fileLines } from './file-lines.js';
import { VPN_MAP } from './vpn-map.js';

describe('a gateway with a map of the user’s own', () => {
  it('reads the user’s lines and those of the programs that it knows itself', async () => {
    const folder = testFolder();
    const file = join(folder, 'vpn.yaml');
    writeFileSync(file, VPN_MAP);
    const running = await runningGateway(folder, keyAndTrust(folder), { gateway: { maps: [file] } });
    await running.post(fileLines(['auth failed user=alice ip=203.0.113.9'], 'vpn'));
    await running.post(
      fileLines(['Nov 29 00:58:01 a sshd[1]: Failed password for bob from 203.0.113.8 port 1 ssh2'], 'host'),
    );
    await running.close();
    expect(
      shownIn(running.file).map(({ attributes }) => [attributes['otelseal.map'], attributes['audit.actor.id']]),
    ).toEqual([
      ['vpn', 'alice'],
      ['sshd', 'bob'],
    ]);
  });

  it('does not start with one that is wrong, and says where', async () => {
    const folder = testFolder();
    const file = join(folder, 'vpn.yaml');
    writeFileSync(file, VPN_MAP.replace('login.failure', 'login.failed'));
    const starting = runningGateway(folder, keyAndTrust(folder), { gateway: { maps: [file] } });
    await expect(starting).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringMatching(/gateway\.maps.*did you mean security\.authn\.login\.failure\?/s),
    });
  });

  it('does not start with one that is not there', async () => {
    const folder = testFolder();
    const starting = runningGateway(folder, keyAndTrust(folder), { gateway: { maps: [join(folder, 'no.yaml')] } });
    await expect(starting).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
