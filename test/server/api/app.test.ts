import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const site = { name: 'Camp' };

describe('a write', () => {
  it.each<[string, string | null, string]>([
    ['the name that was given', 'Ana Müller', 'Ana Müller'],
    ['a name in another script', '김', '김'],
    ['one form of a name that has several', 'A\u0301na', '\u00c1na'],
    ['a name without the blanks around it', '  Ana ', 'Ana'],
    ['that nobody was named', 'unnamed', 'unnamed analyst'],
  ])('is recorded under %s', async (_, as, recorded) => {
    const { body } = await server.ask('/api/sites', { as, body: site });
    const { body: history } = await server.ask('/api/history?after=0&limit=10000');
    const entry = history.items.find((one: { entityId: string }) => one.entityId === body.id);
    expect(entry.actor).toEqual({ name: recorded, selfDeclared: true });
  });

  it.each<[string, Record<string, string>]>([
    ['without a name', {}],
    ['with an empty name', { Analyst: '%20' }],
    ['with a name that is not encoded at all', { Analyst: 'Zo\u00eb' }],
    ['with a name that is not percent-encoded UTF-8', { Analyst: '%FF' }],
    ['with a control character in the name', { Analyst: 'A%0Ab' }],
    ['with a bidi character in the name', { Analyst: '%E2%80%AEAna' }],
    ['with a zero-width character in the name', { Analyst: 'A%E2%80%8Bna' }],
    ['with a name of blanks that are no spaces', { Analyst: '%E3%85%A4%E2%A0%80' }],
    ['with a name of which nothing is seen', { Analyst: '%EF%B8%8F' }],
    ['with a name of 121 characters', { Analyst: 'a'.repeat(121) }],
  ])('%s is refused', async (_, headers) => {
    const { status, body } = await server.ask('/api/sites', { as: null, headers, body: site });
    expect(status).toBe(400);
    expect(body.type).toBe('/problems/analyst_missing');
  });

  it.each<[string, Record<string, string>, number]>([
    ['from our own page', { Origin: 'http://127.0.0.1:4322', 'Sec-Fetch-Site': 'same-origin' }, 201],
    ['from a program', {}, 201],
    ['typed into the address bar', { 'Sec-Fetch-Site': 'none' }, 201],
    ['from another website', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from another website and an old browser', { Origin: 'https://evil.example' }, 403],
    ['from a page without an origin', { Origin: 'null' }, 403],
    [
      'from another port of this machine',
      { Origin: 'http://127.0.0.1:8080', 'Sec-Fetch-Site': 'same-site' },
      403,
    ],
  ])('%s gets %o → %i', async (_, headers, status) => {
    expect((await server.ask('/api/sites', { headers, body: site })).status).toBe(status);
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['broken JSON', '{', {}, 400, 'malformed'],
    ['another media type', '{}', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['an unknown property', { name: 'x', 'a/b~c': 1 }, {}, 422, 'invalid'],
    ['a body that is too large', { name: 'x'.repeat(5 * 2 ** 20) }, {}, 413, 'too_large'],
    ['too many values', `[${'1,'.repeat(700_000)}1]`, {}, 413, 'too_large'],
  ])('with %s is told so', async (_, body, headers, status, code) => {
    const reply = await server.ask('/api/sites', { body, headers });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('Content-Type')).toContain('application/problem+json');
    expect(reply.body).toMatchObject({ type: `/problems/${code}`, status });
    if (code === 'invalid') expect(reply.body.errors[0].pointer).toBe('/a~1b~0c');
  });

  it('with bytes that are no UTF-8 is refused, since other words than were meant would be kept', async () => {
    const reply = await server.app.request('http://127.0.0.1:4322/api/sites', {
      method: 'POST',
      headers: { Analyst: 'Ana', 'Content-Type': 'application/json; charset=latin1' },
      body: Buffer.from('{"name":"Zo\u00eb"}', 'latin1'),
    });
    expect([reply.status, (await reply.json()).detail]).toEqual([400, 'The body is no UTF-8.']);
  });

  it('with a parameter that nobody reads is refused', async () => {
    const { status, body } = await server.ask('/api/sites?dry=true', { body: site });
    expect([status, body.errors]).toEqual([400, [{ pointer: '?dry', detail: "'dry' is not known here." }]]);
  });

  it('with signs enough in its texts is taken', async () => {
    const text = ',:[{"'.repeat(200_000);
    const { status, body } = await server.ask('/api/sites', { body: { name: 'x', text } });
    expect([status, body.errors]).toEqual([422, [{ pointer: '/text', detail: "'text' is not known here." }]]);
  });

  it('with more faults than anybody reads is told the first hundred', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
    const { body } = await server.ask('/api/sites', { body: { name: 'x', ...unknown } });
    expect(body.errors).toHaveLength(100);
  });
});

