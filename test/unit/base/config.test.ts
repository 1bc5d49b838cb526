import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { usualLimits } from '#imagery/base/limits.ts';
import { readConfig } from '../../../server/base/config.ts';

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4322,
      dataDirectory: path.resolve('data'),
      databaseUrl: undefined,
      migrationDatabaseUrl: undefined,
      directDatabaseUrl: undefined,
      preparedStatements: true,
      maxUpload: 8 * 2 ** 30,
      diskReserve: 2 ** 30,
      sample: true,
      trustNetwork: false,
      allowedHosts: [],
      limits: usualLimits,
      logLevel: 'info',
    });
  });

  it('count as not given where they are empty', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(4322);
  });

  it.each([
    ['500 MiB', 500 * 2 ** 20],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['1024', 1024],
    ['2 tib', 2 * 2 ** 40],
  ])('read a size as %s', (text, bytes) => {
    expect(readConfig({ MAX_UPLOAD: text }).maxUpload).toBe(bytes);
  });

  it('move the bounds of what an image may ask', () => {
    const { limits } = readConfig({ INGEST_MEMORY: '1 GiB', INGEST_MINUTES: '5', MAX_PIXELS: '1000000' });
    expect(limits).toEqual({ ...usualLimits, memory: 2 ** 30, minutes: 5, pixels: 1e6 });
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [{ MAX_PIXELS: '5000000000' }, /^MAX_PIXELS is at most 4294967295, not '5000000000'\.$/],
    [{ INGEST_MINUTES: '0' }, /^INGEST_MINUTES is a whole number from 1 on/],
    [{ PORT: '70000' }, /^PORT is a number from 0 to 65535, not '70000'\.$/],
    [{ PORT: '80a' }, /^PORT/],
    [{ MAX_UPLOAD: '8 GB' }, /^MAX_UPLOAD is a size such as '8 GiB'/],
    [{ MAX_UPLOAD: '0' }, /^MAX_UPLOAD/],
    [{ SAMPLE: 'yes' }, /^SAMPLE is 'on' or 'off', not 'yes'\.$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is a postgres:\/\/ address/],
    [{ MIGRATION_DATABASE_URL: 'postgres://x/y' }, /DATABASE_URL is not/],
    [{ PORT: 'x', SAMPLE: 'y' }, /^PORT.*\nSAMPLE/],
    [
      { ALLOWED_HOSTS: 'https://maps.example.org' },
      /^ALLOWED_HOSTS is names such as .*, not 'https:\/\/maps\.example\.org'\.$/,
    ],
    [{ ALLOWED_HOSTS: '*.example.org' }, /^ALLOWED_HOSTS/],
    [{ ALLOWED_HOSTS: 'maps.example.org/map' }, /^ALLOWED_HOSTS/],
    [{ ALLOWED_HOSTS: 'maps.example.org:http' }, /^ALLOWED_HOSTS/],
    [{ ALLOWED_HOSTS: 'maps.example.org:70000' }, /^ALLOWED_HOSTS/],
    [{ ALLOWED_HOSTS: 'maps example' }, /^ALLOWED_HOSTS/],
    [{ ALLOWED_HOSTS: 'one.example,,two.example' }, /^ALLOWED_HOSTS/],
    [{ HOST: '0.0.0.0' }, /TRUST_NETWORK=on/],
    [{ HOST: 'afterimage.lan' }, /TRUST_NETWORK=on/],
    [{ HOST: '127.evil.example' }, /TRUST_NETWORK=on/],
  ])('tell in a sentence what is wrong: %o', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(sentence);
  });

  it.each<[string, { name: string; port: string }[]]>([
    ['Maps.Example.org', [{ name: 'maps.example.org', port: '' }]],
    [
      'a.example:8443 , b.example.',
      [
        { name: 'a.example', port: '8443' },
        { name: 'b.example', port: '' },
      ],
    ],
    ['::1', [{ name: '[::1]', port: '' }]],
    ['[2001:db8:0::1]:80', [{ name: '[2001:db8::1]', port: '80' }]],
    ['bücher.example', [{ name: 'xn--bcher-kva.example', port: '' }]],
  ])('read the names of the server from %s', (text, hosts) => {
    expect(readConfig({ ALLOWED_HOSTS: text }).allowedHosts).toEqual(hosts);
  });

  it.each(['::1', '[::1]', 'LOCALHOST', '127.0.0.2'])('take %s for this machine alone', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host);
  });

  it('allow a network that is trusted', () => {
    expect(readConfig({ HOST: '0.0.0.0', TRUST_NETWORK: 'on' }).host).toBe('0.0.0.0');
  });
});
