import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSanitizer } from '@otelseal/log-processors';
import { describe, expect, it } from 'vitest';

import type { Investigation } from '../../src/investigate/investigation.js';
import { ok, run, unavailable, usage } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';
import { sealedStory, storyEvent } from '../sealed-story.js';

async function told(...args: string[]): Promise<Investigation> {
  const { code, out, err } = await run(['investigate', ...args, '--json']);
  expect([code, err]).toEqual([ok, '']);
  return JSON.parse(out) as Investigation;
}

const eventsOf = ({ rows }: Investigation): string[] => rows.map(({ event }) => event.replace('security.', ''));

describe('investigate', () => {
  it('begins with the verdict and shows who did what, from where, with what outcome, and where the proof is', async () => {
    const { file, trust } = await sealedStory();
    const { code, out } = await run(['investigate', `file:${file}`, '--actor', 'mallory', '--trust', trust]);
    const lines = out.split('\n');
    expect([code, lines[0], lines[1]]).toEqual([
      ok,
      expect.stringMatching(/^INTACT 6 records/),
      'actor mallory: 3 rows',
    ]);
    expect(lines.slice(2, 5).map((line) => line.replace(/, \d{4}\S+Z/, ''))).toEqual([
      'entry: 1 event from 198.51.100.7: security.authn.login.success ×1',
      'damage: 1 record in 1 event from 198.51.100.7: security.sensitive.read ×1',
      'noticed: 1 event: security.incident.open',
    ]);
    const at = lines.findIndex((line) => /INFO.*security\.sensitive\.read/.test(line));
    expect(lines[at]).toMatch(
      /^\d{4}-\S+Z +INFO +success +security\.sensitive\.read +mallory +198\.51\.100\.7 +s-1 +document d-1$/,
    );
    expect(lines[at + 1]).toMatch(/^ {4}something happened: security\.sensitive\.read {2}\[[0-9a-f]{32} #4, sealed\]$/);
  });

  it.each([
    ['--actor', 'MALLORY', ['authn.login.success', 'sensitive.read', 'incident.open']],
    ['--actor', 'ada', ['authz.failure']],
    ['--client', '198.51.100.7', ['authn.login.success', 'sensitive.read', 'incident.open']],
    ['--client', '2001:DB8:0::1', ['authz.failure']],
    ['--session', 's-1', ['authn.login.success', 'sensitive.read', 'incident.open']],
    ['--actor', 'nobody', []],
  ])('finds by %s %s what belongs to it, incidents included', async (option, value, events) => {
    const { file, trust } = await sealedStory();
    expect(eventsOf(await told(`file:${file}`, option, value, '--trust', trust))).toEqual(events);
  });

  it('finds what belongs to a trace', async () => {
    const { text, trust } = await sealedStory();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const line = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ eventName: 'security.sensitive.read', traceId }] }] }],
    };
    const stdin = `${text}${JSON.stringify(line)}\n`;
    const { out } = await run(['investigate', '-', '--trace', traceId.toUpperCase(), '--trust', trust, '--json'], {
      stdin,
    });
    expect(JSON.parse(out).rows).toMatchObject([
      { event: 'security.sensitive.read', trace: traceId, seal: 'not sealed' },
    ]);
  });

  it('shows signed values where the store shows others, and says so', async () => {
    const { file, text, trust } = await sealedStory();
    writeFileSync(file, text.replaceAll('{"stringValue":"mallory"}', '{"stringValue":"bob"}'));
    const story = await told(`file:${file}`, '--actor', 'mallory', '--trust', trust);
    expect([story.verdict, story.verdictExitCode]).toEqual(['NOT INTACT', 1]);
    expect(story.rows[0]).toMatchObject({ actor: 'mallory', seal: expect.stringMatching(/^DISPLAY_MISMATCH audit\./) });
    expect(eventsOf(await told(`file:${file}`, '--actor', 'bob', '--trust', trust))).toEqual([]);
  });

  it('marks records without a seal, and all of them without a trust file', async () => {
    const { file, text, trust } = await sealedStory();
    const unproven = await told(`file:${file}`, '--actor', 'mallory');
    expect(unproven.rows.map(({ seal }) => seal)).toEqual(Array(3).fill('not proven (UNTRUSTED)'));
    const forged = JSON.parse(text.split('\n')[0] as string);
    for (const { scopeLogs } of forged.resourceLogs) {
      for (const { logRecords } of scopeLogs) {
        for (const record of logRecords) {
          record.attributes = record.attributes.filter(
            ({ key }: { key: string }) => !/^audit\.(payload|sequence|time)/.test(key),
          );
        }
      }
    }
    writeFileSync(file, `${text}${JSON.stringify(forged)}\n`);
    const story = await told(`file:${file}`, '--actor', 'mallory', '--trust', trust);
    expect(story.rows.map(({ seal }) => seal).sort()).toEqual([
      ...Array(3).fill('not sealed'),
      ...Array(3).fill('sealed'),
    ]);
    expect(story.unproven).toBe(3);
  });

  it('names what is missing before what is there', async () => {
    const { file, text, trust } = await sealedStory();
    const request = JSON.parse(text.split('\n')[0] as string);
    for (const { scopeLogs } of request.resourceLogs) {
      for (const scope of scopeLogs) {
        scope.logRecords = scope.logRecords.filter(
          (record: { eventName?: string }) => record.eventName !== 'security.sensitive.read',
        );
      }
    }
    writeFileSync(file, [JSON.stringify(request), ...text.split('\n').slice(1)].join('\n'));
    const story = await told(`file:${file}`, '--actor', 'mallory', '--trust', trust);
    expect(story.verdictLine).toMatch(/^NOT INTACT MISSING [0-9a-f]{32} #4 /);
    expect(story.missing).toEqual([expect.stringMatching(/^MISSING [0-9a-f]{32} #4: /)]);
    expect(story.rows.map(({ seal }) => seal)).toEqual(['sealed', 'sealed']);
  });

  it('keeps the earliest rows up to --limit and counts the others', async () => {
    const { file, trust } = await sealedStory(
      Array.from({ length: 50 }, (_, n) =>
        storyEvent('security.sensitive.read', { 'audit.actor.id': 'eve', 'app.n': n }),
      ),
    );
    const { out } = await run(['investigate', `file:${file}`, '--actor', 'eve', '--limit', '5', '--trust', trust]);
    expect(out).toContain('these are the earliest; 45 later ones were found and are not shown');
    const story = await told(`file:${file}`, '--actor', 'eve', '--limit', '5', '--trust', trust);
    expect([story.left, story.rows.map(({ sequence }) => sequence)]).toEqual([45, [2, 3, 4, 5, 6]]);
  });

  it('shows a record once that the source has twice', async () => {
    const { file, text, trust } = await sealedStory();
    writeFileSync(file, `${text}${text}`);
    expect((await told(`file:${file}`, '--actor', 'mallory', '--trust', trust)).rows).toHaveLength(3);
  });

  it('tells only what was sealed from --from to --to', async () => {
    const { file, trust } = await sealedStory();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect((await told(`file:${file}`, '--actor', 'mallory', '--trust', trust, '--from', hourAgo)).rows).toHaveLength(
      3,
    );
    const before = await told(`file:${file}`, '--actor', 'mallory', '--trust', trust, '--to', hourAgo);
    expect([before.rows, before.verdict]).toEqual([[], 'NOT PROVEN']);
  });
});

describe('investigate --pseudonym-key', () => {
  const KEY = Buffer.from('a key of at least thirty-two bytes, for tests').toString('base64');

  function keyFile(content = `${KEY}\n`, mode = 0o600): string {
    const path = join(testFolder(), 'pseudonym.key');
    writeFileSync(path, content, { mode });
    return path;
  }

  function pseudonymised(attributes: Readonly<Record<string, unknown>>, period?: string) {
    const pseudonym = { keyId: 'k1', key: KEY, ...(period === undefined ? {} : { period: () => period }) };
    return createSanitizer({ preset: 'strict', pseudonym }).sanitizeAttributes(attributes);
  }

  it.each([
    ['--actor', 'mallory', { 'audit.actor.id': 'mallory' }, undefined],
    ['--actor', 'Mallory@Example.test', { 'user.email': 'mallory@example.test' }, undefined],
    ['--session', 's-77', { 'session.id': 's-77' }, undefined],
    ['--actor', 'mallory', { 'audit.actor.id': 'mallory' }, new Date().toISOString().slice(0, 10)],
    ['--actor', 'mallory', { 'audit.actor.id': 'mallory' }, new Date().toISOString().slice(0, 7)],
    ['--actor', 'mallory', { 'audit.actor.id': 'mallory' }, new Date().toISOString().slice(0, 4)],
  ])(
    'finds by %s %s what the sanitizer pseudonymised as %j in period %s',
    async (option, value, attributes, period) => {
      const clean = pseudonymised(attributes, period);
      expect(JSON.stringify(clean)).toMatch(/"p_k1_[a-z2-7]{16}"/);
      const { file, trust } = await sealedStory([
        storyEvent('security.sensitive.read', { 'audit.actor.id': 'other', ...clean }),
        storyEvent('security.sensitive.read', {
          'audit.actor.id': 'p_k1_aaaaaaaaaaaaaaaa',
          'session.id': 'p_k1_aaaaaaaaaaaaaaaa',
        }),
      ]);
      const source = [`file:${file}`, option, value, '--trust', trust];
      expect((await told(...source)).rows).toEqual([]);
      const story = await told(...source, '--pseudonym-key', keyFile());
      expect(story.rows.map(({ sequence }) => sequence)).toEqual([2]);
    },
  );

  it('finds nobody under another key or in a period long ago', async () => {
    const { file, trust } = await sealedStory([
      storyEvent('security.sensitive.read', pseudonymised({ 'audit.actor.id': 'mallory' }, '2001-01')),
    ]);
    const ask = (key: string) => told(`file:${file}`, '--actor', 'mallory', '--trust', trust, '--pseudonym-key', key);
    expect((await ask(keyFile())).rows).toEqual([]);
    expect((await ask(keyFile(Buffer.alloc(32, 7).toString('base64')))).rows).toEqual([]);
  });

  it.each([
    ['is too short', 'c2hvcnQ=', 0o600, 'at least 32 bytes in base64'],
    ['is no base64', 'not base64 at all, whatever its length may be', 0o600, 'at least 32 bytes in base64'],
    ['can be read by others', KEY, 0o644, 'run chmod 600'],
  ])('refuses a file that %s, without showing it', async (_what, content, mode, message) => {
    const ran = await run(['investigate', '-', '--actor', 'x', '--pseudonym-key', keyFile(content, mode)]);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
    expect(ran.err).not.toContain(content);
  });
});

describe('investigate --html', () => {
  it('writes one page that only its owner can read, and never over another file', async () => {
    const { file, trust, folder } = await sealedStory();
    const page = join(folder, 'mallory.html');
    const ask = () => run(['investigate', `file:${file}`, '--actor', 'mallory', '--trust', trust, '--html', page]);
    const { code, err } = await ask();
    expect([code, err, statSync(page).mode & 0o777]).toEqual([ok, `otelseal: the page is in ${page}\n`, 0o600]);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('<p class="verdict intact">INTACT 6 records');
    expect(html.split('<tr class=').length - 1).toBe(3);
    expect(await ask()).toMatchObject({
      code: usage,
      out: '',
      err: expect.stringContaining('nothing is ever overwritten'),
    });
    const nowhere = ['--html', join(folder, 'none', 'page.html')];
    expect(await run(['investigate', `file:${file}`, '--actor', 'x', ...nowhere])).toMatchObject({ code: unavailable });
  });
});

describe('investigate refuses with 64', () => {
  it.each([
    [['investigate', '--actor', 'x'], 'investigate needs a source'],
    [['investigate', '-'], 'exactly one of --actor, --client, --session and --trace'],
    [['investigate', '-', '--actor', 'x', '--client', '192.0.2.1'], 'exactly one of'],
    [['investigate', '-', '--trace', 'xyz'], '32 hexadecimal digits'],
    [['investigate', '-', '--actor', 'x'.repeat(10_000)], 'longer than 1000 characters'],
    [['investigate', '-', '--actor', 'x', '--limit', '0'], '--limit takes a number from 1 to 50000'],
    [['investigate', '-', '--actor', 'x', '--limit', '500000'], '--limit takes a number'],
    [['investigate', '-', '--trace', 'a'.repeat(32), '--pseudonym-key', 'x'], 'traces have no pseudonyms'],
  ])('%j', async (args, message) => {
    expect(await run(args)).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });
});
