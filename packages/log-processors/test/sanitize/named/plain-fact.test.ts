import { describe, expect, it } from 'vitest';
import { isObjectName, isPlainFact } from '../../../src/sanitize/named/plain-fact.js';

const wrong = (values: readonly string[], is: (value: string) => boolean) => values.filter((value) => !is(value));

describe('a plain fact', () => {
  it('is a type or an algorithm', () => {
    const facts = ['sha256', 'sha_512', 'md5', 'crypt-10', 'bcrypt10', 'aes-256-gcm', 'rsawithsha-256', 'utf 8', 'k8']
      .concat(['char10', 'varchar255', 'nvarchar10', 'int64', 'uint8', 'byte16', 'bytes32', 'bit1', 'bits8', 'v2'])
      .concat(['varchar(255)', 'decimal(10,2)', 'decimal(10, 12)']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is no random value that only begins like one', () => {
    const values = ['x7Avy3zSZjE8Ls', 'k8Rt5vbN2q', 'rs2Ab4cd5E'];
    expect(values.filter(isPlainFact)).toEqual([]);
    expect(wrong(['x7Avy3zSZ', 'sha256with1RSA', 'x7avy3zszje8ls', 'X7AVY3ZSZJ'], isPlainFact)).toEqual([]);
  });

  it('is a time, a size or a version', () => {
    const facts = ['2026-11', '2026-11-29', '2026-11-29T10:00:00Z', '2026-11_a', '12:30', '9:05:01', '250ms', '1h30m']
      .concat(['1.25s', '10kb', '1.5 GiB', '1,024 MB', '99%', '20kb/s', '5b', '3m', '12k'])
      .concat(['1.2', 'v1.2.3', '10.20.30', '1.22.3.44', '1.2.3-rc.1', '1.2.3+build7']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is a file or a constant', () => {
    const facts = [
      '/etc/x',
      '~/x',
      './x',
      '../x',
      String.raw`c:\x`,
      'https://x.example',
      'main.go:12',
      'main.go:12:7',
    ].concat(['app.conf', 'a/b-c.yml', 'a_b.yaml', 'MAX_LENGTH', 'A_B_C9']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is nothing that only holds one', () => {
    const others = ['xsha256', 'sha256!', '9varchar(255)', 'varchar(255)x', 'f(x)', 'decimal(10,x)', 'z2026-11-29']
      .concat(['2026-11-29x', '202-11-29', '2026-xx-29', 'x12:30', 'xx:30', '12:x0', 'z250ms', '250ms!', 'hunter2'])
      .concat(['z10kb', '10kbx', 'x1.2.3', '1.2.3!', 'ab/cd', String.raw`xc:\y`, 'main.go:12x', 'a!b.conf'])
      .concat(['app.confx', 'MAXLENGTH', 'xMAX_LENGTH', 'MAX_LENGTHx', 'mAX_B', '9_A', 'A_b']);
    expect(wrong(others, (value) => !isPlainFact(value))).toEqual([]);
  });
});

describe('the name of an object', () => {
  it('is of small words and what joins them', () => {
    expect(wrong(['db-credentials-2', 'shop/app-tls-x7k2p', 'app.kubernetes.io/name'], isObjectName)).toEqual([]);
    expect(wrong(['db', 'Db-credentials', 'db-credentials!', '2-db', 'db-'], (name) => !isObjectName(name))).toEqual(
      [],
    );
  });
});
