import type { LogRecordInput } from './log-record-input.js';

/**
 * R35: a catalogued login failure as it is exported, after enrichment: 35 attributes. Speed is stated for this record, so
 * it must not change.
 * @experimental
 */
export const R35: LogRecordInput = Object.freeze({
  eventName: 'security.authn.login.failure',
  severityNumber: 13,
  severityText: 'WARN',
  body: 'user 7f3a9c21 failed to log in to account 7f3a9c21 with password at local from 198.51.100.23, attempt 3: failure (wrong_password)',
  attributes: Object.freeze({
    'audit.record.id': '5f0d1c6e-3b54-4c0e-9c56-0d6f5e0b8a11',
    'log.record.uid': '5f0d1c6e-3b54-4c0e-9c56-0d6f5e0b8a11',
    'audit.actor.id': '7f3a9c21',
    'audit.actor.type': 'user',
    'audit.action': 'LOGIN',
    'audit.outcome': 'failure',
    'audit.target.id': '7f3a9c21',
    'audit.target.type': 'account',
    'audit.schema.version': '0.1.0',
    'security.category': 'authentication',
    'security.retention.class': 'audit',
    'security.control.ids': Object.freeze(['A09:2021', 'A09:2025', 'ASVS:16.3.1', 'NIST:AU-2', 'PCI:10.2.1.4']),
    'security.auth.method': 'password',
    'security.auth.factors': Object.freeze(['password']),
    'security.auth.mfa': false,
    'security.auth.idp': 'local',
    'security.reason': 'wrong_password',
    'security.attempt.count': 3,
    'user.id': '7f3a9c21',
    'user.hash': 'p_k1_q4mzr7s2vw6yb3nd',
    'session.id': '2c9a7c0d55f14b6d',
    'client.address': '198.51.100.23',
    'client.port': 52044,
    'geo.country.iso_code': 'DE',
    'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'http.request.method': 'POST',
    'http.route': '/login',
    'http.response.status_code': 401,
    'url.scheme': 'https',
    'url.path': '/login',
    'server.address': 'shop.example',
    'server.port': 443,
    'network.protocol.version': '2',
    'error.type': 'InvalidCredentials',
    'app.tenant.plan': 'business',
  }),
});
