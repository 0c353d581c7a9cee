import { describe, it } from 'vitest';
import { argumentCredentials, listedCredentials } from '../../../src/sanitize/secrets/argument-credentials.js';
import { expectFoundBy } from '../support/found-by.ts';

describe('the second argument of a function that logs in', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(argumentCredentials, 'argument-password', lines);

  it('is found by the name of the function', () => {
    expectFound(
      ...['auth=(', 'auth = (', 'HTTPBasicAuth(', 'smtp.login(', 'signIn(', 'sign_in(', 'authenticate('].map(
        (call) => `${call}"jo", "⟦hunter2⟧")`,
      ),
      ...['auth: (', 'auth:(', "{'auth': (", 'credentials=(', 'creds=(', 'PlainTextAuthProvider('].map(
        (call) => `${call}"jo", "⟦hunter2⟧")`,
      ),
      ...['Authenticator(', 'db.auth(', 'oci_connect(', 'oci_pconnect(', 'oracledb.connect(', 'oracle.connect('].map(
        (call) => `${call}"jo", "⟦hunter2⟧")`,
      ),
      "EXEC sp_addlogin 'jo','⟦hunter2⟧'",
      "login('jo', '⟦hunter2 x⟧', true)",
      'login("", "⟦hunter2⟧")',
      `login("${'j'.repeat(64)}", "⟦hunter2⟧")`,
      `login("${'j'.repeat(65)}", "hunter2")`,
      'login(user, "hunter2")',
      'login("jo"; "hunter2")',
      'login( "jo", "hunter2")',
      'login("jo",  "hunter2")',
      'login("jo", "")',
      'login("jo", "⟦login(⟧", "hunter2")',
    );
  });

  it('may stand without quotation marks if it is mixed', () => {
    expectFound(
      'login(jo.m@x-y, ⟦hunter2⟧)',
      'login(jo,⟦2hunter⟧)',
      'login(jo, ⟦12hunter⟧)',
      'login(jo, hunters)',
      'login(jo, 2026111)',
      'login(jo, hunt2)',
      'login(jo, hunter2, true)',
      'login(jo, ⟦hunter2⟧)',
      'login(jo m, hunter2)',
    );
  });

  it('is no word behind a colon', () => {
    expectFound(
      "auth: ('basic', 'digest')",
      "auth: ('basic', 'digest-md_five')",
      "auth: ('jo', '⟦Digest⟧')",
      "auth: ('jo', '⟦digest5⟧')",
      "auth: ('jo', '⟦5digest⟧')",
      "auth: ('jo', '⟦digest-⟧')",
      "auth=('jo', '⟦digest⟧')",
      "note: auth=('jo', '⟦digest⟧')",
    );
  });
});

