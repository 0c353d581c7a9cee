// The public surface of every published package, as text that a reviewer sees change: `packages/*/etc/*.api.md`.
//   node bootstrap.mjs test/api-reports/run.ts            fails when one is not current
//   node bootstrap.mjs test/api-reports/run.ts --update   writes them
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from '@microsoft/api-extractor';
import { TSDocConfigFile } from '@microsoft/tsdoc-config';

import { type EntryPoint, publishedEntryPoints, ROOT } from './entry-points.ts';
import { unmarkedExports } from './unmarked-exports.ts';

const UPDATE_COMMAND = 'node bootstrap.mjs test/api-reports/run.ts --update';
const update = process.argv.includes('--update');
const scratch = mkdtempSync(join(tmpdir(), 'otelseal-api-'));
const tsdocConfigFile = TSDocConfigFile.loadFile(join(ROOT, 'test/api-reports/tsdoc.json'));

function configFor({ folder, types, report }: EntryPoint): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    tsdocConfigFile,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: { target: 'es2023', module: 'nodenext', strict: true, skipLibCheck: true, types: [] },
          files: [types],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: join(folder, 'etc'),
        reportTempFolder: scratch,
        includeForgottenExports: true,
        tagsToReport: { '@stable': true, '@experimental': true },
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}

/** Prints what is wrong itself: api-extractor's own messages speak of builds that we do not have. */
function quietly(message: ExtractorMessage): void {
  message.handled = message.logLevel !== 'error';
}

function stateOf(entries: readonly EntryPoint[]): string[] {
  const configs = entries.map(configFor);
  const [first] = configs;
  if (!first) return [];
  if (update) mkdirSync(first.reportFolder, { recursive: true });
  const compilerState = CompilerState.create(first, { additionalEntryPoints: entries.map(({ types }) => types) });
  return configs.flatMap((config) => {
    const { apiReportChanged, errorCount } = Extractor.invoke(config, {
      localBuild: update,
      compilerState,
      messageCallback: quietly,
    });
    const report = basename(config.reportFilePath);
    const unmarked = unmarkedExports(config.reportTempFilePath).map(
      (name) => `${report}: ${name} is neither @stable nor @experimental`,
    );
    if (errorCount > 0) return [`${report}: the declarations do not compile`, ...unmarked];
    return apiReportChanged && !update ? [`${report} is not current: ${UPDATE_COMMAND}`, ...unmarked] : unmarked;
  });
}

try {
  const complaints = [...publishedEntryPoints().values()].flatMap(stateOf);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
