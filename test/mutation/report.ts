import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { checkedOutCommit } from '../long/covered-sources.ts';
import type { MutationTarget } from './mutation-target.ts';
import type { Sample } from './runner/draw-sample.ts';
import { type FileScore, type Score, scoreOf } from './score.ts';
import type { Found } from './stryker-report.ts';

const REPORT = new URL('report.json', import.meta.url);

/** The last score of a target, and what it was found on. */
interface TargetReport extends Score {
  readonly commit: string;
  readonly threshold: number;
  /** Changes that there are; `tried` of them were. */
  readonly changes: number;
  /** What the changes were drawn by; left out when all were tried. */
  readonly seed?: number;
  readonly files: Readonly<Record<string, FileScore>>;
}

/** Notes what was found in `report.json`, which is committed, and gives the score. */
export function noteScore({ name, threshold }: MutationTarget, { files, changes }: Found, sample?: Sample): Score {
  const score = scoreOf(files, changes);
  const report: TargetReport = {
    commit: checkedOutCommit(),
    threshold,
    ...score,
    changes,
    ...(sample === undefined ? {} : { seed: sample.seed }),
    files,
  };
  const known = existsSync(REPORT) ? (JSON.parse(readFileSync(REPORT, 'utf8')) as Record<string, TargetReport>) : {};
  writeFileSync(REPORT, `${JSON.stringify({ ...known, [name]: report }, null, 2)}\n`);
  return score;
}
