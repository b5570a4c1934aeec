import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages.ja.ts';

export type ReportingKey = keyof typeof ja;

export const t = catalogue('reporting', { ja });
