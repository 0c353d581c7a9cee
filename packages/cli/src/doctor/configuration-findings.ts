import type { ActiveConfiguration, ExplainedConfiguration } from '@otelseal/node/diagnosis';

import { type Finding, ok, warning } from './finding.js';

const OWN_EXPORTERS = 'the exporters are its own, and this is no mistake where its SDK exports logs';

/**
 * Every setting that is set and where, what is wrong, and what has no effect.
 *
 * @param attaches whether the application is seen to start with `@otelseal/node/attach`
 */
export function configurationFindings(
  { configFile, settings, problem, exporterProblem, otherVariables }: ExplainedConfiguration,
  attaches: boolean,
): Finding[] {
  const found: Finding[] = settings.map(({ option, setting, shown }) =>
    ok('configuration', `${option} = ${shown} (${setting})`),
  );
  if (configFile !== undefined) found.unshift(ok('configuration', `OTEL_CONFIG_FILE ${configFile} is read`));
  if (settings.length === 0 && problem === undefined) found.push(ok('configuration', 'nothing is set; defaults hold'));
  if (otherVariables.length > 0) {
    const names = otherVariables.slice(0, 20).join(', ');
    found.push(warning('configuration', `no variables of the application's Otelseal, without effect on it: ${names}`));
  }
  if (exporterProblem !== undefined) {
    const { message } = exporterProblem;
    found.push(
      attaches
        ? warning('configuration', `${message} Under attach, which NODE_OPTIONS or a script starts, ${OWN_EXPORTERS}`)
        : {
            area: 'configuration',
            level: 'error',
            text: `${message} The application would not start, or not be recorded. If it starts with @otelseal/node/attach, of which NODE_OPTIONS and the scripts of package.json show nothing, ${OWN_EXPORTERS}: give NODE_OPTIONS to doctor, too`,
          },
    );
  }
  if (problem !== undefined) found.push({ area: 'configuration', level: 'error', text: problem.message });
  found.push(ok('configuration', 'options that code gives to createOtelseal beat these and cannot be seen from here'));
  return found;
}

/** What runs, and what it leaves out. */
export function activeFindings(active: ActiveConfiguration, instrumentations: readonly string[]): Finding[] {
  return [
    ok('processors', active.processors.join(' → ')),
    ...serviceFindings(active),
    instrumentationFinding(active, instrumentations),
    ...sanitizingFindings(active),
    detectionFinding(active),
    active.witness === undefined
      ? ok('witness', 'none: that a whole stream is gone, or its end, shows only to who knows what must be there')
      : ok('witness', active.witness),
  ];
}

function serviceFindings({ service, spool, identity }: ActiveConfiguration): Finding[] {
  const { organisation, tenant, environment } = identity;
  const speaks = `seals for organisation ${organisation}, tenant ${tenant}, environment ${environment}`;
  if (service !== undefined) return [ok('signing', `${speaks}, service ${service}`)];
  const text = `${speaks}; no OTEL_SERVICE_NAME`;
  if (spool === undefined)
    return [warning('signing', `${text}: records are sealed as unknown_service unless code names it`)];
  return [warning('signing', `${text}: register refuses to start with a spool`)];
}

function instrumentationFinding(
  { disabledInstrumentations: off }: ActiveConfiguration,
  names: readonly string[],
): Finding {
  const on = names.filter((name) => !off.includes(name));
  const left = off.length === 0 ? '' : `; left alone: ${off.join(', ')}`;
  return ok(
    'instrumentations',
    `watched under attach and register where the application loads them as packages (what a bundler put into one file is not seen): ${on.join(', ')}${left}`,
  );
}

function sanitizingFindings({ sanitizing: { preset, pseudonyms, dryRun } }: ActiveConfiguration): Finding[] {
  const key = pseudonyms
    ? ok('sanitizing', `preset ${preset}, with a key of pseudonyms`)
    : warning('sanitizing', `preset ${preset}, without a key of pseudonyms: what would become a pseudonym is masked`);
  return dryRun ? [key, warning('sanitizing', 'dry run: nothing is taken out of any record')] : [key];
}

function detectionFinding({ detection: { mode, webhook, alertmanager } }: ActiveConfiguration): Finding {
  if (mode === 'off') return warning('detection', 'off: attacks are recorded and nobody is told');
  const told = [...(webhook ? ['webhook'] : []), ...(alertmanager ? ['Alertmanager'] : [])];
  return ok('detection', `${mode}; incidents go into the log${told.map((name) => `, to the ${name}`).join('')}`);
}
