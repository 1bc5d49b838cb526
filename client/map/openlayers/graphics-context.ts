/**
 * Has all WebGL of the page drawn without antialiasing. Scenes are drawn as squares that stand straight, on which it
 * smooths nothing, and it takes four times the memory of a picture and, where there is no graphics card, a fifth
 * of each frame. OpenLayers asks for it, and can only be answered here.
 */
export function drawWithoutAntialiasing(): void {
  const { prototype } = HTMLCanvasElement;
  const given = prototype.getContext as GetContext;
  const getContext: GetContext = function (kind, attributes) {
    return given.call(this, kind, kind.endsWith('webgl') ? { ...attributes, antialias: false } : attributes);
  };
  prototype.getContext = getContext as HTMLCanvasElement['getContext'];
}

type GetContext = (
  this: HTMLCanvasElement,
  kind: string,
  attributes?: Record<string, unknown>,
) => RenderingContext | null;
