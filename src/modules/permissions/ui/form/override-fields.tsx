import type { Problem } from '../../../../kit/ui/api.ts';
import { Select, TextArea } from '../../../../kit/ui/inputs.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import type { Preview } from '../calls.ts';
import { t } from '../messages.ts';

export interface OverrideValues {
  readonly reason: string;
  readonly viewerId: string;
}

/** What is missing of an override before it can be sent. */
export function missingOverride({ reason, viewerId }: OverrideValues): readonly Problem[] {
  return [
    ...(reason.trim() === '' ? [{ field: 'override.reason', message: t('form.overrideReasonMissing') }] : []),
    ...(viewerId === '' ? [{ field: 'override.viewerId', message: t('form.overrideViewerMissing') }] : []),
  ];
}

/** Where it cannot be helped that the applicant decides: why, and who looks at it besides. */
export function OverrideFields({
  viewers,
  values,
  onChange,
  errorOf,
}: {
  readonly viewers: Preview['override']['viewers'];
  readonly values: OverrideValues;
  readonly onChange: (values: OverrideValues) => void;
  readonly errorOf: (name: string) => string | undefined;
}) {
  return (
    <section
      aria-label={t('form.override')}
      className="flex flex-col gap-4 rounded-8 border border-solid-gray-420 p-4"
    >
      <Notice kind="warning" title={t('form.override')}>
        {t('form.overrideText')}
      </Notice>
      <TextArea
        label={t('form.overrideReason')}
        name="override.reason"
        required
        rows={3}
        maxLength={2000}
        value={values.reason}
        error={errorOf('reason')}
        onChange={(reason) => onChange({ ...values, reason })}
      />
      <Select
        label={t('form.overrideViewer')}
        name="override.viewerId"
        required
        width="lg"
        options={viewers.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.viewerId}
        error={errorOf('viewerId')}
        onChange={(viewerId) => onChange({ ...values, viewerId })}
      />
    </section>
  );
}
