// A load generator of its own process: `pipelining-client.ts PORT CONNECTIONS DEPTH`. Its parent sends how many requests it wants answered and
// gets how many milliseconds that took. It counts answers by their first line and reads nothing else, so that it never is what is measured.
import { connect, type Socket } from 'node:net';

const [port = 0, connections = 0, depth = 0] = process.argv.slice(2).map(Number);
const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\n\r\n');
const FIRST_LINE = Buffer.from('HTTP/1.1 200 OK\r\n');

const sockets = await Promise.all(Array.from({ length: connections }, () => connected()));
process.on('message', async (amount: number) => {
  const startMs = performance.now();
  await Promise.all(sockets.map((socket) => ask(socket, Math.ceil(amount / connections))));
  process.send?.({ millis: performance.now() - startMs });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

function connected(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });
}

/** Keeps so many requests on the way until as many are answered as are wanted. */
function ask(socket: Socket, amount: number): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    let answered = 0;
    const more = (count: number): void => {
      const next = Math.min(count, amount - asked);
      asked += next;
      if (next > 0) socket.write(Buffer.concat(Array.from({ length: next }, () => REQUEST)));
    };
    let tail: Buffer = Buffer.alloc(0); // a first line may be cut in two
    const count = (chunk: Buffer): void => {
      const text = Buffer.concat([tail, chunk]);
      const arrived = occurrences(text);
      tail = text.subarray(Math.max(0, text.length - FIRST_LINE.length + 1));
      answered += arrived;
      if (answered >= amount) {
        socket.off('data', count);
        resolve();
      } else more(arrived);
    };
    socket.on('data', count);
    more(depth);
  });
}

function occurrences(chunk: Buffer): number {
  let found = 0;
  for (let at = chunk.indexOf(FIRST_LINE); at >= 0; at = chunk.indexOf(FIRST_LINE, at + FIRST_LINE.length)) found++;
  return found;
}
