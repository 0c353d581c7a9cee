import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../compose/', import.meta.url);
const read = (path: string, from: URL = FOLDER): string => readFileSync(new URL(path, from), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly ports: readonly string[];
  readonly cap_drop: readonly string[];
}

const compose = parse(read('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);

/** Variables that a configuration takes from the environment and has no default for. */
const wanted = (text: string): string[] =>
  [...text.matchAll(/\$\{(?:env:)?(\w+)\}/g)].map(([, name]) => name as string);

describe.each(services)('the service %s', (_, { image, environment, volumes, ports, cap_drop }) => {
  it('is of one version, on this machine only, and without privileges', () => {
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+\.\d+$/);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(cap_drop).toEqual(['ALL']);
  });

  it('mounts what is there, to read only', () => {
    for (const [host = '', , mode] of volumes.map((volume) => volume.split(':'))) {
      if (!host.startsWith('.')) {
        expect(compose.volumes).toHaveProperty(host);
        continue;
      }
      expect(existsSync(new URL(host, FOLDER)), host).toBe(true);
      expect(mode, host).toBe('ro');
    }
  });

  it('has every variable that its configurations ask for', () => {
    const configurations = volumes.map((volume) => volume.split(':')[0] ?? '').filter((host) => /\.ya?ml$/.test(host));
    for (const host of configurations.filter((path) => !path.includes('/rules/'))) {
      expect(wanted(read(host)).filter((name) => !(name in environment))).toEqual([]);
    }
  });
});

describe('what Grafana is given', () => {
  const grafana = compose.services['grafana'] as Service;

  it('has the data source that the alert rules ask', () => {
    const { datasources } = parse(read('../grafana/datasources/loki.yaml')) as {
      readonly datasources: readonly { readonly uid: string }[];
    };
    const asked = [...read('../rules/grafana/otelseal-alerts.yaml').matchAll(/datasourceUid: (\w+)/g)].map(
      ([, uid]) => uid,
    );
    expect(new Set(asked.filter((uid) => uid !== '__expr__'))).toEqual(new Set(datasources.map(({ uid }) => uid)));
  });

  it('finds the dashboards where the provider looks', () => {
    const { providers } = parse(read('../grafana/dashboards.yaml')) as {
      readonly providers: readonly { readonly options: { readonly path: string } }[];
    };
    expect(grafana.volumes.map((volume) => volume.split(':')[1])).toContain(providers[0]?.options.path);
  });

  it('reads data sources that name no secret', () => {
    for (const store of ['loki', 'elasticsearch']) {
      const text = read(`../grafana/datasources/${store}.yaml`).replaceAll(/#.*/g, '');
      expect(text).toContain(`type: ${store}`);
      expect(text).toMatch(/url: \$\{[A-Z]+_URL\}/);
      expect(text).not.toMatch(/(password|httpHeaderValue1): (?!ApiKey \$\{)/);
    }
  });
});

it('is part of the package', () => {
  const { files } = JSON.parse(read('../package.json')) as { readonly files: readonly string[] };
  for (const folder of ['dashboards', 'storage', 'collector', 'compose', 'grafana']) expect(files).toContain(folder);
  expect(existsSync(fileURLToPath(new URL('compose.yaml', FOLDER)))).toBe(true);
});
