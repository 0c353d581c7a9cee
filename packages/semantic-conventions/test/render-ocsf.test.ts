import { describe, expect, it } from 'vitest';
import { EVENTS } from '../src/generated/events.js';
import { renderOcsf } from '../src/render-ocsf.js';
import { OCSF_CLASS_FACTS } from './facts/ocsf-classes.js';

const words = (text: string): string[] => text.split(' ').filter(Boolean);
const definitions = Object.values(EVENTS);

describe('the OCSF event of a record', () => {
  it('says who did what to what, and keeps the rest unmapped', () => {
    const event = renderOcsf({
      eventName: 'security.authn.account.lock',
      timeUnixNano: '1795449600123456789',
      severityNumber: 13,
      body: 'system waf locked user bob: success (maxretries)',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      attributes: {
        'audit.record.id': 'r-1',
        'audit.actor.id': 'waf',
        'audit.actor.type': 'system',
        'audit.target.type': 'user',
        'audit.target.id': 'bob',
        'audit.outcome': 'success',
        'security.reason': 'maxretries',
        'security.attempt.count': 6,
        'audit.payload': '{}',
      },
      resource: { 'service.name': 'shop', 'service.version': '3.1' },
    });
    expect(event).toEqual({
      category_uid: 3,
      class_uid: 3007,
      activity_id: 6,
      activity_name: 'Lock',
      type_uid: 300706,
      time: 1_795_449_600_123,
      severity_id: 3,
      status_id: 1,
      status_detail: 'maxretries',
      message: 'system waf locked user bob: success (maxretries)',
      metadata: {
        version: '1.9.0',
        product: { name: 'shop', version: '3.1' },
        log_name: 'security.authn.account.lock',
        uid: 'r-1',
        correlation_uid: '0af7651916cd43dd8448eb211c80319c',
        profiles: ['security_control'],
      },
      attacks: [{ technique: { uid: 'T1110' } }],
      actor: { user: { uid: 'waf', type_id: 3 } },
      user: { uid: 'bob', type: 'user' },
      src_endpoint: { name: 'unknown' },
      unmapped: { 'security.attempt.count': 6 },
    });
  });

  it('gives a finding the status of a new finding, not that of the attack', () => {
    const attributes = {
      'audit.outcome': 'failure',
      'security_rule.name': 'SQLI-UNION',
      'security.detection.confidence': 'high',
      'client.address': '192.0.2.9',
    };
    expect(renderOcsf({ eventName: 'security.malicious.sqli', attributes })).toMatchObject({
      class_uid: 2004,
      status_id: 1,
      is_alert: true,
      confidence_id: 3,
      finding_info: { uid: 'unknown', title: 'SQL injection pattern', analytic: { name: 'SQLI-UNION', type_id: 1 } },
      evidences: [{ src_endpoint: { ip: '192.0.2.9' } }],
    });
  });

  it.each([
    ['POST', 1, 'Create'],
    ['HEAD', 2, 'Read'],
    ['PATCH', 3, 'Update'],
    ['DELETE', 4, 'Delete'],
    ['PURGE', 99, 'authz.failure'],
    ['constructor', 99, 'authz.failure'],
  ])('follows the HTTP method where the class does: %s', (method, activity, name) => {
    const event = renderOcsf({ eventName: 'security.authz.failure', attributes: { 'http.request.method': method } });
    expect(event).toMatchObject({ activity_id: activity, activity_name: name, type_uid: 600_100 + activity });
  });

  it.each([
    [9, 1],
    [13, 3],
    [17, 4],
    [18, 5],
    [24, 5],
  ])('turns severity %i into %i', (severityNumber, severity) => {
    expect(renderOcsf({ eventName: 'security.sys.startup', severityNumber, attributes: {} })).toMatchObject({
      severity_id: severity,
    });
  });

  it('is undefined for names outside the catalogue', () => {
    expect(renderOcsf({ eventName: '__proto__', attributes: {} })).toBeUndefined();
  });

  it('keeps hostile names as plain members of unmapped', () => {
    const attributes = JSON.parse('{"__proto__": "x", "toString": "y"}');
    const event = renderOcsf({ eventName: 'security.sys.startup', attributes });
    expect(Object.entries(event?.['unmapped'] ?? {})).toEqual([
      ['__proto__', 'x'],
      ['toString', 'y'],
    ]);
  });
});

describe('the OCSF event of every catalogued event', () => {
  it.each(definitions)('has what its class requires and nothing that its class lacks: $name', ({ name, ocsf }) => {
    const facts = OCSF_CLASS_FACTS[ocsf.className];
    const event = renderOcsf({
      eventName: name,
      timeUnixNano: 1n,
      body: 'text',
      attributes: {
        'audit.actor.id': 'bob',
        'client.address': '192.0.2.1',
        'user_agent.original': 'x',
        'security.auth.mfa': true,
        'session.id': 's',
        'http.response.status_code': 403,
        x: 'y',
      },
    });
    const members = Object.keys(event ?? {});
    expect(words(facts?.required ?? '').filter((member) => !members.includes(member))).toEqual([]);
    const oneOf = words(facts?.atLeastOne ?? '');
    if (oneOf.length > 0) expect(oneOf.some((member) => members.includes(member))).toBe(true);
    const { profiles = [] } = (event?.['metadata'] ?? {}) as { profiles?: string[] };
    const known = words(facts?.known ?? '').flatMap((entry) => {
      const [member = '', profile] = entry.split(':');
      return profile === undefined || profiles.includes(profile) ? [member] : [];
    });
    expect(members.filter((member) => !known.includes(member))).toEqual([]);
  });

  it('loses no attribute: what is not placed is in unmapped', () => {
    const attributes = { 'security.workflow.name': 'checkout', 'shop.basket': '7' };
    for (const { name } of definitions) {
      expect(renderOcsf({ eventName: name, attributes })?.['unmapped'], name).toEqual(attributes);
    }
  });
});
