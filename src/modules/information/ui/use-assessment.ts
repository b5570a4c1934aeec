import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Form } from '../model.ts';
import { type Assessment, assessClasses } from './calls.ts';

/** What the answers so far say; asks the server anew for every answer and keeps the last result on screen meanwhile. */
export function useAssessment(
  form: Form,
  answers: Readonly<Record<string, readonly string[]>>,
): UseQueryResult<Assessment, Error> {
  return useQuery<Assessment, Error>({
    queryKey: ['/api/v1/information/assessments', form, answers],
    queryFn: () =>
      assessClasses({
        body: {
          form,
          answers: Object.fromEntries(Object.entries(answers).map(([id, ids]) => [id, [...ids]])),
        },
      }),
    placeholderData: keepPreviousData,
  });
}
