// Whether the gateway of this container is ready: exit code 0 or 1. Asks `/readyz` at the address of OTELSEAL_GATEWAY_LISTEN (4318 on loopback,
// which also stands for all addresses), without TLS and then with it. The certificate is not checked, because nobody else is at this
// container's own address. Where the gateway asks for client certificates this has none to show: that it asks is all that can be known.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const LISTEN =
  /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d+)$/.exec(process.env.OTELSEAL_GATEWAY_LISTEN?.trim() ?? '') ?? [];
const [, bracketed, plain = '127.0.0.1', port = '4318'] = LISTEN;
const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[bracketed ?? plain] ?? bracketed ?? plain;
const AT = { host, port, path: '/readyz', timeout: 1_000, rejectUnauthorized: false };
const ASKS_FOR_CERTIFICATE = /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)$/;

const answer = (request) =>
  new Promise((resolve) => {
    const asked = request(AT, (response) => {
      response.resume();
      resolve({ status: response.statusCode });
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => resolve({ code: error.code }));
    asked.end();
  });

let { status, code } = await answer(httpRequest);
if (status !== 200 && status !== 503) ({ status, code } = await answer(httpsRequest));
process.exit(status === 200 || ASKS_FOR_CERTIFICATE.test(code ?? '') ? 0 : 1);
