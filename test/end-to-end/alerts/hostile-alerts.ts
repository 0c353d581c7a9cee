import { type AlertPlan, planAlerts, readSigma } from '@otelseal/operations';
import { HOSTILE_TEXTS } from '@otelseal/testing';
import { stringify } from 'yaml';

import type { PlainRecord } from './plain-request.ts';

/** A text that somebody chose, the record that holds it, and the alerts that ask for exactly it. */
export interface HostileAlert {
  readonly title: string;
  readonly text: string;
  readonly record: PlainRecord;
  readonly plans: readonly AlertPlan[];
}

const EVENT = 'security.authz.failure';

/**
 * One for every hostile text that an alert can be about: without lone surrogates, which no store keeps, and without NUL, which Sigma
 * sources must not hold. Alerts by equality, by a part, by its beginning and its end, with and without case.
 */
export function hostileAlerts(timeMs: number): readonly HostileAlert[] {
  const texts = HOSTILE_TEXTS.map(({ name, text }) => ({ name, text: text.replaceAll('\u0000', '') })).filter(
    ({ text }) => text.isWellFormed(),
  );
  return texts.map(({ name, text }, index) => {
    const cut = text.slice(0, 256).toWellFormed().replaceAll('\ufffd', '');
    return {
      title: name,
      text: cut,
      record: { timeMs, eventName: EVENT, attributes: { 'security.reason': cut, 'audit.actor.id': `user-${index}` } },
      plans: plansFor(cut),
    };
  });
}

function plansFor(text: string): readonly AlertPlan[] {
  const value = text.replaceAll(/[\\*?]/g, '\\$&');
  const keys = ['', '|cased', '|contains', '|contains|cased', '|startswith|cased', '|endswith|cased'];
  const rules = keys.map((key, index) =>
    stringify({
      title: 'Hostile',
      id: `00000000-0000-4000-8000-00000000000${index}`,
      name: `hostile_${index}`,
      description: 'A text that somebody chose.',
      level: 'low',
      fields: ['audit.actor.id'],
      detection: { chosen: { 'event.name|cased': EVENT, [`security.reason${key}`]: value }, condition: 'chosen' },
      otelseal: { runbook: 'hostile' },
    }),
  );
  return planAlerts(readSigma(rules.join('---\n'), 'hostile.yml'));
}
