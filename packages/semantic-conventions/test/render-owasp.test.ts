import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../src/generated/events.js';
import { renderOwasp } from '../src/render-owasp.js';

const actor = { 'audit.actor.id': 'joebob1' };

describe('the OWASP form of an event', () => {
  // What the vocabulary's own examples say, where they agree with its headings.
  it.each([
    ['security.authn.login.success', {}, 'authn_login_success:joebob1'],
    [
      'security.authn.login.success_after_failure',
      { 'security.attempt.count': 2 },
      'authn_login_successafterfail:joebob1,2',
    ],
    [
      'security.authn.token.create',
      { 'security.token.scopes': ['create', 'read', 'update'] },
      'authn_token_created:joebob1,create,read,update',
    ],
    ['security.authz.failure', { 'audit.target.id': 'resource' }, 'authz_fail:joebob1,resource'],
    [
      'security.input.validation.failure',
      { 'security.validation.fields': ['zip', 'date_of_birth'] },
      'input_validation_fail:(zip,date_of_birth),joebob1',
    ],
    [
      'security.upload.validation',
      { 'file.name': 'filename', 'security.scan.engine': 'virusscan', 'security.scan.result': 'failed' },
      'upload_validation:filename,virusscan:failed',
    ],
    ['security.upload.delete', {}, 'upload_delete:joebob1,'],
    ['security.session.expire', { 'security.session.reason': 'revoked' }, 'session_expired:joebob1,revoked'],
    ['security.sys.crash', { 'security.reason': 'outofmemory' }, 'sys_crash:outofmemory'],
  ])('%s', (eventName, attributes, expected) => {
    expect(renderOwasp({ eventName, attributes: { ...actor, ...attributes } })).toBe(expected);
  });

  it('names the address when nobody is known', () => {
    const attributes = {
      'audit.actor.id': 'anonymous',
      'client.address': '192.0.2.7',
      'user_agent.original': 'Nikto/2.1.6 (x)',
    };
    expect(renderOwasp({ eventName: 'security.malicious.excess_404', attributes })).toBe(
      'malicious_excess_404:192.0.2.7,Nikto/2.1.6%20%28x%29',
    );
  });

  it('is undefined for events that the vocabulary lacks', () => {
    expect(renderOwasp({ eventName: 'security.transaction.complete', attributes: actor })).toBeUndefined();
    expect(renderOwasp({ eventName: 'toString', attributes: actor })).toBeUndefined();
  });

  it('lets no value fake an argument, a line or a character that a terminal obeys', () => {
    const hostile = { 'audit.actor.id': 'bob,admin:x\r\n\u001b[31m\u202e é%\ud800"\\' };
    expect(renderOwasp({ eventName: 'security.authn.login.success', attributes: hostile })).toBe(
      'authn_login_success:bob%2Cadmin%3Ax%0D%0A%1B%5B31m%E2%80%AE%20%C3%A9%25%EF%BF%BD%22%5C',
    );
  });

  it('is printable ASCII with as many separators as its template, whatever the values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, target) => {
        const text = renderOwasp({
          eventName: 'security.authz.failure',
          attributes: { 'audit.actor.id': id, 'audit.target.id': target },
        });
        expect(text).toMatch(/^authz_fail:[\x21-\x7e]*,[\x21-\x7e]*$/);
        expect(text?.split(',')).toHaveLength(2);
      }),
    );
  });

  it('exists for each of the 57 events', () => {
    const forms = Object.keys(EVENTS).flatMap((eventName) => renderOwasp({ eventName, attributes: {} }) ?? []);
    expect(forms).toHaveLength(57);
  });
});
