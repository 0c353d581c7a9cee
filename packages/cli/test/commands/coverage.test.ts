import { writeFileSync } from 'node:fs';
import { EVENTS } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';

import { isSeen, type LogCoverage } from '../../src/event-coverage/log-coverage.js';
import { ok, run, usage } from '../memory-io.js';
import { sealedStory, storyEvent } from '../sealed-story.js';

async function covered(...args: string[]): Promise<LogCoverage> {
  const { code, out, err } = await run(['coverage', ...args, '--json']);
  expect([code, err]).toEqual([ok, '']);
  return JSON.parse(out) as LogCoverage;
}

const itemOf = (name: string, { items }: LogCoverage) => items.find(({ item }) => item === name);

describe('coverage', () => {
  it('begins with the verdict and names what was seen and what was not', async () => {
    const { file, trust } = await sealedStory();
    const { code, out } = await run(['coverage', `file:${file}`, '--trust', trust]);
    const lines = out.split('\n');
    expect([code, lines[0]]).toEqual([ok, expect.stringMatching(/^INTACT 6 records/)]);
    expect(lines[1]).toBe(`4 of ${Object.keys(EVENTS).length} events of the catalogue 0.1.0 were seen`);
    expect(out).toMatch(/^item: ASVS:16\.3\.1 +seen +1 of \d+ events$/m);
    expect(out).toMatch(/^item: PCI:10\.2\.1\.7 +not seen 0 of 4 events$/m);
    expect(out).toMatch(/^event: security\.authz\.failure +1 proven$/m);
    expect(out).toMatch(/^not seen: authorization: .*authz\.change/m);
  });

  it('has every event of the catalogue, and every item of ASVS V16, PCI 10.2 and A09 that an event names, once', async () => {
    const { file, trust } = await sealedStory();
    const { events, items } = await covered(`file:${file}`, '--trust', trust);
    expect(events.map(({ event }) => event)).toEqual(Object.keys(EVENTS));
    const asked = Object.values(EVENTS).flatMap(({ controls }) => controls);
    const wanted = [...new Set(asked)].filter((id) => /^(ASVS:16|PCI:10\.2|A09)/.test(id)).sort();
    expect(items.map(({ item }) => item)).toEqual(wanted);
    for (const { item, seen, notSeen } of items) {
      expect(seen.length + notSeen.length).toBe(asked.filter((id) => id === item).length);
    }
  });

  it('does not count as seen what no trusted key has sealed', async () => {
    const { file, text, trust } = await sealedStory();
    const untrusted = await covered(`file:${file}`);
    expect(itemOf('ASVS:16.3.1', untrusted)).toMatchObject({ state: 'doubtful' });
    expect(untrusted.events.filter(isSeen).every(({ proven, doubtful }) => proven === 0 && doubtful === 1)).toBe(true);
    const plain = {
      eventName: 'security.authz.change',
      timeUnixNano: '1795428000000000000',
      body: { stringValue: 'a b' },
    };
    writeFileSync(file, `${text}${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [plain] }] }] })}\n`);
    const unsealed = await covered(`file:${file}`, '--trust', trust);
    expect(unsealed.events.find(({ event }) => event === 'security.authz.change')).toMatchObject({
      proven: 0,
      unsealed: 1,
    });
    expect(unsealed.verdict).toBe('NOT INTACT');
  });

  it('counts a record once that the source has twice', async () => {
    const { file, text, trust } = await sealedStory();
    writeFileSync(file, `${text}${text}`);
    const { events } = await covered(`file:${file}`, '--trust', trust);
    expect(events.filter(isSeen).map(({ proven }) => proven)).toEqual([1, 1, 1, 1]);
  });

  it('counts events that do not say who, what came of it, from where and on what', async () => {
    const { file, trust } = await sealedStory([
      storyEvent('security.authz.failure', { 'audit.actor.id': 'ada' }),
      storyEvent('security.authz.failure', { 'audit.actor.id': 'unknown', 'client.address': '', 'audit.outcome': '' }),
      storyEvent('security.authz.failure', { 'audit.actor.id': 'ada', 'audit.target.id': 'unknown' }),
    ]);
    const { facts } = await covered(`file:${file}`, '--trust', trust);
    expect(facts).toEqual({
      events: 3,
      incomplete: 2,
      lacking: { actor: 1, time: 0, outcome: 1, origin: 1, target: 1 },
    });
  });

  it('names warnings without a proper message, of any record', async () => {
    const warning = { severityNumber: 13, severityText: 'WARN' };
    const who = { 'audit.actor.id': 'ada' };
    const { file, trust } = await sealedStory([
      storyEvent('security.authz.failure', who, { ...warning, body: 'ada was refused document d-1' }),
      storyEvent('security.authz.failure', who, { ...warning, body: '' }),
      storyEvent('security.authz.failure', who, { ...warning, body: 'Failed!' }),
      storyEvent('security.authz.failure', who, { ...warning, body: 'security authz failure' }),
      storyEvent('app.job', who, { severityNumber: 17, severityText: 'ERROR', body: 'Error' }),
      storyEvent('app.job', who, { severityNumber: 9, body: '' }),
    ]);
    const { warnings } = await covered(`file:${file}`, '--trust', trust);
    expect(warnings).toEqual({
      records: 5,
      withoutMessage: { empty: 1, 'one word': 1, 'only its event name or severity': 2 },
      places: expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{32} #3 at .*logs\.jsonl:1$/)]),
    });
  });

  it('lists names that the catalogue does not have, a hundred of them, and counts the others', async () => {
    const logRecords = Array.from({ length: 1_000 }, (_, n) => ({ eventName: `security.own.${n}` }));
    const stdin = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const { unknownNames, moreUnknown } = JSON.parse((await run(['coverage', '-', '--json'], { stdin })).out);
    expect([Object.keys(unknownNames).length, moreUnknown]).toEqual([100, 900]);
  });

  it('looks only at what was sealed from --from to --to', async () => {
    const { file, trust } = await sealedStory();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const before = await covered(`file:${file}`, '--trust', trust, '--to', hourAgo);
    expect([before.events.filter(isSeen), before.facts.events]).toEqual([[], 0]);
  });

  it('refuses to go without a source', async () => {
    expect(await run(['coverage'])).toMatchObject({
      code: usage,
      err: expect.stringContaining('coverage needs a source'),
    });
  });
});
