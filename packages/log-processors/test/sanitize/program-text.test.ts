import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();
const clean = (text: string): string => sanitizer.sanitizeText(text);

describe('what takes a secret from elsewhere holds none', () => {
  it.each([
    'WHERE password = :password',
    'WHERE password = @pass_hash',
    'password: req.body.password',
    'const token = process.env.TOKEN',
    'password = this.state.password',
    'token = config.auth.token',
    'secret = os.environ[',
    'password=$(cat',
    'Authorization: Bearer <token>',
    'Authorization: Bearer {{ token }}',
    'Authorization: Bearer ***',
    'Authorization: Bearer ...',
    'Authorization: Bearer %s',
    'token = vault.read(path)',
    'password = getpass.getpass()',
    'if (password === hash)',
    'password: str',
    'password: Optional[str]',
    'token: SecretStr',
    'password: string | undefined',
    'password: string|undefined',
    'token: Union[str, bytes]',
    'token: List<int64>',
    'token: string?',
  ])('%s', (text) => {
    expect(clean(text)).toBe(text);
  });
});

describe('what looks a little like a program and is a secret', () => {
  it.each([
    ['password = "req.body.password1x"', 'req.body.password1x'],
    ['password=vault7read(', 'vault7read('],
    ['password: "getpass.getpass()"', 'getpass.getpass()'],
    ['if (password === "hunter2hash")', 'hunter2hash'],
    ['password=string9', 'string9'],
    ['{"password":"int<9xQ!zz7p"}', '9xQ!zz7p'],
    ['{"password":"str[9xQ!zz7p"}', '9xQ!zz7p'],
    ['password: string?9xQz', '9xQz'],
    ['Authorization: Bearer sk9tokenZk3vQ9xT', 'sk9tokenZk3vQ9xT'],
    [`password=process.env.${'x9'.repeat(60)}`, 'x9x9'],
  ])('%s is hidden', (text, secret) => {
    expect(clean(text)).not.toContain(secret);
  });
});

describe('a name that is a value itself', () => {
  it.each([
    ['{"value":"Zk3vQ9xT","path":"password"}', 'Zk3vQ9xT'],
    ['{"path":"password","value":"Zk3vQ9xT"}', 'Zk3vQ9xT'],
    ['{"a":{"b":1},"key":"api_key","val":"Zk3vQ9xT"}', 'Zk3vQ9xT'],
    ['<input type="password" value="Zk3vQ9xT">', 'Zk3vQ9xT'],
    ["{'name': 'password', 'value': 'Zk3vQ9xT'}", 'Zk3vQ9xT'],
    ['{name: "password", content: "Zk3vQ9xT"}', 'Zk3vQ9xT'],
    ['{"header":"authorization","data":"Zk3vQ9xT"}', 'Zk3vQ9xT'],
    ['{"field":"password","originalValue":"Zk3vQ9xT"}', 'Zk3vQ9xT'],
  ])('%s hides what another member of its object holds', (text, secret) => {
    expect(clean(text)).not.toContain(secret);
  });

  it.each([
    '{"value":"Zk3vQ9xT"},{"path":"password"}',
    '{"path":"password"},{"value":"Zk3vQ9xT"}',
    '{"value":"Zk3vQ9xT","path":"username"}',
    '<b value="Zk3vQ9xT"></b><input type="password">',
  ])('%s hides nothing of another object', (text) => {
    expect(clean(text)).toContain('Zk3vQ9xT');
  });
});

describe('a line of a configuration', () => {
  it.each([
    'requirepass Zk3vQ9xT',
    'masterauth Zk3vQ9xT',
    '//registry.npmjs.org/:_authToken=Zk3vQ9xT',
    '//registry.npmjs.org/:_password=Zk3vQ9xT',
    'machine example.com login ada password Zk3vQ9xT',
    'enable secret Zk3vQ9xT',
    'enable password Zk3vQ9xT',
    'username ada privilege 15 password Zk3vQ9xT',
    'username ada secret Zk3vQ9xT',
  ])('%s hides its secret', (line) => {
    expect(clean(line)).not.toContain('Zk3vQ9xT');
    expect(clean(`before\n${line}\nafter`)).toMatch(/^before\n?[\s\S]*after$/);
  });
});

