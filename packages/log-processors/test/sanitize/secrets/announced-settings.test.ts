import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { announcedProperties, setVariables } from '../../../src/sanitize/secrets/announced-settings.js';
import { expectFoundBy } from '../support/found-by.ts';

const names = new FieldNames();

describe('the value of a property that a program announces', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(announcedProperties(names), 'named-secret', lines);

  it('is found behind the name of a secret', () => {
    expectFound(
      "Adding SQLPASSWORD property. Its value is '⟦hunter2⟧'.",
      "Modifying SQLPASSWORD property. Its current value is '⟦old⟧'. Its new value: '⟦hunter2⟧'.",
      "Modifying SQLPASSWORD property. Its current value is ''. Its new value is '⟦hunter2⟧'.",
      "SQLPASSWORD property. Its current value is '⟦hunter2⟧'.",
      'the _sql.pass-word variable its value is "⟦hunter2⟧"',
      'DB_PASSWORD parameter Its value is "⟦hunter2⟧"',
      'DB_PASSWORD parameterIts value is "⟦hunter2⟧"',
      "Adding SQLUSER property. Its value is 'hunter2'.",
      "Adding SQLPASSWORD feature. Its value is 'hunter2'.",
      "Adding SQLPASSWORD property, Its value is 'hunter2'.",
      "Adding SQLPASSWORD property. It is old. Its value is 'hunter2'.",
      "Adding SQLPASSWORD property. Its current value is '⟦old⟧' now. Its new value: 'hunter2'.",
      `Adding SQLPASSWORD property. Its current value is '⟦${'x7'.repeat(64)}⟧'. Its new value: '⟦hunter2⟧'.`,
      `Adding SQLPASSWORD property. Its current value is '⟦${'x7'.repeat(64)}x⟧'. Its new value: 'hunter2'.`,
      "Adding SQLPASSWORD  property. Its value is 'hunter2'.",
    );
  });

  it('ends at the quotation mark that ends it', () => {
    expectFound(
      `PASSWORD property. Its value is '⟦a"b'c⟧'.`,
      "PASSWORD property. Its value is '⟦hunter2⟧' and more",
      "PASSWORD property. Its value is '⟦hunter2⟧';",
      "PASSWORD property. Its value is '⟦hunter2⟧'",
      "PASSWORD property. Its value is '⟦hunter2⟧\\'",
      "PASSWORD property. Its value is '⟦hunt⟧\ner2'",
      "PASSWORD property. Its value is ''.",
      "PASSWORD property. Its value is '***'.",
      `PASSWORD property. Its value is '⟦${'ab'.repeat(128)}⟧cd'`,
      "PASSWORD property. Its value is '⟦hunter2⟧'. TOKEN property. Its value is '⟦w8Ruy3zQ⟧'.",
      "PASSWORD property. Its value is '⟦hunter2 PIN property. Its value is 'w8Ruy3zQ⟧'.",
    );
  });
});

describe('a variable that a job sets', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(setVariables(names), 'command-line-password', lines);

  it('is found if its name or its option says that it is a secret', () => {
    expectFound(
      '##vso[task.setvariable variable=SQL_PASSWORD]⟦hunter2⟧',
      '##vso[task.setvariable variable=SQL_PASSWORD;isOutput=true]⟦hunter2⟧',
      '##vso[task.setvariable variable=X.y-1;isOutput=true;issecret=true]⟦hunter2 x⟧\nnext',
      '##vso[task.setvariable variable=X;IsSecret=TRUE]⟦hunter2⟧',
      '##vso[task.setvariable variable=X;issecret=false]hunter2',
      '##vso[task.setvariable variable=SQL_USER]hunter2',
      '##vso[task.setvariable variable=SQL_PASSWORD hunter2',
      '##vso[task.setvariable variable= SQL_PASSWORD]hunter2',
      '::set-output name=token::⟦w8Ruy3zQ⟧',
      '::set-env name=token::⟦w8Ruy3zQ⟧',
      '::save-state name=token::⟦w8Ruy3zQ⟧',
      '::set-output name=region::w8Ruy3zQ',
      `::set-output name=token::\${{ x }}`,
      '::set-output name=token::$(cat a1b2)',
      '::set-output name=token::⟦w8Ruy3zQ$(x)⟧',
      '::set-env name=password::***',
      `::set-env name=password::\${{ secrets.DB }}`,
      '::set-env name=password::$(cat db)',
      '::set-env name=password::⟦$cat-db⟧',
      '::set-output name=token::\n',
    );
  });

  it('ends with its line or its quotation mark', () => {
    expectFound(
      '::set-output name=token::⟦w8Ruy3zQ⟧\r\nnext',
      '::set-output name=token::⟦w8Ruy3zQ⟧\\nnext',
      '::set-output name=token::⟦w8Ruy3zQ⟧\\rnext',
      'run "::set-output name=token::⟦w8Ruy3zQ⟧"',
      "run '::set-output name=token::⟦w8Ruy3zQ⟧', then",
      'run ("::set-output name=token::⟦w8Ruy3zQ⟧")',
      'run "::set-output name=token::⟦w8R"uy3zQ⟧"; x',
      '::set-output name=password::⟦w8Ruy3zQ::set-env name=password::x1⟧',
    );
  });
});
