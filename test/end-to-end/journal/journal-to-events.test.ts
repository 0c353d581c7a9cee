import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, eventsSoFar, FAILURE, fleet, shown, until } from '../log-files/log-fleet.ts';
import { SampleCollector } from '../log-files/sample-collector.ts';
import { verify } from '../otelcol/command.ts';
import { madeJournal } from './made-journal.ts';

describe('the journal, read by a real collector', () => {
  it('arrives as events of the programs that wrote it, and of nobody else', async () => {
    const all = await fleet();
    const refused = 'Failed password for root from 203.0.113.1 port 22 ssh2';
    const directory = await madeJournal(all.folder, [
      { program: 'sshd-session', identifier: 'sshd-session', message: refused },
      {
        program: 'sudo',
        identifier: 'sudo',
        message: ' mallory : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh',
      },
      { program: 'logger', identifier: 'sshd', message: refused.replace('root', 'nobody-failed') },
      { program: 'cron', identifier: 'cron', message: 'not asked for' },
    ]);
    const variables = { OTELSEAL_GATEWAY: all.gateway.endpoint, COLLECTOR_STORAGE: join(all.folder, 'queue') };
    const more = { receivers: { journald: { directory, start_at: 'beginning' } } };
    const collector = await SampleCollector.start('journal.yaml', all.folder, variables, more);
    await until(() => eventsSoFar(all).length >= 3);
    await collector.stop();
    const events = await ended(all);
    expect(events.map(shown).filter(([map]) => map !== undefined)).toEqual([
      ['sshd', FAILURE, 'root', '203.0.113.1'],
      ['sudo', 'security.authz.failure', 'mallory', 'unknown'],
    ]);
    expect(JSON.stringify(events)).toContain('nobody-failed'); // said by a process that only calls itself sshd: a line, and no event
    expect(JSON.stringify(events)).not.toContain('not asked for');
    expect((await verify(all.stored, all.keys)).firstLine).toMatch(/^INTACT/);
  });
});
