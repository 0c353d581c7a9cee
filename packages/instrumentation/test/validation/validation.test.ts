import 'reflect-metadata';
import { Ajv } from 'ajv';
import { Type } from 'class-transformer';
import { IsEmail, IsIn, ValidateNested, validate, validateOrReject } from 'class-validator';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AjvSecurityInstrumentation } from '../../src/ajv/index.js';
import { ClassValidatorSecurityInstrumentation } from '../../src/class-validator/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { readError } from '../../src/request/error-readers.js';
import { reportValidation, ZodSecurityInstrumentation } from '../../src/zod/index.js';
import { emittedRecords } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';
import { served } from '../support/served.js';

const { events, everything, records } = emittedRecords();
const instrumentations = [
  new HttpSecurityInstrumentation(),
  new ZodSecurityInstrumentation(),
  new AjvSecurityInstrumentation(),
  new ClassValidatorSecurityInstrumentation(),
];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const SECRET = 'hunter2-hunter2';
const INPUT = { email: SECRET, items: [{ price: SECRET }, { price: SECRET }], role: SECRET };

const Order = z.strictObject({
  email: z.email(),
  items: z.array(z.object({ price: z.number() })),
  role: z.enum(['buyer', 'seller']).optional(),
});

const ajv = new Ajv({ allErrors: true });
const validOrder = ajv.compile({
  type: 'object',
  properties: {
    email: { type: 'string', maxLength: 3 },
    items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } },
    role: { enum: ['buyer', 'seller'] },
  },
});

class Item {
  price!: number;
}
IsEmail()(Item.prototype, 'price');
class OrderClass {
  email!: string;
  items!: Item[];
  role!: string;
}
IsEmail()(OrderClass.prototype, 'email');
ValidateNested({ each: true })(OrderClass.prototype, 'items');
Type(() => Item)(OrderClass.prototype, 'items');
IsIn(['buyer', 'seller'])(OrderClass.prototype, 'role');
const order = (input: Partial<typeof INPUT>) =>
  Object.assign(new OrderClass(), {
    email: 'a@example.com',
    role: 'buyer',
    ...input,
    items: (input.items ?? []).map((item) => Object.assign(new Item(), item)),
  });

describe.each([
  ['zod', () => Order.parse(INPUT), 'invalid_format,invalid_type,invalid_value'],
  [
    'ajv',
    () => {
      if (!validOrder(INPUT)) throw new Ajv.ValidationError(validOrder.errors ?? []);
    },
    'maxLength,type,enum',
  ],
  ['class-validator', () => validateOrReject(order(INPUT)), 'isEmail,isIn'],
])('an error of %s', (_, validateInput, rule) => {
  it('that reaches the framework is an event with names of fields and rules, and no value', async () => {
    const finding = await Promise.resolve()
      .then(validateInput)
      .catch((error: unknown) => readError(error));
    expect(finding).toEqual({
      concern: 'validation',
      fields: expect.arrayContaining(['email', 'items.*.price', 'role']),
      rule,
      kind: 'discrete',
      errorType: expect.any(String),
    });
    expect(JSON.stringify(finding)).not.toContain(SECRET);
  });

  it('wrapped in another error is found as its cause', async () => {
    const finding = await Promise.resolve()
      .then(validateInput)
      .catch((cause: unknown) => readError(new Error('Bad request', { cause })));
    expect(finding).toMatchObject({ concern: 'validation' });
  });
});

/** Nobody catches the error, so that the answer is a 500. */
describe.each([
  ['express', "express(); app.get('/', uncaught); const listen = (then) => app.listen(0, '127.0.0.1', then);"],
  [
    'fastify',
    "express(); app.get('/', uncaught); const listen = (then) => app.listen({ port: 0 }, () => setTimeout(then, 1));",
  ],
])('an error of a validator that surfaces in %s', (framework, application) => {
  it('is refused input and no crash, which anybody could raise', () => {
    const program = `
      const { z } = require('zod');
      const express = require('${framework}');
      process.env.NODE_ENV = 'production';
      console.error = () => {};
      const uncaught = () => { z.object({ page: z.number() }).parse({ page: 'x' }); };
      const app = ${application}
      const server = listen(async () => {
        const { port } = (app.server ?? server).address();
        console.log((await fetch('http://localhost:' + port)).status);
        (app.server ?? server).closeAllConnections();
        (app.server ?? server).close();
      });`;
    const { records: found, printed } = runProgram('commonjs', program, [framework, 'zod']);
    expect(printed).toBe('500');
    expect(found).toMatchObject([
      {
        eventName: 'security.input.validation.failure',
        attributes: { 'security.validation.fields': ['page'], 'http.response.status_code': 500 },
      },
    ]);
    expect(found).toHaveLength(1);
  });
});

