import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

async function fail(...args: string[]) {
  const script = path.join(import.meta.dirname, '../../support/server/failing.child.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', log: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.log += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...said };
}

describe('what nobody catches', () => {
  it.each([
    ['rejection', 50],
    ['rejection of nothing', 50],
    ['reset line', 40],
    ['broken pipe', 40],
  ])('where it is a %s, is logged, and the server goes on', async (failure, level) => {
    const { code, out, log } = await fail(failure);
    expect([code, out]).toEqual([0, 'goes on\n']);
    expect(log).toMatch(new RegExp(`^{"level":${level},.*goes on"}$`, 'm'));
  });

  it.each(['exception', 'exception that is no error'])(
    'where it is an %s, ends the server: cleanly, with a sentence, and not as if all were well',
    async (failure) => {
      const { code, out, log } = await fail(failure);
      expect([code, out]).toEqual([1, 'stopped\n']);
      expect(log).toMatch(/^{"level":60,.*start it again\. What was saved is saved"}$/m);
    },
  );

  it('ends the server also where it cannot stop', async () => {
    const { code, log } = await fail('exception', 'stuck');
    expect(code).toBe(1);
    expect(log).toContain('start it again');
  });
});
