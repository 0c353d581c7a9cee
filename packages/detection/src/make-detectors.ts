import type { DetectionThresholds } from './detection-thresholds.js';
import type { Detector, DetectorName, DetectorResources } from './detector.js';
import { accountEnumeration } from './detectors/account-enumeration/account-enumeration.js';
import { attackTool } from './detectors/attack-tool/attack-tool.js';
import { bruteForce } from './detectors/brute-force/brute-force.js';
import { bulkRead } from './detectors/bulk-read/bulk-read.js';
import { credentialStuffing } from './detectors/credential-stuffing/credential-stuffing.js';
import { distributedBruteForce } from './detectors/distributed-brute-force/distributed-brute-force.js';
import { honeytoken } from './detectors/honeytoken/honeytoken.js';
import { impossibleTravel } from './detectors/impossible-travel/impossible-travel.js';
import { loggingTampered } from './detectors/logging-tampered/logging-tampered.js';
import { massDeletion } from './detectors/mass-deletion/mass-deletion.js';
import { mfaAbuse } from './detectors/mfa-abuse/mfa-abuse.js';
import { passwordSpraying } from './detectors/password-spraying/password-spraying.js';
import { privilegeEscalation } from './detectors/privilege-escalation/privilege-escalation.js';
import { probing } from './detectors/probing/probing.js';
import { sessionHijack } from './detectors/session-hijack/session-hijack.js';
import { successAfterFailures } from './detectors/success-after-failures/success-after-failures.js';
import { tokenReuse } from './detectors/token-reuse/token-reuse.js';
import { transactionFraud } from './detectors/transaction-fraud/transaction-fraud.js';

/** How a detector is made, and how much of the memory it gets: more where attackers choose the keys. */
interface Recipe<Options> {
  readonly weight: number;
  make(options: Options, resources: DetectorResources): Detector;
}

const RECIPES: { readonly [D in DetectorName]: Recipe<DetectionThresholds[D]> } = {
  account_enumeration: { weight: 4, make: accountEnumeration },
  attack_tool: { weight: 0.5, make: attackTool },
  brute_force: { weight: 10, make: bruteForce },
  bulk_read: { weight: 2, make: bulkRead },
  credential_stuffing: { weight: 8, make: credentialStuffing },
  distributed_brute_force: { weight: 6, make: distributedBruteForce },
  honeytoken: { weight: 0.2, make: honeytoken },
  impossible_travel: { weight: 4, make: impossibleTravel },
  logging_tampered: { weight: 0.2, make: loggingTampered },
  mass_deletion: { weight: 1, make: massDeletion },
  mfa_abuse: { weight: 2, make: mfaAbuse },
  password_spraying: { weight: 8, make: passwordSpraying },
  privilege_escalation: { weight: 4, make: privilegeEscalation },
  probing: { weight: 4, make: probing },
  session_hijack: { weight: 6, make: sessionHijack },
  success_after_failures: { weight: 5, make: successAfterFailures },
  token_reuse: { weight: 3, make: tokenReuse },
  transaction_fraud: { weight: 3, make: transactionFraud },
};

/**
 * Names of all detectors, in alphabetical order.
 *
 * @experimental
 */
export const DETECTOR_NAMES: readonly DetectorName[] = Object.freeze(Object.keys(RECIPES) as DetectorName[]);

export function weightOf(name: DetectorName): number {
  return RECIPES[name].weight;
}

/** One detector with its settings. */
export function makeDetector<D extends DetectorName>(
  name: D,
  thresholds: DetectionThresholds,
  resources: DetectorResources,
): Detector {
  return RECIPES[name].make(thresholds[name], resources);
}
