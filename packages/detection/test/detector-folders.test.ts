import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DETECTION_THRESHOLDS } from '../src/detection-thresholds.js';
import type { Incident } from '../src/incident.js';
import { DETECTOR_NAMES } from '../src/make-detectors.js';
import { ended, logOf, only, replay } from './support/replay.js';

const FOLDERS = new URL('../src/detectors/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, FOLDERS), 'utf8');
const folderOf = (name: string) => name.replaceAll('_', '-');

/** What a detector's `incidents.json` says of an incident. */
function told({ detector, severity, subject, source, user, firstMs, lastMs, count, users, sources }: Incident) {
  const times = { first: new Date(firstMs).toISOString(), last: new Date(lastMs).toISOString() };
  return JSON.parse(
    JSON.stringify({
      detector,
      severity,
      subject,
      source,
      user,
      ...times,
      count,
      users: users.distinct,
      sources: sources.distinct,
    }),
  );
}

describe.each(DETECTOR_NAMES)('%s', (name) => {
  it('finds in its attack log exactly the incidents that stand beside it', () => {
    const incidents = ended(replay(logOf(name, 'attack'), only(name))).map(told);
    expect(incidents.length).toBeGreaterThan(0);
    expect(incidents).toEqual(JSON.parse(read(`${folderOf(name)}/incidents.json`)));
  });

  it('and all others find nothing in its benign log', () => {
    expect(ended(replay(logOf(name, 'benign'))).map(told)).toEqual([]);
  });

  it('has a page with its limits, and with every threshold as the code has it', () => {
    const page = read(`${folderOf(name)}/README.md`);
    for (const heading of ['## What it catches', '## What it misses', '## How to evade it'])
      expect(page).toContain(heading);
    for (const [threshold, value] of Object.entries(DETECTION_THRESHOLDS[name])) {
      const shown = typeof value === 'number' ? ` ${value.toLocaleString('en')} ` : ' see ';
      expect(page).toContain(`| \`${threshold}\` |${shown}`);
      expect(readFileSync(new URL('../docs/thresholds.md', import.meta.url), 'utf8')).toContain(
        `| \`${threshold}\` |${shown}`,
      );
    }
  });
});

describe('the folders of detectors', () => {
  it('are one for each detector', () => {
    const folders = readdirSync(FOLDERS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(DETECTOR_NAMES.map(folderOf).sort());
  });
});
