import { filterQuery, listModel } from '../annotation/index.ts';
import { Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { siteModel } from '../site/index.ts';

/** Downloads what the list shows, as a GeoJSON report: the browser streams it to disk. */
export function ExportButton() {
  const { site } = useModel(siteModel);
  const { filter, isFiltered } = useModel(listModel);
  const current = site.value;
  if (!current) return null;
  const query = filterQuery(filter.value);
  const day = new Date().toISOString().slice(0, 10);
  return (
    <a
      class="button"
      href={`/api/sites/${current.id}/export.geojson${query.size > 0 ? `?${query}` : ''}`}
      download={`${current.code}-${day}${isFiltered.value ? '-filtered' : ''}.geojson`}
      title={isFiltered.value ? 'Only what the filters show' : 'All changes of this site'}
    >
      <Icon name="download" />
      {isFiltered.value ? 'Export filtered GeoJSON' : 'Export GeoJSON'}
    </a>
  );
}