describe('an application that answers by itself', () => {
  it.each([
    ['a failed safeParse', () => Order.safeParse({ ...INPUT, role: 'buyer' })],
    ['an error of zod', () => Order.safeParse({ ...INPUT, role: 'buyer' }).error],
    [
      'a function of ajv',
      () => {
        validOrder({ ...INPUT, role: 'buyer' });
        return validOrder;
      },
    ],
    [
      'a list of ajv',
      () => {
        validOrder({ ...INPUT, role: 'buyer' });
        return validOrder.errors;
      },
    ],
    ['a list of class-validator', () => validate(order({ ...INPUT, role: 'buyer' }))],
  ])('reports %s in one line, and gets it back', async (_, failing) => {
    const failure = await failing();
    expect(reportValidation(failure)).toBe(failure);
    expect(events()).toMatchObject([
      [
        'security.input.validation.failure',
        { 'security.validation.fields': expect.arrayContaining(['email', 'items.*.price']) },
      ],
    ]);
    expect(JSON.stringify(records())).not.toContain(SECRET);
  });

  it('reports a value outside a closed list as what no honest form sends', () => {
    reportValidation(Order.safeParse({ email: 'a@example.com', items: [], role: SECRET }));
    expect(events()).toMatchObject([
      ['security.input.validation.discrete_failure', { 'security.validation.fields': ['role'] }],
    ]);
  });

  it('reports nothing for a success, and once a request', async () => {
    const call = await served((_request, response) => {
      reportValidation(Order.safeParse({ email: 'a@example.com', items: [] }));
      for (let times = 0; times < 5; times++) reportValidation(Order.safeParse({}));
      response.end();
    });
    await call('/orders');
    expect(events()).toHaveLength(1);
  });

  it.each([undefined, null, 7, 'text', [], {}, new Error('x'), [1, 2], { errors: [] }, { issues: [] }])(
    'is not hurt by what is no failure: %s',
    (nothing) => {
      expect(reportValidation(nothing)).toBe(nothing);
      expect(events()).toEqual([]);
    },
  );
});

describe('hostile input', () => {
  it('with a hundred thousand unknown keys gives a bounded list without the sender’s own texts', () => {
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`<script>${index}\n`, 1]));
    reportValidation(Order.safeParse({ ...keys, [`${'k'.repeat(10_000)}`]: 1 }));
    const text = JSON.stringify(events());
    expect(text.length).toBeLessThan(2_000);
    expect(text).not.toContain('script');
  });

  it('with complaints without end is bounded', () => {
    const issues = Array.from({ length: 50_000 }, (_, index) => ({
      code: `c${index}`,
      path: [`field${index}`, ...'deep'.repeat(50)],
    }));
    reportValidation({ issues });
    expect(JSON.stringify(events()).length).toBeLessThan(20_000);
    expect(events()).toHaveLength(1);
  });

  it('that is a proxy or a cycle is no failure, and throws nothing', () => {
    const cause: { cause?: unknown } = {};
    cause.cause = cause;
    const children: unknown[] = [];
    children.push({ property: 'a', children, constraints: {} });
    const refusing = new Proxy([], {
      get: () => {
        throw new Error('no');
      },
    });
    for (const hostile of [cause, children, refusing, { issues: refusing }, { errors: refusing }]) {
      expect(() => reportValidation(hostile)).not.toThrow();
    }
  });
});

describe.each(LOADING_WAYS)('validators loaded as %s', (format) => {
  it('are watched without being touched', () => {
    const load = format.startsWith('module')
      ? "import { z } from 'zod'; import express from 'express';"
      : "const { z } = require('zod'); const express = require('express');";
    const program = `${load}
      const app = express();
      app.get('/', () => { z.object({ page: z.number() }).parse({ page: 'x' }); });
      app.use((error, request, response, next) => response.status(400).end());
      const server = app.listen(0, '127.0.0.1', async () => {
        console.log((await fetch('http://127.0.0.1:' + server.address().port)).status);
        server.closeAllConnections();
        server.close();
      });`;
    const { records: found, printed } = runProgram(format, program, ['express', 'zod']);
    expect(printed).toBe('400');
    expect(found).toMatchObject([
      {
        eventName: 'security.input.validation.failure',
        attributes: { 'security.validation.fields': ['page'], 'http.response.status_code': 400 },
      },
    ]);
  });
});

producesWhatItSays('zod', everything);
producesWhatItSays('ajv', everything);
producesWhatItSays('class-validator', everything);
