import type { AllOptions } from '@otelseal/node/gateway';

import { CliError, unavailable, usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Io } from '../io.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';

/** `otelseal gateway`: the same protection for services that have no SDK of ours. */
export const gateway: Command = {
  name: 'gateway',
  summary: 'receives OTLP logs, enriches, sanitizes, watches and seals them, and forwards them',
  help: `otelseal gateway --forward URL --spool DIR [--listen HOST:PORT] [--signing-key FILE] [--config FILE]

  --forward URL         base address of the receiver behind, such as http://127.0.0.1:4319; /v1/logs is added. Twice for two
                        receivers. Default $OTELSEAL_GATEWAY_FORWARD, else as OTEL_EXPORTER_OTLP_ENDPOINT says
  --spool DIR           where records are on disk before a client is told 200. Default $OTELSEAL_SPOOL_DIR
  --listen HOST:PORT    default 127.0.0.1:4318; an address that others can reach needs TLS, and tokens or client certificates
  --signing-key FILE    default $OTELSEAL_SIGNING_KEY_FILE; without a key the streams are provisional
  --tokens FILE         who may send: lines of "<principal> <token> [service=PATTERN]... [tenant=NAME] [seals=no]", mode 0600.
                        Without service= a principal may speak for the service of his own name; with seals=no what is
                        sealed already is sealed anew. Read again when it changes
  --tls-cert FILE       certificate chain (PEM), and
  --tls-key FILE        its private key, mode 0600; both are read again when they change
  --client-ca FILE      clients must show a certificate of these authorities; without a token its common name is the principal
  --map FILE            turns lines of a program into events; beside those for sshd, sudo, PAM, nginx, Apache, PostgreSQL,
                        Keycloak, Kubernetes and CloudTrail. Repeatable
  --workers COUNT       processes that receive and seal. Default 1
  --config FILE         settings in YAML: the "distribution: otelseal:" block of an OpenTelemetry configuration file, or what stands
                        in it alone, such as: { gateway: { listen: ..., forward: [...] }, spool: { directory: ... } }

Each option beats its variable (OTELSEAL_GATEWAY_...), and variables beat the file. The encoding is that of
OTEL_EXPORTER_OTLP_PROTOCOL, headers and TLS towards the receiver those of OTEL_EXPORTER_OTLP_*; of a second one OTELSEAL_SECOND_OTLP_*.
Takes POST /v1/logs; GET /healthz and /readyz say how it is. Ends at SIGTERM or SIGINT, when all it acknowledged is delivered or on disk.
Exit: 0 ended, 64 wrong usage or configuration, 69 the address cannot be had.`,

  async run(args, io) {
    const options = parseOptions(args, {
      forward: { type: 'string', multiple: true },
      spool: { type: 'string' },
      listen: { type: 'string' },
      'signing-key': { type: 'string' },
      tokens: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'client-ca': { type: 'string' },
      map: { type: 'string', multiple: true },
      workers: { type: 'string' },
      config: { type: 'string' },
    });
    const [stray] = options.positionals;
    if (stray !== undefined) throw usageError(`gateway takes no ${quoted(stray)}.`);
    const { serveGateway } = await import('@otelseal/gateway');
    const path = options.text('config');
    const file = path === undefined ? undefined : { path, setting: '--config' };
    try {
      await serveGateway(settingsOf(options), { environment: io.env, file }, portsOf(io));
    } catch (cause) {
      throw failureOf(cause);
    }
    return EXIT_CODE.ok;
  },
};

/** As an application would give them: absent options are left to variables and the file. */
function settingsOf(options: ParsedOptions): AllOptions {
  const forward = options.texts('forward');
  const spool = options.text('spool');
  const keyFile = options.text('signing-key');
  const maps = options.texts('map');
  return {
    gateway: {
      listen: options.text('listen'),
      forward: forward.length === 0 ? undefined : forward,
      tokensFile: options.text('tokens'),
      certificateFile: options.text('tls-cert'),
      keyFile: options.text('tls-key'),
      clientCaFile: options.text('client-ca'),
      maps: maps.length === 0 ? undefined : maps,
      workers: workersOf(options),
    },
    ...(spool === undefined ? {} : { spool: { directory: spool } }),
    ...(keyFile === undefined ? {} : { signing: { keyFile } }),
  };
}

function workersOf(options: ParsedOptions): number | undefined {
  const text = options.text('workers');
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]?$/.test(text)) throw usageError('--workers takes a whole number from 1 to 64.');
  return Number(text);
}

function portsOf(io: Io) {
  return {
    report: (line: string): void =>
      void io.stderr.write(`otelseal: ${escapeForTerminal(line)}\n`).catch(() => undefined),
    ready: ({ url, forwards }: { readonly url: string; readonly forwards: readonly string[] }) =>
      io.stdout.write(`gateway listens on ${url} and forwards to ${escapeForTerminal(forwards.join(' and '))}\n`),
    untilStopped: () => io.untilStopped(),
  };
}

/** Settings are named as the user gave them: the option of the command line where it was one. */
function failureOf(cause: unknown): unknown {
  if (cause instanceof CliError) return cause;
  const { name, code, message } = cause as NodeJS.ErrnoException;
  if (name === 'ConfigurationError') return usageError(asGiven(String(message)), cause);
  if (code === 'ERR_GATEWAY_WORKERS') return new CliError('ERR_UNAVAILABLE', String(message), { cause });
  if (code?.startsWith('E') === true && !code.startsWith('ERR_')) return unavailable(whereNot(cause), cause);
  return cause;
}

/** With the address, because the default one is where a collector listens, too. */
function whereNot(cause: unknown): string {
  const { address, port } = cause as { readonly address?: string; readonly port?: number };
  const where = address === undefined || port === undefined ? '' : ` on ${address}:${port}`;
  return `The gateway cannot listen${where} (another one: --listen HOST:PORT)`;
}

const OPTIONS: Readonly<Record<string, string>> = {
  'gateway.listen': '--listen',
  'gateway.forward': '--forward',
  'gateway.tokensFile': '--tokens',
  'gateway.certificateFile': '--tls-cert',
  'gateway.keyFile': '--tls-key',
  'gateway.clientCaFile': '--client-ca',
  'gateway.maps': '--map',
  'gateway.workers': '--workers',
  'spool.directory': '--spool',
  'signing.keyFile': '--signing-key',
};

function asGiven(message: string): string {
  const [path = ''] = message.split(/[:[]/, 1);
  const option = OPTIONS[path];
  return option === undefined ? message : option + message.slice(path.length);
}
