/** One item of the XML that GDAL keeps in TIFF's tag 42112; `sample` and `role` where it is about one band. */
export type GdalItem = {
  name: string;
  value: string;
  sample: number | null;
  role: string | null;
};

/**
 * The items of GDAL's metadata, in the order of the text. They are flat, and are taken as text, since no more
 * than words is wanted; what is not one of them is passed over.
 */
export function gdalItems(xml: string): GdalItem[] {
  return [...xml.matchAll(/<Item\b([^<>]*)>([^<]*)<\/Item>/g)].flatMap(
    ([, attributes = '', content = '']) => {
      const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
      const [name, sample] = [attribute('name'), attribute('sample')];
      if (name === null) return [];
      const band = sample === null ? null : Number(sample);
      return [{ name, value: unescaped(content), sample: band, role: attribute('role') }];
    },
  );
}

/** GDAL escapes its items twice, once as text and once as XML. */
function unescaped(text: string): string {
  const once = (from: string) =>
    from
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return once(once(text));
}
