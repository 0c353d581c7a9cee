/** One breach of a Content-Security-Policy as a browser tells it; nothing in it can be believed. @stable */
export interface CspReport {
  /** Such as `script-src-elem`. */
  readonly directive: string;
  /** What was blocked: `inline`, `eval`, `data`, … or an address without query and fragment. */
  readonly blocked: string;
  readonly disposition: 'enforce' | 'report';
  /** The page, without query and fragment. */
  readonly page: string | undefined;
}

/** Reports of one body that are read; a browser sends a handful at once. */
const MAX_REPORTS = 20;
const MAX_ADDRESS_LENGTH = 512;
const MAX_DIRECTIVE_LENGTH = 64;

/** `report-uri` of CSP 2, and the Reporting API of `report-to`. */
const CONTENT_TYPE = /^application\/(csp-report|reports\+json)\s*(;|$)/i;
const DIRECTIVE = /^[a-z][a-z-]*$/;

/** Whether a body of this type holds reports. */
export function isCspReportType(contentType: unknown): boolean {
  return typeof contentType === 'string' && CONTENT_TYPE.test(contentType);
}

/**
 * The reports in a body: an object with `csp-report` (CSP Level 2, section 5.2), or a list of Reporting API reports of
 * type `csp-violation` (Reporting API, section 2.2; CSP Level 3, section 5). At most 20; whatever is no report is left out.
 *
 * @param body text of JSON, or what a parser made of it
 * @stable
 */
export function readCspReports(body: unknown): CspReport[] {
  const value = typeof body === 'string' ? parsed(body) : body;
  const entries = Array.isArray(value) ? value.slice(0, MAX_REPORTS) : [value];
  return entries.map(readOne).filter((report) => report !== undefined);
}

function readOne(entry: unknown): CspReport | undefined {
  const { type, body, 'csp-report': legacy } = fields(entry);
  if (type === 'csp-violation') {
    const { effectiveDirective, blockedURL, disposition, documentURL } = fields(body);
    return report(effectiveDirective, blockedURL, disposition, documentURL);
  }
  const old = fields(legacy);
  const directive = old['effective-directive'] ?? old['violated-directive'];
  return report(directive, old['blocked-uri'], old['disposition'], old['document-uri']);
}

function report(directive: unknown, blocked: unknown, disposition: unknown, page: unknown): CspReport | undefined {
  if (typeof directive !== 'string') return undefined;
  // CSP 2 sends the directive with its values.
  const name = (directive.slice(0, MAX_DIRECTIVE_LENGTH).trim().split(/\s/, 1)[0] as string).toLowerCase();
  if (!DIRECTIVE.test(name)) return undefined;
  return {
    directive: name,
    blocked: address(blocked) ?? 'unknown',
    disposition: disposition === 'report' ? 'report' : 'enforce',
    page: address(page),
  };
}

/** Queries and fragments hold secrets; so may the user part. */
function address(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const bare = text.slice(0, MAX_ADDRESS_LENGTH).split(/[?#]/, 1)[0] as string;
  return bare.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not from a browser
  }
}
