import { effect } from '@preact/signals';
import Layer from 'ol/layer/Layer.js';
import type OlMap from 'ol/Map.js';
import { mode } from '../../comparison/index.ts';
import { rampColours } from '../base/ramps.ts';

const VERTEX = `
attribute vec2 corner;
varying vec2 place;
void main() {
  place = corner * 0.5 + 0.5;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** Brightness by the weights of Rec. 709. Only where both dates show something is there a difference. */
const FRAGMENT = `
precision mediump float;
uniform sampler2D before;
uniform sampler2D after;
uniform sampler2D ramp;
varying vec2 place;
void main() {
  vec4 one = texture2D(before, place);
  vec4 other = texture2D(after, place);
  if (one.a < 0.5 || other.a < 0.5) discard;
  float change = dot(other.rgb - one.rgb, vec3(0.2126, 0.7152, 0.0722));
  gl_FragColor = texture2D(ramp, vec2((0.5 + 0.5 * change) * (255.0 / 256.0) + 0.5 / 256.0, 0.5));
}`;

/**
 * Draws, in the mode 'difference', how much brighter (towards teal) or darker (towards brown) each pixel is
 * after than before, from -1 to 1 of what a screen shows. It is taken from both dates as they were just
 * drawn, each in its own look and its own system: what is compared is normalised by each scene's stretch.
 */
export function mountDifference(map: OlMap): () => void {
  return effect(() => {
    if (mode.value !== 'difference') return undefined;
    const painter = differencePainter();
    if (!painter) return undefined;
    const holder = document.createElement('div');
    holder.className = 'map-difference';
    holder.append(painter.canvas);
    let again = 0;
    const layer = new Layer({
      className: 'map-difference',
      zIndex: 2,
      render: () => {
        const [earlier, later] = ['before', 'after'].map((side) =>
          map
            .getTargetElement()
            ?.querySelector<HTMLCanvasElement>(`canvas.map-scene-${side}, .map-scene-${side} canvas`),
        );
        const whole = painter.paint(earlier ?? null, later ?? null);
        // A side's canvas is put on the page after its first frame is drawn: one more frame, then, is enough.
        if (whole) again = 0;
        else again ||= requestAnimationFrame(() => map.render());
        return holder;
      },
    });
    map.addLayer(layer);
    return () => {
      cancelAnimationFrame(again);
      map.removeLayer(layer);
      layer.dispose();
      painter.dispose();
    };
  });
}

/**
 * Draws the difference of two pictures of one size, as the mode shows it, at a place of a canvas. Throws a
 * sentence where the browser has no graphics context left for it.
 */
export function drawDifference(
  context: CanvasRenderingContext2D,
  { x, y }: { x: number; y: number },
  before: HTMLCanvasElement,
  after: HTMLCanvasElement,
): void {
  const painter = differencePainter();
  if (!painter) throw new Error('This browser cannot draw the difference now.');
  painter.paint(before, after);
  context.drawImage(painter.canvas, x, y);
  painter.dispose();
}

type Painter = {
  canvas: HTMLCanvasElement;
  /** Paints nothing, and says false, where one of both is missing. */
  paint: (before: HTMLCanvasElement | null, after: HTMLCanvasElement | null) => boolean;
  dispose: () => void;
};

function differencePainter(): Painter | undefined {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl', { preserveDrawingBuffer: true });
  if (!gl) return undefined;
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);

  for (const [unit, name] of ['before', 'after', 'ramp'].entries()) {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const [parameter, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.NEAREST],
      [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ] as const)
      gl.texParameteri(gl.TEXTURE_2D, parameter, value);
    gl.uniform1i(gl.getUniformLocation(program, name), unit);
  }
  const colours = Uint8Array.from(
    rampColours('diverging').flatMap((colour) => [...(colour.match(/\d+/g) ?? []).map(Number), 255]),
  );
  const { RGBA, UNSIGNED_BYTE, TEXTURE_2D } = gl;
  gl.texImage2D(TEXTURE_2D, 0, RGBA, colours.length / 4, 1, 0, RGBA, UNSIGNED_BYTE, colours);

  return {
    canvas,
    paint: (before, after) => {
      const drawn = [before, after].filter((one) => one !== null);
      const [first] = drawn;
      if (first && (canvas.width !== first.width || canvas.height !== first.height)) {
        canvas.width = first.width;
        canvas.height = first.height;
      }
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clear(gl.COLOR_BUFFER_BIT);
      if (drawn.length < 2) return false;
      for (const [unit, one] of drawn.entries()) {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, RGBA, UNSIGNED_BYTE, one);
      }
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      return true;
    },
    dispose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}
