import { expect, it } from 'vitest';
import { flattened, soundFeatures } from '../../../../client/overlay/sound-features.ts';

it.each([
  ['spaces of any kind', 'Gate \u00a0\n of\u3000old', 'Gate of old'],
  ['characters that are not seen', '\ufeff\u202eGate\u200b of\u00ad old\u200f', 'Gate of old'],
  ['half of a pair', 'Gate \ud800', 'Gate \ufffd'],
  ['nothing that is seen', '\u200b\u3164', undefined],
])('takes the name of what others drew as it is seen, whatever it holds: %s', (_, name, taken) => {
  const geometry = { type: 'Point', coordinates: [129.9, 42.5] };
  const [feature] = soundFeatures(flattened({ type: 'Feature', geometry, properties: { name } }));
  expect(feature?.name).toBe(taken);
});
