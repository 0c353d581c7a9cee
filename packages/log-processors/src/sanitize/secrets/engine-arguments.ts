import type { Detector } from '../detect/detector.js';

/*
 * A server, a database, a user and a password in this order: the engines and functions by which ClickHouse reads other servers' tables,
 * and what a driver was handed in a trace.
 */

const FOUR_BEFORE = /^\s?(?:'[^'\n]{0,256}',\s?){3,4}'([^'\n]{4,512})'(?=\s?[,)])/;
const THIRD_OF_OBJECTS =
  /^\s?'[^'\n]{0,512}',\s?'[A-Za-z0-9_-]{4,128}',\s?'((?=[^'\n]{0,200}\d)[A-Za-z0-9+/=_-]{16,512})'/;

/** `MySQL('host:3306', 'db', 'table', 'user', 'x')`, `s3('https://…', 'id', 'x')`. */
export const engineArguments: Detector = {
  keywords: ['mysql(', 'postgresql(', 'mongodb(', 'remote(', 'remotesecure(', 's3(', 's3cluster(', 'gcs(', 'iceberg('],
  at(text, start, end, found) {
    const isObjects = /^(?:s3|gcs|ice)/i.test(text.slice(start, end));
    const match = (isObjects ? THIRD_OF_OBJECTS : FOUR_BEFORE).exec(text.slice(end, end + 2_048));
    const secret = match?.[1];
    if (match === null || secret === undefined || secret === '[HIDDEN]') return end;
    if (!isObjects && /^[A-Za-z]+$/.test(secret) && !/^\s?'[^'\n]*[.:{]/.test(match[0])) return end; // names of columns
    const to = end + match[0].lastIndexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};

/** Around a call the word is an argument, whatever it is. */
const IN_CALL = /[([]\s{0,8}\\{0,3}["']?$/;
const REST_OF_SOURCE = /^[^\s,"'()]{1,256}["']?, ?["']?[\w.@-]{1,64}["']?, ?(["']?)([^\s,"'()]{2,256})\1(?=[,)\s]|$)/;

/** `mysql:host=localhost;dbname=shop, forge, x`: the data source of PHP, a user, a password. */
export const dataSourceArguments: Detector = {
  keywords: [
    'mysql:host=',
    'mysql:dbname=',
    'mysql:unix_socket=',
    'pgsql:host=',
    'pgsql:dbname=',
    'sqlsrv:server=',
    'dblib:host=',
    'oci:dbname=',
  ],
  at(text, start, end, found) {
    const match = REST_OF_SOURCE.exec(text.slice(end, end + 640));
    const secret = match?.[2];
    if (
      match?.[1] === '' &&
      /^[a-z]+$/i.test(secret ?? '') &&
      !IN_CALL.test(text.slice(Math.max(0, start - 12), start))
    )
      return end;
    if (
      match === null ||
      secret === undefined ||
      /^(?:null|array|object|\[\]|\.{3}|\*+|\$\w*|[a-z]{1,5})$/i.test(secret)
    )
      return end;
    const to = end + match[0].lastIndexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};
