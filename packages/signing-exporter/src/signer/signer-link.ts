import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { BoundedLines } from './bounded-lines.js';
import { MAX_LINE_BYTES, parsedLine, type SignerSetting, type SignRequest } from './signer-messages.js';

/** Requests that may be under way at once; a stream has one. */
const MAX_PENDING = 256;
const SIGNATURE_BYTES = 64;

/** What a link needs to know of its process. */
export interface SignerProgram {
  readonly path: string;
  readonly setting: SignerSetting;
  /** What the process showed when it was tried: another key under the same path is refused. */
  readonly publicKey: Uint8Array;
}

interface Pending {
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** One running signer process and what it still owes. Whatever it says out of turn ends it. */
export class SignerLink {
  readonly #child: ChildProcess;
  readonly #program: SignerProgram;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: () => void;
  #nextId = 1;
  #greeted = false;
  #over = false;

  /** @param ended called once, when the process is gone or has been given up */
  constructor(program: SignerProgram, ended: () => void) {
    this.#program = program;
    this.#ended = ended;
    this.#child = spawn(process.execPath, [program.path], { stdio: ['pipe', 'pipe', 'ignore'], env: {}, cwd: '/' });
    const lines = new BoundedLines(MAX_LINE_BYTES, {
      line: (text) => this.#heard(text),
      tooLong: () => this.end('The signer process said too much.'),
    });
    this.#child.on('error', (error) => this.end(`The signer process cannot be started: ${error.message}.`));
    this.#child.on('exit', (code, signal) => this.end(`The signer process ended (${signal ?? code}).`));
    this.#child.stdin?.on('error', () => this.end('The signer process does not listen.'));
    this.#child.stdout?.on('data', (bytes: Buffer) => lines.add(bytes));
    this.#letTheProcessEnd();
    this.#say(program.setting);
  }

  sign(message: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(new Error('The signer process has ended.'));
      if (this.#pending.size >= MAX_PENDING) return reject(new Error('The signer process owes too many answers.'));
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      this.#say({ id, message: Buffer.from(message).toString('base64') });
    });
  }

  /** Ends the process; what it still owed is refused. */
  end(why: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#child.stdin?.destroy();
    this.#child.kill('SIGKILL');
    for (const { reject } of this.#pending.values()) reject(new Error(why));
    this.#pending.clear();
    this.#ended();
  }

  #heard(line: string): void {
    if (this.#over) return;
    const said = parsedLine(line);
    if (said === undefined) this.end('The signer process said what is no answer.');
    else if (this.#greeted) this.#answered(said);
    else this.#greetedWith(said);
  }

  #greetedWith({ publicKey, error }: Readonly<Record<string, unknown>>): void {
    const wanted = Buffer.from(this.#program.publicKey).toString('base64');
    if (publicKey === wanted) this.#greeted = true;
    else if (error === undefined) this.end('The signing key is another one than at the start.');
    else
      this.end(
        `The signer process cannot use its key: ${String((error as { message?: unknown }).message).slice(0, 500)}`,
      );
  }

  #answered({ id, signature, refused }: Readonly<Record<string, unknown>>): void {
    const pending = this.#pending.get(id as number);
    if (pending === undefined) {
      this.end('The signer process answered what nobody asked.');
      return;
    }
    this.#pending.delete(id as number);
    const bytes = Buffer.from(typeof signature === 'string' ? signature : '', 'base64');
    if (bytes.length === SIGNATURE_BYTES) pending.resolve(new Uint8Array(bytes));
    else pending.reject(new Error(`The signer process refused to sign: ${String(refused).slice(0, 200)}.`));
  }

  #say(line: SignerSetting | SignRequest): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** The process must not live because of its signer; the signer ends when its input does. */
  #letTheProcessEnd(): void {
    this.#child.unref();
    (this.#child.stdin as Socket | null)?.unref();
    (this.#child.stdout as Socket | null)?.unref();
  }
}
