import { useState } from 'react';
import { TextArea, type TextAreaProps } from '../../../../kit/ui/inputs.tsx';

type LineListProps = Omit<TextAreaProps, 'value' | 'onChange' | 'onBlur'> & {
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
};

/**
 * A list that is written one entry a line. It is taken over when the field is left, so that nothing follows every letter;
 * lines that change otherwise are shown anew.
 */
export const LineList = (props: LineListProps) => <Lines key={props.lines.join('\n')} {...props} />;

function Lines({ lines, onChange, ...area }: LineListProps) {
  const [text, setText] = useState(lines.join('\n'));
  return (
    <TextArea rows={4} {...area} value={text} onChange={setText} onBlur={() => onChange(linesOf(text))} />
  );
}

const linesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
