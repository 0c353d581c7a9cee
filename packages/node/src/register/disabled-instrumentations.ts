/** The names that `OTELSEAL_INSTRUMENTATIONS_DISABLED` lists, separated by commas. */
export function disabledInstrumentations(environment: NodeJS.ProcessEnv): string[] {
  const names = (environment['OTELSEAL_INSTRUMENTATIONS_DISABLED'] ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}
