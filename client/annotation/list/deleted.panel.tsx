import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { Awaiting } from '../../controls/panels.ts';
import { sentenceOf, tellFault, useModel } from '../../core/index.ts';
import { formatMoment, labels, loadingWords } from '../../i18n/index.ts';
import { deletionModel } from '../acts/deletion.store.ts';
import { deletedModel } from './deleted.store.ts';

/** What was deleted: by whom, when and why, each to be brought back. */
export function Deleted() {
  const { deleted, deletedResource, moreDeleted } = useModel(deletedModel);
  return (
    <section class="deleted" aria-label="Deleted changes">
      <Awaiting what={loadingWords.changes} resource={deletedResource} />
      {deleted.value?.length === 0 && <p class="empty">No deleted change fits these filters.</p>}
      <ul>
        {deleted.value?.map((annotation) => (
          <One key={annotation.id} annotation={annotation} />
        ))}
      </ul>
      {moreDeleted.value && <p class="hint beyond">Only the first are shown. Filter to see others.</p>}
    </section>
  );
}

function One({ annotation }: { annotation: Annotation }) {
  const { restore } = useModel(deletionModel);
  const { showWhere } = useModel(deletedModel);
  const { number, title, structure, structureOther, change, deletedBy, deletedAt, deletedReason } =
    annotation.properties;
  return (
    <li>
      <p class="row-what">
        <span class="number">{number}</span>
        <span class="row-title">{title ?? structureOther ?? labels.structure[structure]}</span>
        <span class="row-change">{labels.change[change]}</span>
      </p>
      <p class="hint">
        Deleted by {isolated(deletedBy ?? '')}, {formatMoment(deletedAt ?? '')}
      </p>
      {deletedReason && <p class="reason">{deletedReason}</p>}
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-label={`Restore ${number}`}
          onClick={() => void restore(annotation).catch((error) => tellFault(sentenceOf(error)))}
        >
          Restore
        </button>
        <button
          type="button"
          class="link"
          aria-label={`Show where ${number} was`}
          onClick={() => showWhere(annotation)}
        >
          Show where
        </button>
      </div>
    </li>
  );
}
