import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readSmallFile } from '../files/read-small-file.js';
import { replaceFile } from '../files/replace-file.js';
import type { Io } from '../io.js';
import { applyRotation, readRotation } from '../keys/root-rotation.js';
import { listOfVkey, TrustEditor, type TrustEntry } from '../keys/trust-editor.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';

const ACTIONS = ['add', 'retire', 'compromised', 'rotate'] as const;
type Action = (typeof ACTIONS)[number];

/** Options that each action takes besides `--trust`. */
const TAKES: Readonly<Record<Action, readonly string[]>> = {
  add: ['vkey', 'organisation', 'tenant', 'environment', 'service', 'not-before', 'not-after', 'custody', 'purpose'],
  retire: ['vkey', 'at'],
  compromised: ['vkey', 'at'],
  rotate: ['statement'],
};

/** `otelseal keys trust`: changes whom a trust file believes, one step at a time. */
export const keysTrust: Command = {
  name: 'keys trust',
  summary: 'changes whom a trust file believes: add, retire, compromised, rotate',
  help: `otelseal keys trust add --vkey VKEY [--trust FILE] [--organisation NAME] [--tenant NAME] [--environment NAME] [--service LIST]
                        [--not-before TIME] [--not-after TIME] [--custody local|remote] [--purpose LIST]
otelseal keys trust retire --vkey VKEY|ID --at TIME [--trust FILE]        certificates of the key must have ended by then
otelseal keys trust compromised --vkey VKEY|ID --at TIME [--trust FILE]   the key may be in other hands since then
otelseal keys trust rotate --statement FILE [--trust FILE]                what keys rotate wrote

  --trust FILE     default $OTELSEAL_TRUST
  --vkey VKEY      a root's or a witness's; a witness has no organisation, tenant, environment, service, custody or purpose
  --service LIST   names or patterns with *, separated by commas; default *
  --purpose LIST   of seal, redact; default seal
  TIME             RFC 3339, such as 2026-11-23T10:00:00Z

The file is replaced as a whole, never edited in place. A key that is there is not added again, and an end that is set can
only come nearer. Exit: 0 done, 64 wrong usage, 69 the file cannot be written.`,

  async run(args, io) {
    const options = parseOptions(
      args,
      Object.fromEntries(
        [...new Set(['trust', ...Object.values(TAKES).flat()])].map((name) => [name, { type: 'string' as const }]),
      ),
    );
    const action = actionOf(options);
    const path = trustPath(options, io);
    const before = await readSmallFile(path, 'The trust file');
    const { edited, told } = await edit(action, TrustEditor.read(before), options);
    await replaceFile(path, before, edited.text());
    await io.stdout.write(`${quoted(path)}: ${escapeForTerminal(told)}\n`);
    return EXIT_CODE.ok;
  },
};

function actionOf(options: ParsedOptions): Action {
  const [word = '', stray] = options.positionals;
  const action = ACTIONS.find((name) => name === word);
  if (action === undefined) {
    const hint = word === '' ? '' : `; found ${quoted(word)}`;
    throw usageError(`keys trust needs one of: ${ACTIONS.join(', ')}${hint}.${didYouMean(word, ACTIONS)}`);
  }
  if (stray !== undefined) throw usageError(`keys trust ${action} takes no ${quoted(stray)}.`);
  const wrong = Object.values(TAKES)
    .flat()
    .find((name) => options.has(name) && !TAKES[action].includes(name));
  if (wrong !== undefined) throw usageError(`keys trust ${action} takes no --${wrong}.`);
  return action;
}

/** The file that `--trust` or `OTELSEAL_TRUST` names. */
export function trustPath(options: ParsedOptions, io: Pick<Io, 'env'>): string {
  const path = options.text('trust') ?? io.env['OTELSEAL_TRUST'];
  if (path === undefined || path === '') throw usageError('Name the trust file with --trust (or OTELSEAL_TRUST).');
  return path;
}

async function edit(
  action: Action,
  trust: TrustEditor,
  options: ParsedOptions,
): Promise<{ readonly edited: TrustEditor; readonly told: string }> {
  if (action === 'rotate') {
    const rotation = readRotation(await readSmallFile(needed(options, 'statement'), 'The statement'));
    const told = `${rotation.newVkey} follows ${rotation.oldVkey}`;
    return { edited: applyRotation(trust, rotation), told };
  }
  const vkey = needed(options, 'vkey');
  if (action === 'add') {
    const list = listOfVkey(vkey);
    const edited = trust.add(list, list === 'roots' ? rootEntry(vkey, options) : witnessEntry(vkey, options));
    return { edited, told: `believes the ${list === 'roots' ? 'root' : 'witness'} ${vkey}` };
  }
  const member = action === 'retire' ? 'notAfter' : 'compromisedAfter';
  const list = isListed(trust, 'witnesses', vkey) ? 'witnesses' : 'roots';
  const at = needed(options, 'at');
  const edited = trust.limit(list, vkey, member, at);
  return { edited, told: `${trust.entry(list, vkey).vkey} ${member} ${at}` };
}

function isListed(trust: TrustEditor, list: 'witnesses', vkey: string): boolean {
  const { witnesses = [] } = JSON.parse(trust.text()) as { readonly [list]?: readonly TrustEntry[] };
  return witnesses.some((entry) => entry.vkey === vkey || entry.vkey.split('+')[1] === vkey);
}

function needed(options: ParsedOptions, name: string): string {
  const text = options.text(name);
  if (text === undefined) throw usageError(`--${name} is missing. See otelseal keys trust --help.`);
  return text;
}

function rootEntry(vkey: string, options: ParsedOptions): TrustEntry {
  return {
    vkey,
    organisation: options.text('organisation') ?? 'default',
    tenant: options.text('tenant') ?? 'default',
    environment: options.text('environment') ?? 'any',
    services: (options.text('service') ?? '*').split(','),
    purpose: (options.text('purpose') ?? 'seal').split(','),
    ...times(options),
    ...(options.has('custody') ? { custody: options.text('custody') } : {}),
  };
}

function witnessEntry(vkey: string, options: ParsedOptions): TrustEntry {
  const wrong = ['organisation', 'tenant', 'environment', 'service', 'custody', 'purpose'].find((name) =>
    options.has(name),
  );
  if (wrong !== undefined) throw usageError(`A witness has no --${wrong}: it speaks for no service.`);
  return { vkey, ...times(options) };
}

function times(options: ParsedOptions): Readonly<Record<string, unknown>> {
  const [notBefore, notAfter] = [options.text('not-before'), options.text('not-after')];
  return { ...(notBefore === undefined ? {} : { notBefore }), ...(notAfter === undefined ? {} : { notAfter }) };
}
