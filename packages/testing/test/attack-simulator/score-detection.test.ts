import { type Campaign, scoreDetection } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

const campaign = (id: string, recordIds: readonly string[]): Campaign => ({
  id,
  attack: 'brute_force_account',
  difficulty: 'easy',
  firstMs: 0,
  lastMs: 1,
  recordIds,
});
const one = campaign('one', ['one-1', 'one-2', 'one-3']);
const two = campaign('two', ['two-1']);

describe('the score of a detection', () => {
  it('says which campaigns were caught, by whom and after how many events, which were missed and what was false', () => {
    const raised = [
      { detector: 'brute_force', triggeredBy: 'one-2', recordIds: ['one-1', 'one-2'] },
      { detector: 'success_after_failures', triggeredBy: 'one-3', recordIds: [] },
      { detector: 'impossible_travel', triggeredBy: 'one-3', recordIds: [] },
      { detector: 'spraying', triggeredBy: 'benign-9', recordIds: ['benign-8'] },
    ];
    expect(scoreDetection([one, two], raised)).toEqual({
      caught: [{ campaign: one, detectors: ['brute_force', 'success_after_failures'], afterEvents: 2 }],
      missed: [two],
      falseIncidents: [raised[3]],
    });
  });

  it('counts an incident for every campaign that it names, and its trigger may be benign', () => {
    const raised = [{ detector: 'brute_force', triggeredBy: 'benign-1', recordIds: ['one-1', 'two-1'] }];
    const { caught, falseIncidents } = scoreDetection([one, two], raised);
    expect(caught.map(({ campaign: { id }, afterEvents }) => [id, afterEvents])).toEqual([
      ['one', 3],
      ['two', 1],
    ]);
    expect(falseIncidents).toEqual([]);
  });
});
