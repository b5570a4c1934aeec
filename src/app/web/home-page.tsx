import { daysBetween, formatDate, formatEraDate } from '../../kernel/dates.ts';
import { Badge } from '../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../kit/ui/data.tsx';
import { EmptyState } from '../../kit/ui/empty-state.tsx';
import { ButtonLink, PlainLink } from '../../kit/ui/link.tsx';
import { PageHeader, Section } from '../../kit/ui/page-header.tsx';
import { useSession } from '../../kit/ui/session.ts';
import { t } from './messages.ts';
import { StartGuide } from './start-guide.tsx';

/** One thing to do, as `GET /api/v1/me/tasks` tells it. */
interface Task {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly due: string | null;
  readonly href: string;
  readonly overdue: boolean;
  readonly detail?: string | null;
}

/** 「私の仕事」: what this person has to do, nothing else. */
export default function HomePage() {
  const session = useSession();
  const day = session.today;
  const tasks = useData<{ readonly tasks: readonly Task[] }>('/api/v1/me/tasks');
  return (
    <>
      <PageHeader
        title={t('home.title')}
        lead={`${t('home.hello', { name: session.person?.name ?? session.account.name })}${t('home.today', { date: formatEraDate(day) })}`}
      />
      <div>
        <Loaded query={tasks}>{({ tasks: list }) => <TaskList tasks={list} day={day} />}</Loaded>
        <StartGuide />
      </div>
      <div className="mt-10 grid gap-4 md:grid-cols-2">
        <Card
          title={t('home.duties')}
          text={t('home.dutiesText')}
          to="/my/duties"
          link={t('home.dutiesOpen')}
        />
        <Card
          title={t('home.reports')}
          text={t('home.reportsText')}
          to="/report-incident"
          link={t('shell.report')}
        />
      </div>
    </>
  );
}

function TaskList({ tasks, day }: { readonly tasks: readonly Task[]; readonly day: string }) {
  if (tasks.length === 0) return <EmptyState title={t('home.none')}>{t('home.noneText')}</EmptyState>;
  return (
    <Section title={t('home.tasks', { count: tasks.length })}>
      <ul className="flex flex-col gap-3">
        {tasks.map((task) => (
          <li
            key={task.id}
            className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-8 border border-solid-gray-420 p-4"
          >
            <div className="min-w-0 flex-1 basis-64">
              <PlainLink
                to={task.href}
                className="focus-ring text-std-17B-170 text-key-900 underline underline-offset-3 hover:decoration-[3px]"
              >
                {task.title}
              </PlainLink>
              {task.detail && <p className="text-std-16N-170 text-solid-gray-700">{task.detail}</p>}
              {task.due !== null && <DueLine due={task.due} overdue={task.overdue} day={day} />}
            </div>
            <ButtonLink
              to={task.href}
              variant={task.overdue ? 'solid' : 'outline'}
              aria-label={`${t('home.open')}：${task.title}`}
            >
              {t('home.open')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DueLine({
  due,
  overdue,
  day,
}: {
  readonly due: string;
  readonly overdue: boolean;
  readonly day: string;
}) {
  const left = daysBetween(day, due);
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-dns-16N-130">
      {t('home.due', { date: formatDate(due) })}
      {overdue && <Badge tone="red">{t('home.overdue')}</Badge>}
      {!overdue && left === 0 && <Badge tone="orange">{t('home.dueToday')}</Badge>}
      {!overdue && left > 0 && left <= 14 && <Badge tone="yellow">{t('home.dueIn', { days: left })}</Badge>}
    </p>
  );
}

function Card({
  title,
  text,
  to,
  link,
}: {
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly link: string;
}) {
  return (
    <section
      aria-label={title}
      className="flex flex-col items-start gap-2 rounded-8 border border-solid-gray-300 bg-solid-gray-50 p-4"
    >
      <h2 className="text-std-18B-160">{title}</h2>
      <p className="flex-1 text-std-16N-170 text-solid-gray-700">{text}</p>
      <ButtonLink to={to} size="sm">
        {link}
      </ButtonLink>
    </section>
  );
}
