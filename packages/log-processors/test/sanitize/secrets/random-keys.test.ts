import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a key that is random enough to be one', () => {
  it("goes where it is a key's value", () => {
    for (const line of [
      '{"key": "⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧"}',
      "{'key': '⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧'}",
      '{\\"key\\": \\"⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧\\"}',
      'expected key "⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧"',
      "expected key '⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧'",
      'expected key \\"⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧\\"',
      'encrypt = "⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5b/c=⟧"',
      'encrypt="⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧"',
      '"encrypt": "⟦Kd93kfL20xQm7xk29zHy4v==⟧"',
      "'encrypt' : '⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGcKd93kfL20xQ=⟧'",
      '\\"encrypt\\": \\"⟦Kd93kfL20xQm7xk29zHy4v==⟧\\"',
      '"encrypt" as "x": "Kd93kfL20xQm7xk29zHy4v=="',
      '"encrypt": "Kd93kfL20xQm7xk29zH4v=="',
      '"encrypt": "Kd93kfL20xQm7-k29zHy4v=="',
      '"encrypt":"⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGcKd93kfL20xQ=⟧"',
      '"encrypt"/: "Kd93kfL20xQm7xk29zHy4v=="',
      'encrypt = /"Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"',
      'DNS: key tsig "a" "Kd93kfL20xQm7xk29zHy4vWq8sTn5b/c="',
    ])
      expectHidden(line, 'random-key');
  });

  it('stays where it finds or shows something, or is too plain', () => {
    for (const line of [
      'cache key "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"',
      'cache-key "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"',
      'cachekey "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"',
      'cache keykey "⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧"',
      '{"key"$: "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"}',
      '{"key": "ABCDEFGHABCDEF01abcdefghABCDEF0A"}',
      'cache and key "⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧"',
      '{"key": "kd93kfl20xqm7xk29zhy4vwq8stn5bgc"}',
      '{"key": "KD93KFL20XQM7XK29ZHY4VWQ8STN5BGC"}',
      '{"key": "KdxxkfLxxxQmxxkxxzHyxvWqxsTnxbGc"}',
      '{"note": "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"}',
      'note "Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc"',
      '{"key": "aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1"}',
      '{"key": "⟦abcdefghABCDEF01abcdefghABCDEF01⟧"}',
      '{"key": "⟦abcdefghABCDEF01abcdefghABCDEFG1⟧"}',
    ])
      expectHidden(line, 'random-key');
  });

  it('of Ceph goes with the letters that begin it', () => {
    for (const line of [
      'key = ⟦AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==⟧',
      'key: ⟦AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==⟧,',
      '"key":"⟦AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==⟧"',
      '"key": "⟦AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==⟧"',
      'key = AQ: Bx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==',
      'key = AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==x',
      'key = AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v=== x',
      'key = ⟦AQBx7vpgAAAAABAAKd93kfL20xQm7xk29zHy4v==⟧, x',
    ])
      expectHidden(line, 'random-key');
  });

  it('of Kerberos goes where a tool for keytabs prints it', () => {
    for (const line of [
      'keytab entry key 0x⟦8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      'kvno 3 key 0x⟦8F3A1C5B9D7E2F4A6C8B0D1E3F5A7C9B⟧ (aes256)',
      'key 0x⟦8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧ etype 18',
      'key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b of a block',
      'key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b, a block whose place nobody knows any more. See keytab',
      'keytab read by a daemon that then goes on to tell at length of what it did with all of the blocks, and then key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
      'keytab key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9bx',
      'keytab key 0x8f3a1c5b',
      'keytab key 0x: 8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
    ])
      expectHidden(line, 'random-key');
  });

  it('of a link or of a use that is named goes', () => {
    for (const line of [
      'GET /cron.php?cron_key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'GET /cron.php?x=1&run-key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'GET /cron.php?cache_key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'GET /cron.php?cron_key=kdxxkflxxxqmxxkxxzhyxvwqxstnxbgc',
      'hmac key for orders, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'apikey of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'aes256 of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'aes-128 of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'key for api of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'tool uses key for api here, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'GET /cron.php?x=1&run--key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'netrc: machine added for api.tool.example key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'hmac key for orders, key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc!x',
      'aes128 of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'key for the api of ada, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
      'keytab read, key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧&x=1',
      'sort of ada, key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'hmac key for orders, key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc.png',
      'hmac key for orders, key=x/Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'hmac key for orders, key=kdxxkflxxxqmxxkxxzhyxvwqxstnxbgc',
      'hmac key for orders, x.key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'hmac key for orders, which the operator told us to replace last week as it had been in a chat: it is no key=Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc',
      'GET /run?cron_lock and hmac key key=⟦Kd93kfL20xQm7xk29zHy4vWq8sTn5bGc⟧',
    ])
      expectHidden(line, 'random-key');
  });
});
