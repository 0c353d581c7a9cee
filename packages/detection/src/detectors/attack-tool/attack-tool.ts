import {
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
  EVENT_SECURITY_AUTHZ_FAILURE,
  EVENT_SECURITY_INPUT_VALIDATION_FAILURE,
  EVENT_SECURITY_MALICIOUS_ATTACK_TOOL,
  EVENT_SECURITY_MALICIOUS_BOT,
  EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE,
  EVENT_SECURITY_MALICIOUS_EXCESS_404,
  EVENT_SECURITY_MALICIOUS_INJECTION,
  EVENT_SECURITY_MALICIOUS_SQLI,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import type { Detector, DetectorResources } from '../../detector.js';

/**
 * A program that is made for attacks says its name.
 *
 * @experimental
 */
export interface AttackToolOptions {
  /** Parts of user agents that only attack tools have, in lower case. */
  readonly agents: readonly string[];
}

/**
 * Names that the tools send by default, from their own sources and documentation.
 *
 * @experimental
 */
export const ATTACK_TOOL_DEFAULTS: AttackToolOptions = Object.freeze({
  agents: Object.freeze([
    'acunetix',
    'arachni/',
    'commix',
    'dirbuster',
    'feroxbuster',
    'ffuf',
    'fuzz faster u fool',
    'gobuster',
    'havij',
    'hydra)',
    'joomscan',
    'jorgee',
    'masscan',
    'metasploit',
    'morfeus',
    'nessus',
    'netsparker',
    'nikto',
    'nmap scripting engine',
    'nuclei',
    'openvas',
    'paros/',
    'qualys',
    'skipfish',
    'sqlmap',
    'sqlninja',
    'w3af',
    'wfuzz',
    'whatweb',
    'wpscan',
    'xsser',
    'zap/',
    'zgrab',
    'zmeu',
  ]),
});

/** Longer agents are looked at so far. */
const LOOKED_AT = 256;

/** @experimental */
export function attackTool(options: AttackToolOptions, { memory, quietMs }: DetectorResources): Detector {
  const campaigns = new Campaigns(quietMs, memory);
  /** The last agent and whether it was a tool's: one agent comes many times in a row. */
  let lastAgent = '';
  let lastIsTool = false;

  function isTool(userAgent: string | undefined): boolean {
    if (userAgent === undefined) return false;
    if (userAgent === lastAgent) return lastIsTool;
    const agent = userAgent.slice(0, LOOKED_AT).toLowerCase();
    lastAgent = userAgent;
    lastIsTool = options.agents.some((part) => agent.includes(part));
    return lastIsTool;
  }

  return {
    name: 'attack_tool',
    subscribes: [
      EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
      EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
      EVENT_SECURITY_AUTHZ_FAILURE,
      EVENT_SECURITY_INPUT_VALIDATION_FAILURE,
      EVENT_SECURITY_MALICIOUS_ATTACK_TOOL,
      EVENT_SECURITY_MALICIOUS_BOT,
      EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE,
      EVENT_SECURITY_MALICIOUS_EXCESS_404,
      EVENT_SECURITY_MALICIOUS_INJECTION,
      EVENT_SECURITY_MALICIOUS_SQLI,
    ],
    bytes: campaigns.bytes,

    observe({ eventName, keys, details }, nowMs) {
      const isNamed = eventName === EVENT_SECURITY_MALICIOUS_ATTACK_TOOL || isTool(details.userAgent);
      if (!isNamed) return undefined;
      const key = keys.client ?? keys.session ?? keys.actor ?? 1;
      campaigns.begin(key, nowMs, 1, nowMs);
      const hasLoggedIn = eventName === EVENT_SECURITY_AUTHN_LOGIN_SUCCESS;
      return {
        severity: hasLoggedIn ? 'high' : 'medium',
        confidence: 'high',
        subject: 'source',
        key,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: hasLoggedIn ? 'a program made for attacks logged in' : 'requests of a program made for attacks',
      };
    },
  };
}