describe('the third argument of a function that connects', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(argumentCredentials, 'argument-password', lines);

  it('is found by the name of the function', () => {
    expectFound(
      ...['mysql_connect(', 'mysql_pconnect(', 'mysqli_connect(', 'mysqli_real_connect(', 'new mysqli('].map(
        (call) => `${call}$host, "jo", "⟦hunter2⟧")`,
      ),
      ...[
        'Mysql.connect(',
        'mariadb_connect(',
        'mssql_pconnect(',
        'db2_connect(',
        'odbc_connect(',
        'sybase_connect(',
      ].map((call) => `${call}$host, "jo", "⟦hunter2⟧")`),
      ...['sqlsrv_connect(', 'maxdb_connect(', 'ingres_pconnect(', 'MysqlClient::connect(', 'Mysql->connect('].map(
        (call) => `${call}$host, "jo", "⟦hunter2⟧")`,
      ),
      ...['PDO->__construct(', 'new PDO(', 'ftp_login(', 'imap_open(', 'auth_password(', 'ldap_bind('].map(
        (call) => `${call}$conn, "jo", "⟦hunter2⟧")`,
      ),
      'DriverManager.getConnection(url, user, "⟦hunter2⟧")',
      'mysql_unconnect($host, "jo", "hunter2")',
      'reconnect($host, "jo", "hunter2")',
      'pg_connect($host, "jo", "hunter2")',
      'ftp_login2($conn, "jo", "hunter2")',
      'getConnection(url, user, "hunter2")',
    );
  });

  it('stands behind two texts, variables, members or handles', () => {
    expectFound(
      `ldap_bind("a b", 'c', "⟦hunter2⟧")`,
      "ldap_bind($ldap, 'jo','⟦hunter2 x⟧')",
      "ldap_bind($this->link[0], $cfg.user-1, '⟦hunter2⟧')",
      "ldap_bind(Resource id #3, 'jo', '⟦hunter2⟧')",
      "ldap_bind(resource id #123456, 'jo', '⟦hunter2⟧')",
      "ldap_bind(resource(3), 'jo', '⟦hunter2⟧')",
      "ldap_bind(Resource(123456), '', '⟦hunter2⟧')",
      "ldap_bind(Object(LDAP\\Connection), 'dc=x', 'jo', '⟦hunter2⟧')",
      "ldap_bind(object(PDO),'dc=x', 'jo', '⟦hunter2⟧')",
      "ldap_bind(Object(PDO), Object(PDO), 'jo', 'hunter2')",
      "ldap_bind(Resource id #x, 'jo', 'hunter2')",
      "ldap_bind('jo', 'hunter2')",
      "ldap_bind((x), 'jo', 'hunter2')",
      'ldap_bind($a, $b, hunter2)',
    );
  });

  it('is mixed if the function only says that it connects', () => {
    expectFound(
      'connect("db.lan:3306/x=1", "jo", "⟦hunter2⟧")',
      "Client.connect('db.lan', 'jo.m@x', '⟦hunt!er⟧')",
      "Client.getConnection('db.lan','jo','⟦2hunter⟧')",
      "getConnection('db.lan', 'jo', '⟦hunter2⟧')",
      "connect('db.lan', 'jo', 'hunters')",
      "connect('db.lan', 'jo', '2026111')",
      "connect('db.lan', 'jo', 'hunt2')",
      "connect('db.lan', 'jo', 'charset=utf8')",
      "connect('db.lan', 'jo', '⟦8harset=utf⟧')",
      "connect('db lan', 'jo', 'hunter2')",
      "connect('db.lan', 'jo m', 'hunter2')",
      "connect('db.lan', 'jo', 'hunter2",
      "connect(db, 'jo', 'hunter2')",
      "connect(x, 'db.lan', 'jo', 'hunter2')",
      "connect('db.lan', 'jo', '⟦2026!ab⟧')",
    );
  });
});

describe('the argument of a call that authenticates or encrypts', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(argumentCredentials, 'argument-password', lines);

  it('is the last of a list, or the key', () => {
    expectFound(
      "redis.auth([ 'default', '⟦hunter2⟧' ])",
      "redis.auth(['⟦hunter2⟧'])",
      'redis auth(["jo-1@x","⟦hunter2⟧"])',
      "redis.auth(['a b', 'hunter2'])",
      "redis.auth(['a', 'b', 'hunter2'])",
      "redis.auth('a', 'hunter2')",
      "redis.auth(x['hunter2'])",
      "reauth(['default', 'hunter2'])",
      "re.db.auth('jo', '⟦hunter2⟧')",
      "xdb.auth(['jo', '⟦hunter2⟧'])",
      "pgp_sym_encrypt(card, '⟦hunter2⟧')",
      'aes_decrypt(card,"⟦hunter2 x⟧")',
      "pgp_sym_encrypt('card', 'hunter2')",
      "pgp_sym_encrypt(f(x), 'hunter2')",
      "pgp_sym_encrypt((card, 'hunter2'))",
      "pgp_sym_encrypt(card,  'hunter2')",
      "pgp_sym_encrypt(, 'hunter2')",
      "pgp_sym_encrypt(card, '')",
    );
  });
});

describe('the second item of a list of credentials', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(listedCredentials, 'argument-password', lines);

  it('is found if it is no word', () => {
    expectFound(
      '{"auth": ["jo", "⟦hunter2x⟧"]}',
      "{'auth': ['jo', '⟦hunter2x⟧']}",
      '{\\"auth\\":[\\"jo\\",\\"⟦hunter2x⟧\\"]}',
      "auth=['jo','⟦2xhunter⟧']",
      "auth:\t[ 'jo.m-1@x…','⟦hunter2x⟧' ]",
      "auth=['hunter2x', '⟦hunter2x⟧']",
      "auth= ['jo', 'hunter2']",
      "auth=['jo', '⟦12345678ab⟧']",
      "auth=['jo', 'hunter x2']",
      "auth=['jo', 'huntersx']",
      "auth=['jo', '20261123']",
      "auth=['jo', 'sha256-x7']",
      "auth=['jo', 'shop-tls-2']",
      "auth=['jo', 'hunter2x', 'x']",
      "auth=['a b', 'hunter2x']",
      "auth= x ['jo', 'hunter2x']",
      "auth=['jo', 'auth=['a1b2']",
    );
  });
});
