import { describe, expect, it } from 'vitest';
import { readModel } from '../scripts/model/read-model.js';
import { EVENTS } from '../src/generated/events.js';
import { renderEcs } from '../src/render-ecs.js';

const RECORD = {
  eventName: 'security.authz.failure',
  timeUnixNano: 1_795_449_600_000_000_005n,
  severityNumber: 18,
  severityText: 'CRITICAL',
  body: 'user bob was denied access to invoice 7: failure (missing_permission)',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  attributes: {
    'audit.record.id': 'r-1',
    'audit.actor.id': 'bob',
    'audit.actor.type': 'user',
    'user.name': 'Bob',
    'audit.target.type': 'invoice',
    'audit.target.id': '7',
    'audit.outcome': 'failure',
    'security.reason': 'missing_permission',
    'security.permission.required': ['invoice:read'],
    'client.address': '192.0.2.1',
    'http.response.status_code': 403,
    'audit.payload': '{}',
  },
  resource: { 'service.name': 'shop', 'service.instance.id': 'shop-1' },
};

const attributes = [...readModel().attributes.values()];

describe('the ECS document of a record', () => {
  it('has the fields of ECS, and labels for the rest', () => {
    expect(renderEcs(RECORD)).toEqual({
      '@timestamp': '2026-11-23T16:00:00.000000005Z',
      ecs: { version: '9.4.0' },
      message: RECORD.body,
      log: { level: 'CRITICAL' },
      trace: { id: RECORD.traceId },
      span: { id: RECORD.spanId },
      event: {
        kind: 'event',
        category: ['api'],
        type: ['access', 'denied'],
        action: 'authz-failure',
        code: 'security.authz.failure',
        outcome: 'failure',
        reason: 'missing_permission',
        severity: 18,
        id: 'r-1',
      },
      user: { id: 'bob', name: 'Bob' },
      source: { address: '192.0.2.1', ip: '192.0.2.1' },
      client: { address: '192.0.2.1', ip: '192.0.2.1' },
      related: { user: ['bob', 'Bob'], ip: ['192.0.2.1'] },
      http: { response: { status_code: 403 } },
      threat: { framework: 'MITRE ATT&CK', technique: { id: ['T1078', 'T1190'] } },
      service: { name: 'shop', node: { name: 'shop-1' } },
      labels: {
        audit_actor_type: 'user',
        audit_target_id: '7',
        audit_target_type: 'invoice',
        security_permission_required: ['invoice:read'],
      },
    });
  });

  it('names the account acted on as the target user', () => {
    const attributes = { 'audit.actor.id': 'admin', 'audit.target.type': 'user', 'audit.target.id': 'bob' };
    expect(renderEcs({ eventName: 'security.user.disable', attributes })).toMatchObject({
      user: { id: 'admin', target: { id: 'bob' } },
      related: { user: ['admin', 'bob'] },
    });
  });

  it('tells techniques from sub-techniques and leaves ATLAS out', () => {
    const failure = renderEcs({ eventName: 'security.authn.login.failure', attributes: {} });
    expect(failure?.['threat']).toEqual({
      framework: 'MITRE ATT&CK',
      technique: { id: ['T1110'], subtechnique: { id: ['T1110.003', 'T1110.004'] } },
    });
    expect(renderEcs({ eventName: 'security.mcp.prompt_injection', attributes: {} })).not.toHaveProperty('threat');
  });

  it('keeps values of a wrong type out of typed fields, where they would cost the whole document', () => {
    const attributes = { 'http.response.status_code': '4xx', 'client.address': 'proxy.internal', 'file.size': 1.5 };
    expect(renderEcs({ eventName: 'security.upload.complete', attributes })).toMatchObject({
      labels: { http_response_status_code: '4xx', file_size: '1.5' },
      source: { address: 'proxy.internal' },
    });
    expect(renderEcs({ eventName: 'security.upload.complete', attributes })).not.toHaveProperty('source.ip');
    expect(renderEcs({ eventName: 'security.upload.complete', attributes })).not.toHaveProperty('related');
  });

  it('cannot be led astray by the names of attributes', () => {
    const attributes = JSON.parse('{"__proto__": "x", "constructor.prototype.y": "z", "event.kind": "metric"}');
    const document = renderEcs({ eventName: 'security.sys.startup', attributes });
    expect(Object.hasOwn(document?.['labels'] as object, '__proto__')).toBe(true);
    expect(document).toMatchObject({
      event: { kind: 'event' },
      labels: { constructor_prototype_y: 'z', event_kind: 'metric' },
    });
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });

  it('survives attributes that refuse to be read', () => {
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
        getOwnPropertyDescriptor: () => {
          throw new Error('no');
        },
      },
    );
    expect(renderEcs({ eventName: 'security.sys.startup', attributes: refusing })).toMatchObject({
      event: { outcome: 'success' },
    });
  });

  it('has no time when the record has none that can be one', () => {
    for (const timeUnixNano of ['', 'now', '-1', '1'.repeat(21), -1n]) {
      expect(renderEcs({ eventName: 'security.sys.startup', timeUnixNano, attributes: {} })).not.toHaveProperty(
        '@timestamp',
      );
    }
  });

  it('is undefined for names outside the catalogue', () => {
    expect(renderEcs({ eventName: 'audit.checkpoint', attributes: {} })).toBeUndefined();
  });

  it.each(Object.keys(EVENTS))('can be nested without a field being value and object at once: %s', (eventName) => {
    const everything = Object.fromEntries(
      attributes.map(({ name, type }) => [
        name,
        { string: '192.0.2.1', int: 7, boolean: true, 'string[]': ['x'] }[type],
      ]),
    );
    const document = renderEcs({ eventName, attributes: everything });
    expect(document).toMatchObject({
      user: { id: '192.0.2.1', hash: '192.0.2.1' },
      file: { size: 7 },
      rule: { ruleset: '192.0.2.1' },
    });
    const labels = document?.['labels'] ?? {};
    const lost = Object.keys(everything).filter(
      (name) => name.startsWith('security.transaction.') && !(`${name.replaceAll('.', '_')}` in (labels as object)),
    );
    expect(lost).toEqual([]);
  });
});
