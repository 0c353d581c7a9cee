import type * as Casl from '@casl/ability';
import { afterAll, describe, expect, it } from 'vitest';
import { CaslSecurityInstrumentation } from '../../src/casl/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { emittedRecords, requireHooked } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';
import { served } from '../support/served.js';

const { events, everything, onEmit } = emittedRecords();
const http = new HttpSecurityInstrumentation();
const casl = new CaslSecurityInstrumentation();
const { defineAbility, ForbiddenError, subject } = requireHooked('@casl/ability') as typeof Casl;
afterAll(() => {
  http.disable();
  casl.disable();
});

const ability = defineAbility((can, cannot) => {
  can('read', 'Invoice');
  cannot('read', 'Invoice', ['margin']);
  can('update', 'Invoice', { owner: 'u-1' });
});
const foreign = subject('Invoice', { id: 'i-7', owner: 'u-2' });
const demand = (action: string, what: Casl.Subject = 'Invoice', field?: string) =>
  ForbiddenError.from(ability).throwUnlessCan(action, what, field);

describe('a denial that CASL throws', () => {
  it('is one event with the action, the type and the identifier of the subject', () => {
    expect(() => demand('update', foreign)).toThrow('Cannot execute "update" on "Invoice"');
    expect(events()).toMatchObject([
      [
        'security.authz.failure',
        {
          'audit.target.type': 'Invoice',
          'audit.target.id': 'i-7',
          'security.permission.required': ['update:Invoice'],
          'security.policy.id': 'casl',
          'security.reason': 'not_permitted',
        },
      ],
    ]);
  });

  it('of a whole type concerns all of its objects, and of a field says which', () => {
    expect(() => demand('delete')).toThrow();
    expect(() => demand('read', 'Invoice', 'margin')).toThrow();
    expect(
      events().map(([, attributes]) => [attributes['audit.target.id'], attributes['security.permission.required']]),
    ).toEqual([
      ['*', ['delete:Invoice']],
      ['*', ['read:Invoice.margin']],
    ]);
  });

  it.each([403, 404])('is told once a request, also when it is answered with %i', async (status) => {
    const call = await served((_request, response) => {
      for (let times = 0; times < 20; times++) {
        try {
          demand('update', foreign);
        } catch {
          response.statusCode = status;
        }
      }
      response.end();
    });
    await call('/invoices/i-7');
    expect(events()).toMatchObject([
      ['security.authz.failure', { 'audit.target.id': 'i-7', 'url.path': '/invoices/i-7' }],
    ]);
  });

  it('is none when the ability allows it', () => {
    demand('read');
    demand('update', subject('Invoice', { id: 'i-8', owner: 'u-1' }));
    expect(events()).toEqual([]);
  });

  it('reaches the application as ever when our part throws', () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    expect(() => demand('delete')).toThrow(ForbiddenError);
  });
});

describe('a question that is answered with no', () => {
  const asking = () =>
    served((_request, response) => {
      response.statusCode = ability.can('update', foreign) ? 200 : 403;
      response.end();
    });

  it('is no denial: buttons are left out that way', () => {
    expect(ability.can('delete', 'Invoice')).toBe(false);
    expect(ForbiddenError.from(ability).unlessCan('delete', 'Invoice')).toBeInstanceOf(ForbiddenError);
    expect(events()).toEqual([]);
  });

  it('does not explain a 403 by default', async () => {
    await (await asking())('/');
    expect(events()).toMatchObject([['security.authz.failure', { 'security.reason': 'forbidden' }]]);
  });

  it('explains the 403 of its request where the application says so', async () => {
    casl.setConfig({ checks: true });
    await (await asking())('/');
    casl.setConfig({});
    expect(events()).toMatchObject([
      ['security.authz.failure', { 'security.permission.required': ['update:Invoice'], 'audit.target.id': 'i-7' }],
    ]);
  });
});

describe('a hostile subject', () => {
  it.each([
    [
      'a getter that throws',
      subject('Invoice', {
        get id() {
          throw new Error('no');
        },
      }),
    ],
    ['an enormous identifier', subject('Invoice', { id: 'x'.repeat(1_000_000) })],
    [
      'a cycle',
      subject(
        'Invoice',
        (() => {
          const loop: Record<string, unknown> = {};
          loop['id'] = loop;
          return loop;
        })(),
      ),
    ],
  ])('ends in a bounded event: %s', (_, hostile) => {
    expect(() => demand('delete', hostile as Casl.Subject)).toThrow(ForbiddenError);
    expect(JSON.stringify(events()).length).toBeLessThan(2_000);
    expect(events()).toHaveLength(1);
  });
});

describe.each(LOADING_WAYS)('CASL loaded as %s', (format) => {
  it('is watched', () => {
    const load = format.startsWith('module')
      ? "import { defineAbility, ForbiddenError } from '@casl/ability';"
      : "const { defineAbility, ForbiddenError } = require('@casl/ability');";
    const program = `${load}
      try { ForbiddenError.from(defineAbility(() => {})).throwUnlessCan('read', 'Invoice'); } catch (error) { console.log(error.message); }`;
    const { records, printed } = runProgram(format, program, ['casl']);
    expect(records).toMatchObject([{ eventName: 'security.authz.failure' }]);
    expect(printed).toBe('Cannot execute "read" on "Invoice"');
  });
});

producesWhatItSays('casl', everything);
