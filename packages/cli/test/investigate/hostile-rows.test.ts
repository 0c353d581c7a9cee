import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Investigation } from '../../src/investigate/investigation.js';
import { ok, run } from '../memory-io.js';
import { sealedStory } from '../sealed-story.js';
import { forgedRecords } from '../stores/forged-streams.js';
import { requestOf } from '../test-stream.js';

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Lines without a seal, from long before. */
function forgedLine(count: number, text: string): string {
  const logRecords = Array.from({ length: count }, (_, at) => ({
    timeUnixNano: String(1_500_000_000_000_000_000n + BigInt(at)),
    severityNumber: 9,
    severityText: text,
    eventName: 'security.authn.login.success',
    body: { stringValue: text },
    attributes: [
      attribute('audit.actor.id', 'mallory'),
      attribute('session.id', text),
      attribute('client.address', '192.0.2.99'),
    ],
  }));
  return `${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] })}\n`;
}

describe('the story of somebody in whose name others write', () => {
  it('shows proven rows first, tells in short only these, and says so', async () => {
    const { file, text, trust } = await sealedStory();
    const ask = ['investigate', `file:${file}`, '--actor', 'mallory', '--trust', trust, '--limit', '100'];
    const alone = JSON.parse((await run([...ask, '--json'])).out) as Investigation;
    writeFileSync(file, `${forgedLine(1_000, 'hello')}${text}`);
    const story = JSON.parse((await run([...ask, '--json'])).out) as Investigation;
    expect(story.rows.filter(({ seal }) => seal === 'sealed')).toHaveLength(3);
    expect(story.rows).toHaveLength(103);
    expect(story).toMatchObject({ chapters: alone.chapters, leads: alone.leads, provenChapters: true });
    expect([story.left, story.leftUnproven, story.unproven]).toEqual([900, 900, 100]);
    const shown = (await run(ask)).out;
    expect(shown).toContain('in short, of the rows that a seal proves alone:');
    expect(shown).toContain('900 rows that are not proven by a seal were found besides and are not shown');
  });

  it('reads once more where seals of strangers displace others', async () => {
    const { file, text, trust } = await sealedStory();
    const forged = forgedRecords(50, 1_500_000_000, { 'audit.actor.id': 'mallory' });
    writeFileSync(file, `${JSON.stringify({ resourceLogs: [requestOf('shop', forged)] })}\n${text}`);
    const ask = ['investigate', `file:${file}`, '--actor', 'mallory', '--trust', trust, '--limit', '10', '--json'];
    const story = JSON.parse((await run(ask)).out) as Investigation;
    expect(story.rows.filter(({ seal }) => seal === 'sealed')).toHaveLength(3);
    expect(story.leftUnproven).toBe(40);
  });
});

describe('hostile texts in many rows', () => {
  it('are written row by row, as JSON and as a page', async () => {
    const { folder, file, trust } = await sealedStory();
    writeFileSync(file, forgedLine(5_000, '\u0085'.repeat(1_000)));
    const page = join(folder, 'story.html');
    const ask = ['investigate', `file:${file}`, '--actor', 'mallory', '--trust', trust, '--html', page, '--json'];
    let longest = 0;
    const ran = await run(ask, { onOutput: (text) => (longest = Math.max(longest, text.length)) });
    expect(ran.code).toBe(ok);
    const story = JSON.parse(ran.out) as Investigation;
    expect(story.rows).toHaveLength(5_000);
    expect(longest).toBeLessThan(50_000);
    expect(readFileSync(page, 'utf8').split('<tr class=').length - 1).toBe(5_000);
  });

  it('make the JSON that would be made at once', async () => {
    const { file, trust } = await sealedStory();
    for (const who of ['mallory', 'nobody']) {
      const { out } = await run(['investigate', `file:${file}`, '--actor', who, '--trust', trust, '--json']);
      expect(out).toBe(`${JSON.stringify(JSON.parse(out), undefined, 2)}\n`);
    }
  });
});
