import { cx } from '../../../../kit/ui/cx.ts';
import { t } from '../../messages-ui.ts';
import type { AnswerState } from '../../model.ts';

const choices = ['done', 'not_done', 'not_applicable'] as const;

/** The three answers as large targets; native radio buttons underneath, so that every aid knows them. */
export function StateChoice({
  slotId,
  legend,
  hiddenLegend,
  value,
  disabled,
  onChoose,
}: {
  readonly slotId: string;
  readonly legend: string;
  readonly hiddenLegend: boolean;
  readonly value: AnswerState;
  readonly disabled: boolean;
  readonly onChoose: (state: AnswerState) => void;
}) {
  return (
    <fieldset data-slot={slotId} className="scroll-mt-40">
      <legend className={hiddenLegend ? 'sr-only' : 'mb-1 text-std-16B-170'}>{legend}</legend>
      <div className="grid grid-cols-3 gap-2">
        {choices.map((choice, index) => (
          <label
            key={choice}
            className={cx(
              'flex min-h-14 cursor-pointer flex-col items-center justify-center gap-1 rounded-8 border px-2 py-2 text-center sm:flex-row sm:gap-2 sm:px-4',
              'has-[:focus-visible]:outline-4 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-black',
              value === choice
                ? 'border-key-900 bg-key-50 font-bold text-key-1000 ring-2 ring-key-900'
                : 'border-solid-gray-420 bg-white hover:bg-solid-gray-50',
              disabled && 'cursor-default opacity-80',
            )}
          >
            <input
              type="radio"
              name={slotId}
              value={choice}
              checked={value === choice}
              disabled={disabled}
              onChange={() => onChoose(choice)}
              className="size-5 shrink-0 accent-key-900 focus-visible:shadow-none focus-visible:outline-none"
            />
            <span className="text-std-16N-170 leading-tight">{t(`state.${choice}`)}</span>
            <span
              aria-hidden="true"
              className="hidden rounded-4 border border-solid-gray-300 px-1 text-dns-14N-130 text-solid-gray-600 md:inline"
            >
              {index + 1}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
