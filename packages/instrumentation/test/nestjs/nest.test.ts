import 'reflect-metadata';
import { createRequire } from 'node:module';
import type { CanActivate, ExceptionFilter, INestApplication, Type } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ExpressSecurityInstrumentation } from '../../src/express/index.js';
import { FastifySecurityInstrumentation } from '../../src/fastify/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { NestSecurityInstrumentation } from '../../src/nestjs/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';

const { events, warnings, everything } = recordEvents();
const instrumentations = [
  new HttpSecurityInstrumentation(),
  new ExpressSecurityInstrumentation(),
  new FastifySecurityInstrumentation(),
  new NestSecurityInstrumentation(),
];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

// After the instrumentations, as a preload would have it.
const require = createRequire(import.meta.url);
const nest: typeof import('@nestjs/common') = require('@nestjs/common');
const { NestFactory }: typeof import('@nestjs/core') = require('@nestjs/core');
const { FastifyAdapter }: typeof import('@nestjs/platform-fastify') = require('@nestjs/platform-fastify');
const { ExpressAdapter }: typeof import('@nestjs/platform-express') = require('@nestjs/platform-express');
const validator: typeof import('class-validator') = require('class-validator');

const applications: INestApplication[] = [];
afterEach(async () => {
  await Promise.all(applications.splice(0).map((app) => app.close()));
});

class CreateUser {
  email!: string;
  role!: string;
}
validator.IsEmail()(CreateUser.prototype, 'email');
validator.IsIn(['buyer', 'seller'])(CreateUser.prototype, 'role');

interface Decisions {
  readonly guard?: () => boolean | Promise<boolean>;
  readonly handler?: (argument: unknown) => unknown;
  readonly filter?: ExceptionFilter;
}

/** Fastify's adapter brings a copy of Fastify that is not the one which is installed beside it. */
const ADAPTERS: Readonly<Record<string, () => AbstractHttpAdapter>> = {
  Express: () => new ExpressAdapter(),
  Fastify: () => new FastifyAdapter(),
};

/** One controller with `GET /orders/:id` and `POST /orders`, and what decides about its requests. */
async function askedOn(adapter: AbstractHttpAdapter, decisions: Decisions, path: string, init?: RequestInit) {
  class Orders {
    find(id: unknown): unknown {
      return decisions.handler?.(id) ?? 'ok';
    }
    create(body: unknown): unknown {
      return decisions.handler?.(body) ?? 'ok';
    }
  }
  class OwnerGuard implements CanActivate {
    canActivate(): boolean | Promise<boolean> {
      return decisions.guard?.() ?? true;
    }
  }
  const { prototype } = Orders;
  const descriptor = (name: 'find' | 'create') =>
    Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
  nest.Controller('orders')(Orders);
  nest.UseGuards(OwnerGuard)(Orders);
  nest.Get(':id')(prototype, 'find', descriptor('find'));
  nest.SetMetadata('permissions', ['order:read'])(prototype, 'find', descriptor('find'));
  nest.Param('id', nest.ParseIntPipe)(prototype, 'find', 0);
  nest.Post()(prototype, 'create', descriptor('create'));
  nest.Body()(prototype, 'create', 0);
  Reflect.defineMetadata('design:paramtypes', [Number], prototype, 'find');
  Reflect.defineMetadata('design:paramtypes', [CreateUser], prototype, 'create');
  class Shop {}
  nest.Module({ controllers: [Orders as Type] })(Shop);
  const app = await NestFactory.create(Shop, adapter, { logger: false });
  applications.push(app);
  app.useGlobalPipes(new nest.ValidationPipe());
  if (decisions.filter !== undefined) app.useGlobalFilters(decisions.filter);
  await app.listen(0, '127.0.0.1');
  const answer = await fetch(`${await app.getUrl()}${path}`, init);
  return { status: answer.status, body: await answer.text(), names: events().map(({ name }) => name) };
}

const posting = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

