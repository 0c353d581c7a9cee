import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, inject, it, onTestFinished } from 'vitest';

import { command } from './command.js';
import { LIBRARIES } from './libraries.js';
import { install, npmInstall } from './npm.js';

/** What a service may have stayed with: none of them is in the range of versions that is watched. */
const EARLIER = {
  '@casl/ability': '6.7.3',
  '@nestjs/core': '10.4.15',
  '@nestjs/common': '10.4.15',
  '@prisma/client': '6.1.0',
  ajv: '6.12.6',
  'class-validator': '0.13.2',
  fastify: '4.29.0',
  hono: '3.12.12',
  jose: '5.9.6',
  jsonwebtoken: '8.5.1',
  knex: '2.5.1',
  passport: '0.5.3',
  pino: '9.7.0',
  'reflect-metadata': '0.1.14',
  rxjs: '7.8.2',
  'rate-limiter-flexible': '4.0.1',
};

/** Three hundred packages with an empty cache, on a busy machine. */
const INSTALLED_WITHIN_MILLIS = 900_000;

const SERVICE = `
import express from 'express';
import { decodeJwt } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import pino from 'pino';

const log = pino({ base: null, timestamp: false });
const app = express();
app.get('/', (_request, response) => response.status(403).send(jsonwebtoken.decode('x') === null && typeof decodeJwt));
const server = app.listen(0, '127.0.0.1', async () => {
  const answer = await fetch('http://127.0.0.1:' + server.address().port);
  log.info(await answer.text());
  server.closeAllConnections();
  server.close();
});
`;

describe('a service with earlier versions of libraries than those that are watched', () => {
  it(
    'can install Otelseal by `npm install`, works as before, and has its requests recorded',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'otelseal-earlier-libraries-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const project = join(folder, 'project');
      await install(project, { ...EARLIER, express: LIBRARIES['express'] });
      await npmInstall(
        project,
        inject('packed').map(({ tarball }) => tarball),
      );
      writeFileSync(join(project, 'service.mjs'), SERVICE);
      await command(project, process.execPath, ['node_modules/.bin/otelseal', 'keys', 'generate']);
      const received = join(project, 'received.jsonl');
      const receiver = await OtlpReceiver.start(received);
      const { code, stdout, stderr } = await command(
        project,
        process.execPath,
        ['--import', '@otelseal/node/register', 'service.mjs'],
        {
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_SERVICE_NAME: 'shop',
          OTEL_TRACES_EXPORTER: 'none',
          OTELSEAL_SIGNING_KEY_FILE: 'otelseal.pem',
        },
      );
      await receiver.close();
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{"level":30,"msg":"function"}\n', stderr: '' });
      expect(readFileSync(received, 'utf8')).toContain('"eventName":"security.authz.failure"');
    },
    INSTALLED_WITHIN_MILLIS,
  );
});
