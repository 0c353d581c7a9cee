import type { Detector } from './detect/detector.js';
import { ScanRules } from './detect/text-scanner.js';
import { FieldNames } from './keys/field-names.js';
import { foreignNames } from './named/foreign-names.js';
import { namedValues } from './named/named-values.js';
import { tableColumns } from './named/table-columns.js';
import { valuesBelow } from './named/value-below.js';
import { bankAccounts } from './personal/bank-account.js';
import { calledNumbers, numbersOverTrunks, telephoneNumbersInTalk } from './personal/calls.js';
import { emailAddresses } from './personal/email.js';
import { ipv4Addresses, ipv6Addresses } from './personal/ip-address.js';
import { brazilianTaxNumbers, dutchNameIds, identityNumbers, socialSecurityNumbers } from './personal/national-id.js';
import { paymentCards } from './personal/payment-card.js';
import { telephoneNumbers, telephoneNumbersWithSlash } from './personal/telephone.js';
import { machineReadableZones, numberedDocuments } from './personal/travel-document.js';
import { accountPairs } from './secrets/account-pairs.js';
import { announcedProperties, setVariables } from './secrets/announced-settings.js';
import { answeredPrompts } from './secrets/answered-prompts.js';
import { argumentCredentials, listedCredentials } from './secrets/argument-credentials.js';
import {
  announcedCodes,
  basicCredentials,
  bearerCredentials,
  parameterCredentials,
  redirectCodes,
  requestedCodes,
} from './secrets/authorization-schemes.js';
import { boundParameters } from './secrets/bound-parameters.js';
import { secretsBesideKeyIds, storageKeys, windowsHashes } from './secrets/cloud-keys.js';
import { checksOfCards, codesInBodies, codesInQueries, parametersOfLinks } from './secrets/codes-in-bodies.js';
import {
  accountArguments,
  namedCommands,
  saidInBase64,
  tokensOfMails,
  triedWith,
} from './secrets/commands-of-clients.js';
import { comparedSecrets } from './secrets/compared-secrets.js';
import {
  loginAnswers,
  passwordsByUser,
  plainResponses,
  printedResponses,
  printedVariables,
} from './secrets/dialogues.js';
import { dataSourceArguments, engineArguments } from './secrets/engine-arguments.js';
import { insertedRows } from './secrets/inserted-rows.js';
import { jobArguments } from './secrets/job-arguments.js';
import { jsonWebTokens } from './secrets/json-web-token.js';
import { loggedParameters } from './secrets/logged-parameters.js';
import { membersOfSecrets } from './secrets/members-of-secrets.js';
import { namedParameters } from './secrets/named-parameters.js';
import { linesOfPasswordFiles } from './secrets/password-files.js';
import { positionalPasswords } from './secrets/positional-passwords.js';
import { jsonWebKeys, privateKeys, privateKeyTails } from './secrets/private-key.js';
import { productKeys } from './secrets/product-keys.js';
import { botTokens, numberedTokens, productTokens } from './secrets/product-tokens.js';
import { programSentences, protocolPasswords } from './secrets/program-sentences.js';
import { quotedArguments } from './secrets/quoted-arguments.js';
import { randomKeys } from './secrets/random-keys.js';
import { rejectedMembers, rejectedValues } from './secrets/rejected-values.js';
import { radiusLogins, serviceCommands } from './secrets/service-commands.js';
import { spacedOutNames } from './secrets/spaced-out-names.js';
import { sessionDocuments, storedSessions, storeKeys } from './secrets/store-keys.js';
import { storedPairs, storedValues } from './secrets/stored-values.js';
import { toldCodes } from './secrets/told-codes.js';
import { passwordsToldFirst, toldPasswords } from './secrets/told-passwords.js';
import { typedCommands } from './secrets/typed-commands.js';
import { typedByWebDriver, typedInForms } from './secrets/typed-in-forms.js';
import {
  commandLineCredentials,
  driverCredentials,
  pipedPasswords,
  urlCredentials,
} from './secrets/url-credentials.js';
import { vendorTokenDetectors } from './secrets/vendor-tokens.js';
import { recoveryWords, walletKeys } from './secrets/wallet-keys.js';

/** Everything that is looked for in a text. Detectors that only keep what a preset keeps are left out by the caller's kinds. */
export function allDetectors(names: FieldNames, addresses: 'public' | 'all'): Detector[] {
  return [
    // secrets, by what they look like
    ...vendorTokenDetectors(),
    privateKeys,
    privateKeyTails,
    jsonWebKeys,
    jsonWebTokens,
    // secrets, by where they stand
    bearerCredentials,
    basicCredentials,
    parameterCredentials,
    redirectCodes,
    announcedCodes,
    requestedCodes,
    urlCredentials,
    driverCredentials,
    commandLineCredentials,
    quotedArguments,
    argumentCredentials,
    listedCredentials,
    pipedPasswords,
    positionalPasswords,
    serviceCommands,
    answeredPrompts,
    loginAnswers,
    plainResponses,
    printedResponses,
    printedVariables,
    passwordsByUser,
    typedCommands,
    radiusLogins,
    randomKeys,
    storageKeys,
    secretsBesideKeyIds,
    windowsHashes,
    insertedRows(names),
    boundParameters(names),
    loggedParameters(names),
    namedParameters(names),
    announcedProperties(names),
    setVariables(names),
    namedCommands,
    accountArguments,
    accountPairs,
    jobArguments,
    saidInBase64,
    tokensOfMails,
    triedWith,
    codesInBodies,
    codesInQueries,
    parametersOfLinks,
    checksOfCards,
    storeKeys,
    storedSessions,
    sessionDocuments,
    rejectedValues(names),
    rejectedMembers(names),
    programSentences,
    protocolPasswords,
    comparedSecrets(names),
    linesOfPasswordFiles,
    productTokens,
    productKeys,
    botTokens,
    numberedTokens,
    membersOfSecrets,
    storedValues,
    storedPairs,
    engineArguments,
    dataSourceArguments,
    walletKeys,
    recoveryWords,
    typedInForms,
    typedByWebDriver,
    valuesBelow(names),
    // secrets and personal data, by the name before them
    namedValues(names),
    spacedOutNames,
    toldPasswords(names),
    passwordsToldFirst,
    toldCodes(names),
    tableColumns(names),
    foreignNames,
    // personal data, by what they look like
    ...[
      emailAddresses,
      ipv4Addresses(addresses),
      ipv6Addresses(addresses),
      paymentCards(names),
      bankAccounts,
      telephoneNumbers,
      telephoneNumbersWithSlash,
      telephoneNumbersInTalk,
      calledNumbers,
      numbersOverTrunks,
      socialSecurityNumbers,
      brazilianTaxNumbers,
      machineReadableZones,
      numberedDocuments(names),
      identityNumbers,
      dutchNameIds,
    ].map((detector) => ({ ...detector, personalOnly: true })),
  ];
}

/** What is known about names does not depend on a sanitizer's options, so all remember together. */
export const FIELD_NAMES: FieldNames = new FieldNames();
const compiled = new Map<'public' | 'all', ScanRules>();

/** The rules and their table of most of a megabyte: built when first asked for, then the same for all sanitizers of the process. */
export function scanRules(addresses: 'public' | 'all'): ScanRules {
  const known = compiled.get(addresses);
  if (known !== undefined) return known;
  const rules = new ScanRules(allDetectors(FIELD_NAMES, addresses));
  compiled.set(addresses, rules);
  return rules;
}
