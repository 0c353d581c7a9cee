import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of the test's own, and who it vouches for. */
export interface Certificates {
  readonly authority: string;
  /** For `localhost`. */
  readonly server: Certificate;
  /** Of whoever asks. */
  readonly client: Certificate;
  /** Of somebody whom another authority vouches for. */
  readonly stranger: Certificate;
}

/** Made by openssl in a folder that is made for them, for two days. */
export function makeCertificates(folder: string): Certificates {
  const authority = make(folder, 'authority', []);
  const other = make(folder, 'other', []);
  return {
    authority: authority.certificate,
    server: make(folder, 'localhost', ['-addext', 'subjectAltName=DNS:localhost'], authority),
    client: make(folder, 'auditor', [], authority),
    stranger: make(folder, 'stranger', [], other),
  };
}

export function read({ certificate, key }: Certificate): { readonly cert: string; readonly key: string } {
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

function make(folder: string, name: string, more: readonly string[], issuer?: Certificate): Certificate {
  mkdirSync(folder, { recursive: true });
  const made = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  const by = issuer === undefined ? [] : ['-CA', issuer.certificate, '-CAkey', issuer.key];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', made.key];
  const args = ['req', '-x509', ...key, '-out', made.certificate, '-days', '2', '-subj', `/CN=${name}`, ...by, ...more];
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  return made;
}
