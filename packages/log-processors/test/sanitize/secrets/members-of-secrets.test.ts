import { describe, it } from 'vitest';
import { membersOfSecrets } from '../../../src/sanitize/secrets/members-of-secrets.js';
import { expectFoundBy } from '../support/found-by.ts';

const expectFound = (...lines: string[]) => expectFoundBy(membersOfSecrets, 'named-secret', lines);
const KEY = '7de9XvT9qLm2Wz8RbY5c';
const UUID = '11111111-2222-4333-8444-55555555555a';

describe('a member of an object that is named for secrets', () => {
  it('is found in each notation', () => {
    expectFound(
      `"tokens": {"agent": "⟦${KEY}⟧"}`,
      `'tokens' => { 'agent' => '⟦${KEY}⟧' }`,
      `tokens {agent: "⟦${KEY}⟧"}`,
      `tokens = {\n  agent = "⟦${KEY}⟧"\n}`,
      `tokens: {agent:'⟦${KEY}⟧'}`,
      `\\"tokens\\":{\\"agent\\":\\"⟦${KEY}⟧\\"}`,
      `"secrets":{"agent":"⟦${KEY}⟧"}`,
      `'secrets' {'a.g-e_n t1' : '⟦${KEY}⟧'}`,
      `\\"secrets\\" = {\\"agent\\" = \\"⟦${KEY}⟧\\"}`,
      `"TOKENS"\t=>\t{"agent":    "⟦${KEY}⟧"}`,
      `"tokens": {"agent": "⟦${UUID}⟧"}`,
      `"tokens": {"agent": "⟦${UUID.toUpperCase()}⟧"}`,
      `"tokens": {"agent": "x${UUID}"}`,
      `"tokens": {"agent": "${UUID}0"}`,
      `"tokens": {"agent": "${UUID.replace('-', '')}"}`,
      `"tokens": {"agent": "${UUID.slice(1)}"}`,
      `"tokens": {"agent": "shop"}`,
      `"tokens": {"agent": "${KEY}'}`,
      `"tokens": {"agent": ${KEY}}`,
      `"tokens": {"agent" "${KEY}"}`,
      `"tokens": {"1agent": "${KEY}"}`,
      `"tokens": {{"agent": "${KEY}"}}`,
      `"tokens": x {"agent": "${KEY}"}`,
      `"tokens": ["agent": "${KEY}"]`,
      `"js-tokens": {"agent": "${KEY}"}`,
      `"my_tokens": {"agent": "⟦${KEY}⟧"}`,
      `"colors": {"agent": "${KEY}"}`,
      `"tokens": {"agent": "⟦${KEY}⟧"}, "secrets": {"agent": "⟦${KEY}⟧"}`,
    );
  });

  it('is any of the first sixteen that tells of no secret', () => {
    const told = [
      'hash',
      'digest',
      'integrity',
      'sha',
      'sha256',
      'checksum',
      'fingerprint',
      'etag',
      'version',
      'resolved',
    ];
    expectFound(
      ...[
        ...told,
        'uid',
        'id',
        'agent_id',
        'agent.id',
        'agent id',
        'agent-id',
        'agentId',
        'userid',
        'ACCOUNTID',
        'requestid',
        'Agent Hash',
        'hash ',
      ].map((name) => `"tokens": {"${name}": "${KEY}"}`),
      ...['hashes', 'android', 'grid', 'ids', 'idx', 'sha2567'].map((name) => `"tokens": {"${name}": "⟦${KEY}⟧"}`),
      `"tokens": {"id": "${KEY}", "agent": "⟦${KEY}⟧",\n "other": "⟦${KEY}⟧"}`,
      `"tokens": {"a": "${'x'.repeat(512)}", "agent": "⟦${KEY}⟧"}`,
      `"tokens": {"a": "${'x'.repeat(513)}", "agent": "${KEY}"}`,
      `"tokens": {"a": 1, "agent": "${KEY}"}`,
      `"tokens": {${'"a": "b", '.repeat(15)}"agent": "⟦${KEY}⟧"}`,
      `"tokens": {${'"a": "b", '.repeat(16)}"agent": "${KEY}"}`,
      `"tokens": {"k${KEY}": "⟦k${KEY}⟧"}`,
      `"tokens": {"a": "b"},${' '.repeat(31)}"agent": "${KEY}"`,
      `"tokens": {"a": "b"},\n"tokens": {"agent": "⟦${KEY}⟧"}`,
    );
  });
});
