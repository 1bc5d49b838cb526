import type WebGLTileLayer from 'ol/layer/WebGLTile.js';

/** OpenLayers puts up to four bands into the channels of each texture. */
const CHANNELS = 4;

type Parsed = { fragmentShader: string };
type WithShader = { parseStyleForRender_: (...projection: unknown[]) => Parsed };

/**
 * Has a layer read each texture once a pixel. OpenLayers reads it anew for each band that a style names, which
 * takes a machine without a graphics card half as long again for each frame.
 */
export function readTexelsOnce(layer: WebGLTileLayer): void {
  // OpenLayers has no other way to a style's shader.
  const internals = layer as unknown as WithShader;
  const parse = internals.parseStyleForRender_.bind(layer);
  internals.parseStyleForRender_ = (...projection) => {
    const parsed = parse(...projection);
    return { ...parsed, fragmentShader: texelsOnce(parsed.fragmentShader) };
  };
}

/** Bands beside a pixel, which sharpening looks at, are read as before. */
function texelsOnce(shader: string): string {
  const places = new Map<number, { texture: number; channel: number }>();
  for (const [, band, texture, channel] of shader.matchAll(
    /if \(band == (\d+)\.0\) \{\s*return texture2D\(u_tileTextures\[(\d+)\], [^[]*\)\[(\d)\];/g,
  ))
    places.set(Number(band), { texture: Number(texture), channel: Number(channel) });
  const textures = Math.ceil(places.size / CHANNELS);
  const [head = '', main] = shader.split('void main() {');
  if (!main || textures === 0) return shader;
  const read = Array.from(
    { length: textures },
    (_, texture) => `vec4 texel${texture} = texture2D(u_tileTextures[${texture}], v_textureCoord);`,
  );
  const once = main.replaceAll(/getBandValue\((\d+)\.0, 0\.0, 0\.0\)/g, (call, band) => {
    const place = places.get(Number(band));
    return place ? `texel${place.texture}[${place.channel}]` : call;
  });
  return `${head}void main() {\n${read.join('\n')}${once}`;
}
