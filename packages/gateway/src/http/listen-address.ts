/** Where a gateway listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly isLoopback: boolean;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Reads `HOST:PORT` or `[IPV6]:PORT`; undefined for anything else. */
export function listenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, portText = ''] = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(portText);
  if (host === undefined || port > 65_535) return undefined;
  return { host, port, isLoopback: LOOPBACK.test(host) };
}

/** Whether a request to this address would come back to who listens there. */
export function leadsTo(url: string, { host, port }: ListenAddress): boolean {
  const target = new URL(url);
  const targetPort = target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : Number(target.port);
  const targetHost = target.hostname.replace(/^\[|\]$/g, '');
  if (port === 0 || targetPort !== port) return false;
  return (
    targetHost === host || (LOOPBACK.test(targetHost) && (LOOPBACK.test(host) || host === '0.0.0.0' || host === '::'))
  );
}
