import { describe, it } from 'vitest';
import { dataSourceArguments, engineArguments } from '../../../src/sanitize/secrets/engine-arguments.js';
import { expectFoundBy } from '../support/found-by.ts';

describe('the arguments of an engine', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(engineArguments, 'argument-password', lines);

  it('end in a password behind a server, a database, a table and a user', () => {
    expectFound(
      ...['MySQL(', 'PostgreSQL(', 'MongoDB(', 'remote(', 'remoteSecure('].map(
        (engine) => `${engine}'db:3306', 'shop', 'orders', 'jo', '⟦hunter2⟧')`,
      ),
      "remote( 'db:3306','shop','jo', '⟦hunter2 x⟧' , 1)",
      "remote('db{1,2}', 'shop', 'jo', '⟦hunter⟧')",
      "remote('db.lan', 'shop', 'jo', '⟦hunter⟧')",
      "remote( 'db:1', 'shop', 'jo', '⟦hunter⟧')",
      "remote('db:1', 'shop', 'jo', '⟦hunter⟧')",
      "remote('a', 'b', 'c', 'hunter')",
      "remote('a', 'b.c', 'd', 'hunter')",
      "remote('a', 'b', 'c', '⟦hunter2⟧')",
      "remote('a', 'b', 'c', '⟦hunter-x⟧')",
      "remote('a', 'b', 'c', '⟦2hunter⟧')",
      "remote('', '', '', '⟦hunter2⟧')",
      "remote('a', 'b', 'hunter2')",
      "remote('a', 'b', 'c', 'd', 'e', 'hunter2')",
      "remote('a', 'b', 'c', 'hun')",
      "remote('a', 'b', 'c', 'hunter2'",
      "remote('a', 'b', 'c', 'hunter2';)",
      "remote(a, 'b', 'c', 'd', 'hunter2')",
      "remote('a.b', 'b', 'c', '[HIDDEN]')",
      "remote('hunter2', 'b', 'c', '⟦hunter2⟧')",
      "remote('a', 'b', 'c', '⟦remote(2⟧') remote('a', 'b', 'c', '⟦hunter3⟧')",
      "fetch('a', 'b', 'c', 'hunter2')",
    );
  });

  it('of objects are where, the id and the secret', () => {
    expectFound(
      ...['s3(', 's3Cluster(', 'gcs(', 'iceberg('].map(
        (engine) => `${engine}'https://x/*', 'AKIA_x-1', '⟦hunter2x/hunter2x⟧')`,
      ),
      "s3( 'https://x','AKIA', '⟦h+u=n_t-e/r2xhunter⟧', 'CSV')",
      "s3('https://x','AKIA','⟦hunter2xhunter2x⟧')",
      "s3 or remote('a.b', 'b', 'c', '⟦hunter2⟧')",
      "s3('https://x', 'AKI', 'hunter2xhunter2x')",
      "s3('https://x', 'AKI A', 'hunter2xhunter2x')",
      "s3('https://x', 'AKIA', 'hunter2xhunter2')",
      "s3('https://x', 'AKIA', 'huntersxhuntersx')",
      "s3('https://x', 'AKIA', 'hunter2x hunter2x')",
      "s3('https://x', 'AKIA', 'hunter2xhunter2x)",
      "s3(https, 'https://x', 'AKIA', 'hunter2xhunter2x')",
      "s3('https://x', 'hunter2xhunter2x')",
      "s3('a', 'b', 'c', 'd.e', 'hunter2')",
      "remote('https://x', 'AKIA', 'hunter2xhunter2x')",
      "s3('hunter2xhunter2x', 'AKIA', '⟦hunter2xhunter2x⟧')",
    );
  });
});

describe('the arguments behind a data source', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(dataSourceArguments, 'argument-password', lines);

  it('are a user and a password', () => {
    expectFound(
      ...['mysql:host=', 'mysql:dbname=', 'mysql:unix_socket=', 'pgsql:host=', 'pgsql:dbname=', 'sqlsrv:server='].map(
        (source) => `${source}x;dbname=shop, forge, ⟦hunter2⟧`,
      ),
      'dblib:host=x, forge, ⟦hunter2⟧)',
      'oci:dbname=x,forge,⟦hunter2⟧, 1',
      'PDO("mysql:host=x;dbname=shop", "forge", "⟦hunter2⟧")',
      "PDO('mysql:host=x', 'jo.m-1@x', '⟦hunter⟧')",
      'mysql:host=x, forge, hunter',
      'mysql:host=x, forge, HUNTER',
      'mysql:host=x, forge, ⟦hunter-x⟧',
      "mysql:host=x, forge, '⟦hunter⟧'",
      'PDO(mysql:host=x, forge, ⟦hunter⟧)',
      '[mysql:host=x, forge, ⟦hunter⟧, 1]',
      '(  \\"mysql:host=x, forge, ⟦hunter⟧',
      `('mysql:host=x, forge, ⟦hunter⟧`,
      '"mysql:host=x, forge, hunter',
      '(x mysql:host=x, forge, hunter',
      `(${' '.repeat(8)}mysql:host=x, forge, ⟦hunter⟧`,
      `(${' '.repeat(9)}mysql:host=x, forge, hunter`,
      'mysql:host=x, forge, ⟦hunter2⟧ x',
      'mysql:host=x, forge',
      'mysql:host=x y, forge, hunter2',
      'mysql:host=x, for ge, hunter2',
      'mysql:host=x,  forge, hunter2',
      'mysql:host=x, forge, h',
      'mysql:host=x, forge, ⟦hunter2;x⟧',
      `PDO('mysql:host=x', 'jo', 'hunter2")`,
      `PDO('mysql:host=hunter2', 'jo', '⟦hunter2⟧')`,
      'mysql:host=x, forge, ⟦mysql:host=2⟧, jo, hunter2',
    );
  });

  it('may be what stands for a password', () => {
    expectFound(
      ...['null', 'Array', 'Object', '[]', '...', '***', '$pass', '$', 'abcde', 'ab'].map(
        (word) => `PDO('mysql:host=x', 'jo', '${word}')`,
      ),
      ...['nullx1', 'xarray1', '[]x', '....', '$p-w', '*x', '!$pass', 'abcdef', 'xy9'].map(
        (word) => `PDO('mysql:host=x', 'jo', '⟦${word}⟧')`,
      ),
    );
  });
});
