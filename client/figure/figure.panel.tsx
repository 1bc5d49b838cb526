import { useEffect, useState } from 'preact/hooks';
import { annotationsModel } from '../annotation/index.ts';
import { mode } from '../comparison/index.ts';
import { ChoiceField, Dialog, Icon } from '../controls/panels.ts';
import { openWorkspace, sentenceOf, useModel } from '../core/index.ts';
import { labels } from '../i18n/index.ts';
import { type FigureChoices, figureModel } from './figure.store.ts';
import { figureWidths } from './figure-plan.ts';
import { makePicture, type Picture } from './picture.ts';

/** The sheet on which a figure is chosen, seen as it will be, and taken along. */
export function FigureSheet() {
  const { figure, closeFigure } = useModel(figureModel);
  const chosen = figure.value;
  return (
    <Dialog title="Figure" open={chosen !== undefined} onClose={closeFigure}>
      {chosen && <FigureMaker chosen={chosen} />}
    </Dialog>
  );
}

/** What was made of which plan, or why there is nothing. */
type Made = Picture & { address: string; of: string };
type Fault = { sentence: string; of: string };

function FigureMaker({ chosen }: { chosen: FigureChoices }) {
  const { figurePlan } = useModel(figureModel);
  const workspace = openWorkspace.value;
  const plan = figurePlan.value;
  const [made, setMade] = useState<Made>();
  const [failed, setFailed] = useState<Fault>();
  const [attempt, setAttempt] = useState(0);
  const of = `${attempt} ${JSON.stringify(plan)}`;
  useEffect(() => {
    if (typeof plan !== 'object') return undefined;
    const abort = new AbortController();
    makePicture(workspace, plan, abort.signal).then(
      (picture) => setMade({ ...picture, address: URL.createObjectURL(picture.file), of }),
      (error) => {
        if (!abort.signal.aborted) setFailed({ sentence: sentenceOf(error), of });
      },
    );
    return () => abort.abort();
  }, [of]);
  useEffect(() => () => made && URL.revokeObjectURL(made.address), [made]);

  const fault = failed?.of === of ? failed.sentence : undefined;
  const sentence = typeof plan === 'string' ? plan : fault;
  const ready = made?.of === of ? made : undefined;
  const drawing = !ready && sentence === undefined;
  return (
    <div class="figure">
      <div class="figure-preview" aria-busy={drawing}>
        {made && <img src={made.address} width={made.width} height={made.height} alt={made.text} />}
        {drawing && <p role="status">Drawing…</p>}
      </div>
      <div class="stack figure-choices">
        <Choices chosen={chosen} />
        {sentence && (
          <div class="fault-box" role="alert">
            {sentence}{' '}
            {fault && (
              <button type="button" class="link" onClick={() => setAttempt(attempt + 1)}>
                Try again
              </button>
            )}
          </div>
        )}
        <Taking ready={ready} />
      </div>
    </div>
  );
}

function Choices({ chosen }: { chosen: FigureChoices }) {
  const { annotations } = useModel(annotationsModel);
  const { figureContents, chooseFigure } = useModel(figureModel);
  const { changeId, content, ground, outlines, width } = chosen;
  const number = annotations.value.get(changeId ?? '')?.properties.number;
  const contents = {
    pair: 'Side by side',
    mode: `${labels.mode[mode.value]}, as on the map`,
    before: 'Before alone',
    after: 'After alone',
  };
  return (
    <>
      <ChoiceField
        legend="Images"
        pointer="/content"
        value={content}
        options={figureContents.value.map((code) => ({ code, label: contents[code] }))}
        onChange={(code) => chooseFigure({ content: code })}
      />
      {number && (
        <ChoiceField
          legend="Ground"
          pointer="/ground"
          value={ground}
          options={[
            { code: 'view', label: 'As on the map' },
            { code: 'change', label: `Around ${number}` },
          ]}
          onChange={(code) => chooseFigure({ ground: code })}
        />
      )}
      <ChoiceField
        legend="Outlines"
        pointer="/outlines"
        value={outlines}
        options={[
          { code: 'all', label: 'All' },
          ...(number ? [{ code: 'change' as const, label: `${number} alone` }] : []),
          { code: 'none', label: 'None' },
        ]}
        onChange={(code) => chooseFigure({ outlines: code })}
      />
      <ChoiceField
        legend="Width, 20 cm in print"
        pointer="/width"
        value={String(width)}
        options={figureWidths.map((pixels) => ({
          code: String(pixels),
          label: `${pixels} px, ${pixels / 8} dpi`,
        }))}
        onChange={(code) =>
          chooseFigure({ width: figureWidths.find((one) => String(one) === code) ?? width })
        }
      />
    </>
  );
}

/** Saving and copying of a picture that is ready. */
function Taking({ ready }: { ready: Made | undefined }) {
  const [told, setTold] = useState<{ text: string; of: Made; failed?: true }>();
  const copy = async (made: Made) => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': made.file })]);
      setTold({
        text: 'Copied. A file that is saved holds its facts in words as well; a copy may not.',
        of: made,
      });
    } catch {
      setTold({
        text: 'This browser does not let the picture be copied. Save it instead.',
        of: made,
        failed: true,
      });
    }
  };
  return (
    <>
      <div class="actions">
        {ready ? (
          <a class="button primary" href={ready.address} download={ready.fileName}>
            <Icon name="download" />
            Save PNG
          </a>
        ) : (
          <button type="button" class="button primary" disabled>
            <Icon name="download" />
            Save PNG
          </button>
        )}
        <button type="button" class="button" disabled={!ready} onClick={() => ready && void copy(ready)}>
          Copy
        </button>
      </div>
      <output class="hint">{ready && `${ready.fileName}, ${ready.width} × ${ready.height} px`}</output>
      <div role={told?.failed ? 'alert' : 'status'}>
        {told && told.of === ready && <p class={told.failed ? 'fault' : 'hint'}>{told.text}</p>}
      </div>
    </>
  );
}
