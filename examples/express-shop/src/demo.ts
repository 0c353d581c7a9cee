// `npm start`: a day in the shop, honest and hostile, recorded, sealed and delivered; then the log is verified, changed in a
// copy, and verified again. Exits 0 only if the honest log is proven and the changed one is found out.
import { resolve } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { DemoError } from './demo/demo-error.ts';
import { type DemoFolder, prepareDemoFolder, ROOT } from './demo/demo-folder.ts';
import { type CommandResult, otelseal, shellWord } from './demo/otelseal-command.ts';
import { ShopProcess } from './demo/shop-process.ts';
import { storedRecords } from './demo/stored-records.ts';
import { lowerRefundInCopy } from './demo/tampered-copy.ts';
import { say, sayAligned } from './demo/terminal.ts';
import { isControlRecord, isSecurityEvent, seenEvents, seenHostileNames } from './demo/what-was-seen.ts';
import type { ToldIncident } from './tell-incident.ts';
import { attacks } from './traffic/attacks.ts';
import { honestDay } from './traffic/honest-day.ts';

async function demo(): Promise<boolean> {
  say('A small shop, honest customers, attackers; then somebody edits the security log.', 'bold');
  const folder = prepareDemoFolder(process.env['OTELSEAL_DEMO_DIR']);
  const { refunded, requests } = await aDayInTheShop(folder);
  showWhatWasSeen(folder, requests);

  const honest = await verify(folder.log, folder);
  const isProven = honest.exitCode === 0 && honest.lines[0]?.startsWith('INTACT') === true;

  const lowered = refunded.slice(1);
  const { line } = lowerRefundInCopy(folder, refunded, lowered);
  say();
  say(
    `In a copy of the log the refund of ${refunded} becomes ${lowered}, in every place of its record (line ${line}):`,
    'bold',
  );
  const tampered = await verify(folder.tamperedLog, folder);
  const isFoundOut = tampered.exitCode === 1 && tampered.lines[0]?.startsWith('NOT INTACT') === true;

  say();
  if (isProven && isFoundOut)
    say(
      '✔ The honest log is proven, the changed one is found out. Repeat the two commands, or change something else yourself.',
      'green',
    );
  else say('✘ The verdicts are not what they should be.', 'red');
  return isProven && isFoundOut;
}

/** The root key stays with the shop; the trust file goes to whoever will verify, out of reach of the log. */
async function makeKey({ key, trust }: DemoFolder): Promise<void> {
  const { exitCode, lines } = await otelseal('keys', 'generate', '--out', key, '--trust', trust);
  if (exitCode !== 0) throw new DemoError('ERR_DEMO_COMMAND', `otelseal keys generate failed: ${lines[0]}`);
}

async function aDayInTheShop(folder: DemoFolder): Promise<{ readonly refunded: string; readonly requests: number }> {
  const collector = await startCollector(resolve(ROOT, folder.log));
  let shop: ShopProcess | undefined;
  try {
    await makeKey(folder);
    const variables = {
      OTEL_SERVICE_NAME: 'express-shop',
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: collector.url,
      OTELSEAL_SIGNING_KEY_FILE: resolve(ROOT, folder.key),
    };
    shop = await ShopProcess.start(variables, sayIncident);
    say();
    sayAligned([
      ['collector', `${collector.url}, writes ${folder.log}`],
      ['shop', `${shop.url}, seals with ${folder.key}`],
      ['verifier', `trusts what ${folder.trust} names, kept away from the log`],
    ]);
    const count = { requests: 0 };
    const { refunded } = await honestDay(shop.url, count);
    say();
    say(
      'The honest day is over without an alarm. Now the attackers come, and the shop notices them while they work:',
      'bold',
    );
    await attacks(shop.url, count);
    await shop.stop();
    return { refunded, requests: count.requests };
  } finally {
    shop?.kill();
    await collector.close();
  }
}

/** At the moment when the shop notices it. */
function sayIncident({ severity, state, summary, response }: ToldIncident): void {
  say(
    `   ${severity.toUpperCase().padEnd(8)}  ${state === 'raised' ? 'worse: ' : ''}${summary}`,
    severity === 'low' ? 'yellow' : 'red',
  );
  say(`             ${response}`, 'dim');
}

async function startCollector(file: string): Promise<OtlpReceiver> {
  const port = Number(process.env['OTELSEAL_DEMO_PORT'] ?? 0);
  try {
    return await OtlpReceiver.start(file, { port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new DemoError(
      'ERR_DEMO_PORT',
      `cannot listen on 127.0.0.1:${port} (${code}); set OTELSEAL_DEMO_PORT to a free port, or to 0.`,
      { cause },
    );
  }
}

function showWhatWasSeen({ log }: DemoFolder, requests: number): void {
  const records = storedRecords(log);
  const events = records.filter(isSecurityEvent).length;
  say();
  say(`${requests} HTTP requests left ${events} security events with the collector:`, 'bold');
  sayAligned(seenEvents(records));
  say();
  say('User names that were typed to forge lines or to steer a terminal, as they stand in the log:', 'bold');
  sayAligned(seenHostileNames(records).map((text) => [text]));
  say();
  say(
    `The shop has closed in order; ${records.filter(isControlRecord).length} control records (opening, checkpoints, closing) seal what it wrote.`,
  );
}

async function verify(file: string, { trust }: DemoFolder): Promise<CommandResult> {
  const args = ['verify', `file:${file}`, '--trust', trust];
  say();
  say(`$ npx otelseal ${args.map(shellWord).join(' ')}`, 'bold');
  const result = await otelseal(...args);
  for (const line of result.lines) say(line, result.exitCode === 0 ? 'green' : 'red');
  say(`(exit code ${result.exitCode})`, 'dim');
  return result;
}

try {
  process.exitCode = (await demo()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof DemoError)) throw error;
  console.error(`demo: ${error.message}`);
  process.exitCode = 69;
}
