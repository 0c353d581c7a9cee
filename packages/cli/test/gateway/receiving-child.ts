// The receiver behind a gateway, as a process that can be killed: node receiving-child.ts PORT FILE
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { OtlpReceiver } from '@otelseal/testing';

const [port, file = ''] = process.argv.slice(2);
// A line that the one before could not end was never acknowledged.
if (existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n')) appendFileSync(file, '\n');
await OtlpReceiver.start(file, { port: Number(port) });
process.stdout.write('ready\n');