describe.each(Object.entries(ADAPTERS))('Nest 11 on %s', (_, adapter) => {
  const asked = (decisions: Decisions, path: string, init?: RequestInit) => askedOn(adapter(), decisions, path, init);

  it('leaves one access event for a guard that refuses, with its name, the route and the permission', async () => {
    const { status } = await asked({ guard: async () => false }, '/orders/7');
    expect(status).toBe(403);
    expect(events()).toMatchObject([
      {
        name: 'security.authz.failure',
        attributes: {
          'security.reason': 'guard_refused',
          'security.policy.id': 'OwnerGuard',
          'security.permission.required': ['order:read'],
          'http.route': '/orders/:id',
        },
      },
    ]);
  });

  it('leaves one authentication event for a guard that throws UnauthorizedException', async () => {
    const guard = () => {
      throw new nest.UnauthorizedException();
    };
    const { status, names } = await asked({ guard }, '/orders/7', { headers: { authorization: 'Bearer x' } });
    expect([status, names]).toEqual([401, ['security.authn.login.failure']]);
  });

  it('leaves one access event for a handler that throws ForbiddenException', async () => {
    const handler = () => {
      throw new nest.ForbiddenException();
    };
    const { status, names } = await asked({ handler }, '/orders/7');
    expect([status, names]).toEqual([403, ['security.authz.failure']]);
  });

  it('names the properties that the ValidationPipe refused, never their values', async () => {
    const { status } = await asked({}, '/orders', posting({ email: 'hunter2', role: 'buyer' }));
    expect(status).toBe(400);
    expect(events()).toMatchObject([
      {
        name: 'security.input.validation.failure',
        attributes: { 'security.validation.fields': ['email'], 'security.validation.rule': 'isEmail' },
      },
    ]);
    expect(JSON.stringify(events())).not.toContain('hunter2');
  });

  it('tells a value outside of a closed list from other invalid input', async () => {
    const { names } = await asked({}, '/orders', posting({ email: 'a@example.com', role: 'admin' }));
    expect(names).toEqual(['security.input.validation.discrete_failure']);
  });

  it('names the argument that a pipe refused', async () => {
    await asked({}, '/orders/seven');
    expect(events()).toMatchObject([
      { name: 'security.input.validation.failure', attributes: { 'security.validation.fields': ['id'] } },
    ]);
  });

  it('tells of a body that cannot be parsed', async () => {
    const { status, names } = await asked({}, '/orders', { ...posting({}), body: '{"email":' });
    expect([status, names]).toEqual([400, ['security.input.deserialization.failure']]);
  });

  it('tells of a body that is too large', async () => {
    const { status } = await asked({}, '/orders', posting({ email: 'a'.repeat(2_000_000) }));
    expect(status).toBe(413);
    expect(events()).toMatchObject([
      { name: 'security.input.validation.failure', attributes: { 'security.reason': 'too_large' } },
    ]);
  });

  it('leaves nothing for a path that does not exist', async () => {
    const { status, names } = await asked({}, '/invoices');
    expect([status, names]).toEqual([404, []]);
  });

  it('answers an unexpected error without quoting it, with a correlation id that is in the event', async () => {
    const handler = () => {
      throw new TypeError('secret table');
    };
    const { status, body, names } = await asked({ handler }, '/orders/7');
    const { correlationId, ...rest } = JSON.parse(body);
    expect([status, rest, names]).toEqual([
      500,
      { statusCode: 500, message: 'Internal server error' },
      ['security.sys.crash'],
    ]);
    expect(events()[0]?.attributes).toMatchObject({ 'http.request.id': correlationId });
  });

  it('answers an error that asks for a 503 without its message, too', async () => {
    const handler = () => {
      throw Object.assign(new Error('db secret'), { statusCode: 503 });
    };
    const { status, body } = await asked({ handler }, '/orders/7');
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { statusCode: 503, message: 'Service Unavailable', correlationId: expect.any(String) },
    ]);
  });

  it('leaves the answer of an exception with a status as the application has it', async () => {
    const handler = () => {
      throw new nest.ServiceUnavailableException('mine');
    };
    const { status, body } = await asked({ handler }, '/orders/7');
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { statusCode: 503, error: 'Service Unavailable', message: 'mine' },
    ]);
  });

  it('leaves the answer of an exception filter as it is, and still tells the event', async () => {
    class Teapot implements ExceptionFilter {
      catch(
        _exception: unknown,
        host: { switchToHttp(): { getResponse(): { status(s: number): { send(b: string): void } } } },
      ) {
        host.switchToHttp().getResponse().status(403).send('mine');
      }
    }
    nest.Catch()(Teapot);
    const handler = () => {
      throw Object.assign(new Error(), { code: 'NOT_OWNER', status: 403 });
    };
    const { body } = await asked({ handler, filter: new Teapot() }, '/orders/7');
    expect(body).toBe('mine');
    expect(events()).toMatchObject([{ attributes: { 'security.reason': 'not_owner' } }]);
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});

describe('nestjs', () => producesWhatItSays('nestjs', everything));
