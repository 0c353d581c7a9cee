import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewaySettings } from '@otelseal/node/gateway';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

import { testFolder } from '../support/gateway-files.js';

const DEPLOYMENT = new URL('../../deployment/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, DEPLOYMENT), 'utf8');

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly resources?: { readonly limits?: { readonly memory?: string } };
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly automountServiceAccountToken: boolean;
}

/** What the manifests run, in each StatefulSet. */
function podSpecs(name: string): PodSpec[] {
  const documents = parseAllDocuments(read(name)).map((document) => document.toJS());
  return documents.filter(({ kind }) => kind === 'StatefulSet').map(({ spec }) => spec.template.spec);
}

function settingsOf(text: string, environment: Readonly<Record<string, string>>) {
  const path = join(testFolder(), 'gateway.yaml');
  writeFileSync(path, text);
  return gatewaySettings({}, { environment, file: { path, setting: '--config' } });
}

describe('settings that come with the deployment', () => {
  it('of systemd are ones that the gateway takes', () => {
    const unit = read('systemd/otelseal-gateway.service');
    expect(unit).toContain('Environment=OTELSEAL_SPOOL_DIR=%S/otelseal-gateway');
    const settings = settingsOf(read('systemd/gateway.yaml'), { OTELSEAL_SPOOL_DIR: testFolder() });
    expect(settings.forwards).toEqual(['http://127.0.0.1:4319/v1/logs']);
  });

  it('of Kubernetes are ones that the gateway takes, with TLS and tokens', () => {
    const [config] = parseAllDocuments(read('kubernetes/gateway.yaml'));
    const { data } = (config?.toJS() ?? { data: {} }) as { readonly data: Readonly<Record<string, string>> };
    const text = data['gateway.yaml'] ?? '';
    const { gateway } = settingsOf(text, {});
    expect(gateway).toMatchObject({ listen: '0.0.0.0:4318', tokensFile: '/run/secrets/otelseal/tokens' });
    expect(gateway.certificateFile).toBeDefined();
  });
});

describe.each(['kubernetes/gateway.yaml', 'kubernetes/sidecar.yaml'])('every container of %s', (name) => {
  it('may do nothing but its work', () => {
    const [spec, ...others] = podSpecs(name);
    expect(others).toEqual([]);
    expect(spec?.automountServiceAccountToken).toBe(false);
    expect(spec?.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
    expect(containers.length).toBeGreaterThan(1);
    for (const { securityContext, resources } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources?.limits?.memory).toMatch(/Mi$/);
    }
  });
});

describe('the sample configurations of collectors', () => {
  const NAMES = ['collector-before-gateway', 'collector-behind-gateway', 'log-files', 'journal', 'syslog'];

  it.each(NAMES)('%s loses nothing that it acknowledged', (name) => {
    const { extensions, exporters, receivers, service } = parse(read(`collector/${name}.yaml`));
    expect(extensions.file_storage.fsync).toBe(true);
    expect(exporters.otlp_http).toMatchObject({
      retry_on_failure: { enabled: true, max_elapsed_time: '0s' },
      sending_queue: { enabled: true, storage: 'file_storage', block_on_overflow: true, num_consumers: 1 },
    });
    expect(service.pipelines.logs.processors).toEqual([]);
    expect(service.extensions).toEqual(['file_storage']);
    const readers = Object.entries<Record<string, unknown>>(receivers).filter(([kind]) => kind !== 'otlp');
    for (const [, settings] of readers) {
      expect(settings['retry_on_failure']).toEqual({ enabled: true, max_elapsed_time: '0s' });
    }
  });

  it('are all of those that are there', () => {
    expect(NAMES.every((name) => existsSync(new URL(`collector/${name}.yaml`, DEPLOYMENT)))).toBe(true);
  });
});
