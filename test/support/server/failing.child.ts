// A process that fails in a way that nobody catches but the last resort, and says what it still does.

import { createLog } from '../../../server/base/log.ts';
import { catchLast } from '../../../server/runtime/last-resort.ts';

const stop = async () => {
  console.log('stopped');
};
catchLast(createLog('info'), { stop: process.argv[3] === 'stuck' ? () => new Promise(() => {}) : stop });
const failures: Record<string, () => void> = {
  rejection: () => void Promise.reject(new Error('nobody waited')),
  'rejection of nothing': () => void Promise.reject(),
  exception: () => {
    throw new Error('a callback failed');
  },
  'exception that is no error': () => {
    throw null;
  },
  'reset line': () => {
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
  },
  'broken pipe': () => {
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
  },
};
setImmediate(failures[process.argv[2]!]!);
setTimeout(() => console.log('goes on'), 300);
