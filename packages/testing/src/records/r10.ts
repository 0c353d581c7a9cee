import type { LogRecordInput } from './log-record-input.js';

/**
 * R10: what an application logs by hand. 10 attributes, one of them nested and one a stack trace; `JSON.stringify` of body
 * and attributes is 665 bytes. Speed is stated for this record, so it must not change.
 * @experimental
 */
export const R10: LogRecordInput = Object.freeze({
  eventName: 'security.input.validation.failure',
  severityNumber: 13,
  severityText: 'WARN',
  body: 'user 7f3a9c21 sent invalid input in quantity to order 4711: failure (too_large)',
  attributes: Object.freeze({
    'audit.actor.id': '7f3a9c21',
    'audit.actor.type': 'user',
    'audit.target.id': '4711',
    'audit.target.type': 'order',
    'security.reason': 'too_large',
    'client.address': '198.51.100.23',
    'http.response.status_code': 422,
    'security.validation.fields': Object.freeze(['quantity']),
    'app.request.headers': Object.freeze({ accept: 'application/json', 'x-request-id': '0f1e2d3c4b5a6978', dnt: '1' }),
    'exception.stacktrace':
      'InvalidInput: quantity\n    at quantity (/srv/shop/src/cart.ts:42:11)\n    at next (/srv/shop/node_modules/router/index.js:99:7)\n    at handle (/srv/shop/node_modules/express/lib/app.js:158:10)',
  }),
});
