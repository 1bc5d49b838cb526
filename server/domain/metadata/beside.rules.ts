import type { MetadataFile, Statement } from '#domain/vocabulary/statement.contract.ts';
import { readDimap } from './product/airbus.rules.ts';
import {
  type Element,
  elementFrom,
  elementsNamed,
  MetadataRefusal,
  type RawStatement,
} from './product/element.rules.ts';
import { readGaofen } from './product/gaofen.rules.ts';
import { isGeoEye, readGeoEye } from './product/geoeye.rules.ts';
import { readKompsat } from './product/kompsat.rules.ts';
import { readLandsat } from './product/landsat.rules.ts';
import { readMaxar } from './product/maxar.rules.ts';
import { readPlanetJson, readPlanetXml } from './product/planet.rules.ts';
import { readKeywords } from './product/pvl.rules.ts';
import { readSentinel } from './product/sentinel.rules.ts';
import { readStacItem } from './product/stac-item.rules.ts';
import { readXml } from './product/xml.rules.ts';
import { checkedStatements } from './statement.rules.ts';

const KNOWN =
  'STAC Item, Maxar .IMD or .XML, GeoEye _metadata.txt, Planet .xml or .json, Airbus DIMAP, KOMPSAT-3 Aux.xml, Gaofen .xml, Sentinel-2 MTD and Landsat MTL are read.';

/**
 * What a metadata file given along with an image says of it. The format is told from what stands in the file, not
 * from its name. Throws MetadataRefusal with a sentence where it is none that is read, is damaged, or says
 * nothing.
 */
export function statementsOfMetadataFile({ fileName, text }: MetadataFile): Statement[] {
  const statements = checkedStatements(
    { from: 'beside', place: fileName },
    statementsIn(text.replace(/^\uFEFF/, '')),
  );
  if (!statements.some(({ detail }) => !detail?.endsWith(': format')))
    throw new MetadataRefusal('It says nothing that a scene keeps.');
  return statements;
}

function statementsIn(text: string): RawStatement[] {
  const start = text.trimStart();
  if (start.startsWith('<')) return statementsInXml(readXml(text));
  if (start.startsWith('{')) return statementsInJson(text);
  if (isGeoEye(text)) return readGeoEye(text);
  const root = readKeywords(text);
  if (elementsNamed(root, 'SPACECRAFT_ID').length > 0) return readLandsat(root);
  if (elementsNamed(root, 'SATID').length > 0) return readMaxar(root);
  throw new MetadataRefusal(`It is no metadata known here. ${KNOWN}`);
}

function statementsInXml(root: Element): RawStatement[] {
  const top = root.children[0];
  switch (top?.name) {
    case 'ISD':
      return readMaxar(root);
    case 'AUXILIARY':
      return readKompsat(top);
    case 'PRODUCTMETADATA':
      return readGaofen(top);
    case 'DIMAP_DOCUMENT':
      return readDimap(top);
    case 'EARTHOBSERVATION':
      return readPlanetXml(top);
    case 'LANDSAT_METADATA_FILE':
    case 'L1_METADATA_FILE':
      return readLandsat(top);
    default:
      if (/^LEVEL-\d\w_/.test(top?.name ?? '')) return readSentinel(root);
      throw new MetadataRefusal(`It is XML, but no metadata known here. ${KNOWN}`);
  }
}

function statementsInJson(text: string): RawStatement[] {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MetadataRefusal('It is no well-formed JSON; fetch it again.');
  }
  if ('LANDSAT_METADATA_FILE' in value) return readLandsat(elementFrom('', value));
  const properties = value.properties;
  if (typeof properties === 'object' && properties !== null) {
    if (typeof value.stac_version === 'string') return readStacItem(value);
    if ('satellite_id' in properties || 'item_type' in properties)
      return readPlanetJson({
        name: '',
        text: '',
        children: [elementFrom('ID', value.id), ...elementFrom('', properties).children],
      });
  }
  throw new MetadataRefusal(`It is JSON, but no metadata known here. ${KNOWN}`);
}