describe('a value that a program makes', () => {
  it.each([
    "password = await vault.read('db')",
    'password = await bcrypt.hash(plain, 10)',
    'password = new vault.Client(conf)',
    '$password = $this->password;',
    'token = $this->getToken()',
  ])('%s is none', (line) => {
    expect(clean(line)).toBe(line);
  });

  it.each(['password = new hunter2', 'password=$ab->9xQ', 'password=$this-hunter2', 'password = await9xQ'])(
    '%s is one all the same',
    (line) => {
      expect(clean(line)).toContain('[REDACTED:named-secret]');
    },
  );
});

describe('a bare value that goes on behind a sign', () => {
  it.each([
    ['password=any|9xQ7k', 'password=[REDACTED:named-secret]'],
    ['password=hunter2|9xQ7k rest', 'password=[REDACTED:named-secret] rest'],
    ['login?password=ab&cd9x', 'login?password=[REDACTED:named-secret]'],
    ['password=ab;cd9x|ef9x', 'password=[REDACTED:named-secret]'],
    ['otp=482913&3xQ', 'otp=[REDACTED:named-secret]'],
  ])('%s hides all of it', (line, hidden) => {
    expect(clean(line)).toBe(hidden);
  });

  it.each([
    ['?password=hunter2&page2=1', '?password=[REDACTED:named-secret]&page2=1'],
    ['user=jo|token=hunter2x|req-17|ok', 'user=jo|token=[REDACTED:named-secret]|req-17|ok'],
    ['PASSWORD=hunter2&&node2 run', 'PASSWORD=[REDACTED:named-secret]&&node2 run'],
    ['PASSWORD=hunter2|grep', 'PASSWORD=[REDACTED:named-secret]|grep'],
    ['token=***|req-17', 'token=***|req-17'],
    ['password: string|int64', 'password: string|int64'],
    ['The password to use.', 'The password to use.'],
  ])('%s hides no other field', (line, hidden) => {
    expect(clean(line)).toBe(hidden);
  });
});

describe('a phrase that somebody chose', () => {
  it.each([
    'the long winding road',
    'this is my long password',
    'a short string of letters',
    'your valid horse battery',
    'the sea is too long 9x',
  ])('is no message of a validator: %s', (phrase) => {
    expect(clean(`{"password":"${phrase}"}`)).not.toContain(phrase);
    expect(createSanitizer().sanitizeValue('password', phrase)).toBe('[REDACTED:secret-key]');
  });

  it.each([
    'This field is required.',
    'must be at least 8 characters',
    'is too short',
    'can’t be blank',
    'The password must contain at least one letter.',
    'This password is too common.',
    'Your password can’t be entirely numeric.',
    'does not match the confirmation',
    'Enter a valid password.',
    'Ensure this field has at least 8 characters.',
  ])('is not what a validator says: %s', (message) => {
    expect(createSanitizer().sanitizeValue('password', message)).toBe(message);
  });
});

describe('a setting that refers to a secret of a cluster', () => {
  it.each([
    'existingSecret: db-credentials-2',
    'imagePullSecrets: [regcred-7x2]',
    'secretRef: shop/app-tls-x7k2p',
    'tlsSecret: shop-tls-7x2',
  ])('names an object: %s', (line) => {
    expect(clean(line)).toBe(line);
  });

  it.each(['tls_secret=S3cr3t!pass9', 'existingSecret: ABcd9fQ2kLm4Zx8Pq1Rt'])('holds one all the same: %s', (line) => {
    expect(clean(line)).toContain('[REDACTED:named-secret]');
  });
});