describe('every reply', () => {
  it.each(['/healthz', '/api/sites', '/api/nothing', '/nothing'])(
    'keeps the page to itself: %s',
    async (address) => {
      const { headers } = await server.ask(address);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(headers.get('Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each([
    ['127.0.0.1:4322', 200],
    ['localhost:9999', 200],
    ['[::1]:4322', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example:4322', 421],
  ])('to the name %s is %i', async (Host, status) => {
    expect((await server.ask('/api/sites', { headers: { Host } })).status).toBe(status);
  });

  describe('where the network is trusted, and a name allowed', () => {
    let trusting: TestApp;
    beforeAll(async () => {
      trusting = await testApp({
        HOST: '0.0.0.0',
        TRUST_NETWORK: 'on',
        ALLOWED_HOSTS: 'maps.example.org, b\u00fccher.example:8443, proxied.example:443',
      });
    });
    afterAll(() => trusting.close());

    it.each<[string, number]>([
      ['maps.example.org', 200],
      ['MAPS.example.org.:8080', 200],
      ['xn--bcher-kva.example:8443', 200],
      ['xn--bcher-kva.example:8444', 421],
      ['xn--bcher-kva.example', 421],
      ['proxied.example:443', 200],
      ['proxied.example', 200],
      ['other.maps.example.org', 421],
      ['maps.example.org.evil.example', 421],
      ['localhost.', 200],
      ['192.168.1.20:4322', 200],
      ['[fe80::1]:4322', 200],
      ['192.168.1.20.evil.example', 421],
      ['127.1.evil.example', 421],
      ['afterimage.lan', 421],
      ['maps.example.org, evil.example', 421],
      ['maps.example.org@evil.example', 421],
    ])('to %s is %i', async (Host, status) => {
      expect((await trusting.ask('/api/sites', { headers: { Host } })).status).toBe(status);
    });

    it('does not believe what a proxy says, and names the setting', async () => {
      const headers = {
        Host: 'evil.example',
        'X-Forwarded-Host': 'maps.example.org',
        Forwarded: 'host=localhost',
      };
      const { status, body } = await trusting.ask('/api/sites', { headers, body: site });
      expect(status).toBe(421);
      expect(body.detail).toContain('ALLOWED_HOSTS=evil.example');
    });

    it.each<[string, string, number]>([
      ['proxied.example:443', 'https://proxied.example', 201],
      ['proxied.example', 'https://proxied.example', 201],
      ['maps.example.org', 'http://maps.example.org', 201],
      ['maps.example.org:80', 'http://maps.example.org', 201],
      ['maps.example.org', 'http://maps.example.org:8080', 403],
      ['maps.example.org:8080', 'http://maps.example.org', 403],
      ['maps.example.org', 'http://localhost', 403],
      ['192.168.1.20:4322', 'http://192.168.1.20:4322', 201],
      ['192.168.1.20:4322', 'http://192.168.1.21:4322', 403],
    ])('of a write to %s by a page of %s is %i', async (Host, Origin, status) => {
      expect((await trusting.ask('/api/sites', { headers: { Host, Origin }, body: site })).status).toBe(
        status,
      );
    });
  });

  it.each([
    ['names another server in its target', 'GET http://evil.example/api/sites HTTP/1.1', ['127.0.0.1']],
    ['names another one beside', 'GET /api/sites HTTP/1.1', ['127.0.0.1', 'evil.example']],
  ])('to a request that %s is 421', async (_, target, hosts) => {
    const http = createServer(getRequestListener(server.app.fetch)).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const socket = connect((http.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `${[target, ...hosts.map((name) => `Host: ${name}`), 'Connection: close'].join('\r\n')}\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 421 /);
    http.close();
  });

  it('to an unknown address is 404', async () => {
    expect((await server.ask('/api/nothing')).body.type).toBe('/problems/not_found');
  });

  const id = crypto.randomUUID();
  it.each([
    ['DELETE', '/api/sites', 'GET, HEAD, POST'],
    ['POST', `/api/annotations/${id}`, 'GET, HEAD, PUT, DELETE'],
    ['OPTIONS', `/api/scenes/${id}/cancel`, 'POST'],
    ['PUT', '/healthz', 'GET, HEAD'],
    ['DELETE', `/api/uploads/${id}`, undefined],
  ])('to %s %s names what is allowed there: %s', async (method, address, allowed) => {
    const { status, headers, body } = await server.ask(address, { method });
    expect(headers.get('Allow')).toBe(allowed ?? null);
    if (allowed === undefined) return;
    expect([status, body.type]).toEqual([405, '/problems/method_not_allowed']);
    expect(body.detail).toBe(`${address} knows ${allowed}.`);
  });

  it('bears the name that whoever asks gave the request, where it is fit for a log', async () => {
    const named = (name: string) => server.ask('/api/sites', { headers: { 'Request-Id': name } });
    expect((await named('job-17')).headers.get('Request-Id')).toBe('job-17');
    expect((await named('a b')).headers.get('Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is compressed where that is asked for, but for one on which a change may build', async () => {
    const asked = { headers: { 'Accept-Encoding': 'gzip' } };
    const text = 'A valley of which much is to be told. '.repeat(50);
    const { body } = await server.ask('/api/sites', { body: { ...site, description: text } });
    const list = await server.app.request('http://127.0.0.1:4322/api/sites', asked);
    expect(list.headers.get('Content-Encoding')).toBe('gzip');
    const sites = await new Response(list.body!.pipeThrough(new DecompressionStream('gzip'))).json();
    expect(sites.items).toContainEqual(body);
    const one = await server.app.request(`http://127.0.0.1:4322/api/sites/${body.id}`, asked);
    expect([one.headers.get('Content-Encoding'), one.headers.get('ETag')]).toEqual([null, '"1"']);
  });

  it('tells nothing of an error that nobody foresaw', async () => {
    const breaking = await testApp();
    breaking.app.get('/api/break', () => {
      throw new Error('secret');
    });
    const { status, text: told } = await breaking.ask('/api/break');
    expect(status).toBe(500);
    expect(told).not.toContain('secret');
    await breaking.close();
  });
});

describe('the health routes', () => {
  it('tell that the process is up, and whether the database answers', async () => {
    const own = await testApp();
    expect((await own.ask('/healthz')).status).toBe(200);
    expect((await own.ask('/readyz')).status).toBe(200);
    await own.server.close();
    expect((await own.ask('/healthz')).status).toBe(200);
    expect((await own.ask('/readyz')).status).toBe(503);
    await own.close();
  });
});
