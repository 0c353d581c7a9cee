import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTES,
  CATALOGUE_VERSION,
  EVENT_AUDIT_OPEN,
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  EVENTS,
  eventDefinition,
  METRIC_RECORDS,
  METRICS,
  SCHEMA_URL,
} from '../src/index.js';

describe('the definition of an event', () => {
  it('is found by its name', () => {
    expect(eventDefinition(EVENT_SECURITY_AUTHN_LOGIN_FAILURE)).toMatchObject({
      name: 'security.authn.login.failure',
      category: 'authentication',
      severityNumber: 13,
      severityText: 'WARN',
      outcome: 'failure',
      action: 'LOGIN',
      required: ['security.auth.method', 'security.reason'],
      target: 'account',
      retention: 'audit',
      owasp: { name: 'authn_login_fail', level: 'WARN', args: ['{audit.actor.id}'] },
      ecs: { kind: 'event', category: ['authentication'], type: ['start'], action: 'authn-login-failure' },
      ocsf: { classUid: 3002, activityId: 1, typeUid: 300201, severityId: 3 },
    });
  });

  it.each(['', 'security', 'security.authn', '__proto__', 'constructor', 'hasOwnProperty', EVENT_AUDIT_OPEN])(
    'is undefined for %j',
    (name) => {
      expect(eventDefinition(name)).toBeUndefined();
    },
  );
});

describe('the tables', () => {
  it.each([
    ['EVENTS', EVENTS],
    ['ATTRIBUTES', ATTRIBUTES],
    ['METRICS', METRICS],
  ])('%s have no prototype to fall through to', (_name, table) => {
    expect(Object.getPrototypeOf(table)).toBeNull();
  });

  it('hold what the constants name', () => {
    expect(METRICS[METRIC_RECORDS]?.attributes['stage']).toContain('seal');
    expect(ATTRIBUTES['security.reason']).toEqual({
      type: 'string',
      brief: expect.any(String),
      sensitivity: 'none',
      origin: 'otelseal',
    });
  });

  it('have a version, which ends the schema URL', () => {
    expect(CATALOGUE_VERSION).toMatch(/^\d+\.\d+\.\d+$/);
    expect(SCHEMA_URL.endsWith(`/${CATALOGUE_VERSION}`)).toBe(true);
    expect(new URL(SCHEMA_URL).protocol).toBe('https:');
  });
});
