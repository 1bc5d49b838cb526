import {
  credibilities,
  reliabilities,
  type SourceKind,
  sourceKinds,
} from '#domain/assessment/assessment.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { AreaField, Icon, SelectField, TextField } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { labels, sceneChoice } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import type { SourceDraft } from './assessment-draft.ts';

/** One source, and the two independent ratings of the Admiralty code. */
export function SourceFields({
  source,
  index,
  faults,
  onChange,
  onRemove,
}: {
  source: SourceDraft;
  index: number;
  faults: readonly Fault[];
  onChange: (change: Partial<SourceDraft>) => void;
  onRemove: () => void;
}) {
  const { scenes } = useModel(sceneModel);
  const at = (name: string) => ({ pointer: `/sources/${index}/${name}`, faults });
  return (
    <fieldset class="source">
      <legend>Source {index + 1}</legend>
      <button type="button" class="tool remove" aria-label={`Remove source ${index + 1}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
      <div class="pair">
        <SelectField<SourceKind>
          label="Kind"
          {...at('kind')}
          value={source.kind}
          options={sourceKinds.map((kind) => [kind, labels.source[kind]] as const)}
          onChange={(kind) => kind && onChange({ kind })}
        />
        <TextField
          label="Date"
          placeholder="2013-01-11"
          {...at('date')}
          value={source.date}
          onChange={(date) => onChange({ date })}
        />
      </div>
      <TextField
        label="Title"
        {...at('title')}
        value={source.title}
        onChange={(title) => onChange({ title })}
      />
      {source.kind === 'imagery' && (
        <SelectField
          label="Scene of this site"
          {...at('sceneId')}
          value={source.sceneId}
          empty="None of this site's"
          options={scenes.value
            .filter(({ id, closed }) => !closed || id === source.sceneId)
            .map((scene) => [scene.id, sceneChoice(scene)] as const)}
          onChange={(sceneId) => onChange({ sceneId })}
        />
      )}
      <TextField
        label="Address"
        inputMode="url"
        placeholder="https://"
        {...at('url')}
        value={source.url}
        onChange={(url) => onChange({ url })}
      />
      <SelectField
        label="Reliability of the source"
        {...at('reliability')}
        value={source.reliability}
        options={reliabilities.map((code) => [code, `${code} ${labels.reliability[code]}`] as const)}
        onChange={(reliability) => reliability && onChange({ reliability })}
      />
      <SelectField
        label="Credibility of what it says"
        {...at('credibility')}
        value={source.credibility}
        options={credibilities.map((code) => [code, `${code} ${labels.credibility[code]}`] as const)}
        onChange={(credibility) => credibility && onChange({ credibility })}
      />
      <details>
        <summary>More about this source</summary>
        <TextField
          label="Reference"
          hint="Page, file number, interview code"
          {...at('reference')}
          value={source.reference}
          onChange={(reference) => onChange({ reference })}
        />
        <AreaField
          label="Note"
          rows={2}
          {...at('note')}
          value={source.note}
          onChange={(note) => onChange({ note })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={source.withheld}
            onChange={(event) => onChange({ withheld: event.currentTarget.checked })}
          />
          Withhold: its words never leave this server
        </label>
      </details>
    </fieldset>
  );
}
