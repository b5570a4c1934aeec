import type { AttainmentThreshold } from '../../../kernel/rates.ts';
import { comparable } from './delimited.ts';
import { FileProblems, type RowSource, tableRows } from './file-problems.ts';
import { Spelled, take } from './spelled.ts';
import { countAttained, type GroupTally, naturalCompare, type OrganisationTally } from './tally.ts';

/** The three lists of a gathering; `items` names the items asked, also those that nobody had a duty for. */
export interface RateSources {
  readonly population: RowSource;
  readonly answers: RowSource;
  readonly items?: RowSource;
}

/** A person in a role group: one member of its population. */
interface Member {
  readonly group: Group;
  readonly excluded: boolean;
  heard: boolean;
  done: number;
  notDone: number;
  /** One bit per item that was answered, to find an answer given twice. */
  readonly answered: number[];
}

/** A role group by identity; its shown name may still change while the files are read. */
interface Subject {
  name: string;
}

interface Item {
  name: string;
  title: string;
  readonly number: number;
}

interface Group {
  readonly subject: Subject;
  readonly members: Member[];
  /** Counts by item number; sparse. */
  readonly done: number[];
  readonly notDone: number[];
  readonly asked: boolean[];
}

interface Organisation {
  name: string;
  readonly groups: Map<Subject, Group>;
  readonly people: Map<string, Member[]>;
}

const states = new Set(['done', 'not_done', 'not_applicable', 'unanswered']);

/**
 * Counts what the figures are made of. Nothing is guessed: any row that does not fit is a problem with its file,
 * row and column, and then there are no counts at all.
 */
export function gather(sources: RateSources): { tallies: OrganisationTally[] } | { problems: FileProblems } {
  const problems = new FileProblems();
  const gathering = new Gathering(problems);
  const populationRead = gathering.readPopulation(sources.population);
  if (sources.items) gathering.readItems(sources.items);
  if (populationRead) gathering.readAnswers(sources.answers);
  return problems.count > 0 ? { problems } : { tallies: gathering.tallies() };
}

class Gathering {
  private readonly problems: FileProblems;
  private readonly organisations = new Spelled<Organisation>();
  private readonly subjects = new Spelled<Subject>();
  private readonly items = new Spelled<Item>();
  private readonly byNumber: Item[] = [];
  /** Listed items by role group; null stands for items listed for no group in particular. */
  private listed: Map<Subject | null, Set<number>> | null = null;

  constructor(problems: FileProblems) {
    this.problems = problems;
  }

  /** False when the heading is not that of a population, so that every answer would be about an unknown person. */
  readPopulation(source: RowSource): boolean {
    const columns = ['organisation', 'unit', 'person', 'role_group', 'excluded'] as const;
    return tableRows(source, columns, [], this.problems, (cells, row) => {
      const [organisationCell = '', , personCell = '', groupCell = '', excludedCell = ''] = cells;
      if (this.missing(source, row, ['organisation', null, 'person', 'role_group'], cells)) return;
      const organisation = this.organisations.take(organisationCell, (name) => ({
        name,
        groups: new Map(),
        people: new Map(),
      }));
      const subject = this.subjects.take(groupCell, (name) => ({ name }));
      const members = take(organisation.people, comparable(personCell), () => []);
      if (members.some((member) => member.group.subject === subject)) {
        this.problems.add(source, row, 'person', 'rates.personTwice', {
          person: personCell,
          roleGroup: subject.name,
        });
        return;
      }
      const group = take(organisation.groups, subject, () => newGroup(subject));
      const member = {
        group,
        excluded: comparable(excludedCell) !== '',
        heard: false,
        done: 0,
        notDone: 0,
        answered: [],
      };
      members.push(member);
      group.members.push(member);
    });
  }

  readItems(source: RowSource): void {
    const listed = new Map<Subject | null, Set<number>>();
    this.listed = listed;
    tableRows(source, ['item'], ['role_group', 'title'], this.problems, (cells, row) => {
      const [itemCell = '', groupCell = '', title = ''] = cells;
      if (this.missing(source, row, ['item'], cells)) return;
      const item = this.item(itemCell);
      if (title.trim() !== '') item.title = title.trim();
      const subject = groupCell.trim() === '' ? null : this.subjects.take(groupCell, (name) => ({ name }));
      const numbers = take(listed, subject, () => new Set<number>());
      if (numbers.has(item.number))
        this.problems.add(source, row, 'item', 'rates.itemTwice', { item: itemCell });
      numbers.add(item.number);
    });
  }

  readAnswers(source: RowSource): void {
    const columns = ['organisation', 'person', 'role_group', 'item', 'state'] as const;
    tableRows(source, columns, [], this.problems, (cells, row) => {
      const [organisation = '', person = '', roleGroup = '', item = '', stateCell = ''] = cells;
      if (this.missing(source, row, columns, cells)) return;
      const member = this.memberOf(source, row, organisation, person, roleGroup);
      if (!member) return;
      const state = states.has(stateCell) ? stateCell : comparable(stateCell).toLowerCase();
      if (!states.has(state)) {
        this.problems.add(source, row, 'state', 'rates.stateUnknown', { state: stateCell });
        return;
      }
      const itemNumber = this.answeredItem(source, row, member, item);
      if (itemNumber !== null) count(member, itemNumber, state);
    });
  }

  private memberOf(
    source: RowSource,
    row: number,
    organisationCell: string,
    personCell: string,
    groupCell: string,
  ): Member | null {
    const organisation = this.organisations.find(organisationCell);
    if (!organisation)
      return this.refuse(source, row, 'organisation', 'rates.organisationUnknown', {
        organisation: organisationCell,
      });
    const members = organisation.people.get(personCell) ?? organisation.people.get(comparable(personCell));
    if (!members) {
      return this.refuse(source, row, 'person', 'rates.personUnknown', {
        organisation: organisationCell,
        person: personCell,
      });
    }
    const subject = this.subjects.find(groupCell);
    const member = members.find((each) => each.group.subject === subject);
    if (!member)
      return this.refuse(source, row, 'role_group', 'rates.notInGroup', {
        person: personCell,
        roleGroup: groupCell,
      });
    if (member.excluded)
      return this.refuse(source, row, 'person', 'rates.personExcluded', {
        person: personCell,
        roleGroup: groupCell,
      });
    return member;
  }

  private answeredItem(source: RowSource, row: number, member: Member, cell: string): number | null {
    const { number } = this.item(cell);
    const { subject } = member.group;
    if (this.listed !== null && !this.isListed(subject, number)) {
      return this.refuse(source, row, 'item', 'rates.itemUnknown', { item: cell, roleGroup: subject.name });
    }
    const [word, bit] = [number >> 5, 1 << (number & 31)];
    if (((member.answered[word] ?? 0) & bit) !== 0) {
      return this.refuse(source, row, 'item', 'rates.answerTwice', { item: cell });
    }
    while (member.answered.length <= word) member.answered.push(0);
    member.answered[word] = (member.answered[word] ?? 0) | bit;
    return number;
  }

  private item(cell: string): Item {
    return this.items.take(cell, (name) => {
      const item = { name, title: '', number: this.byNumber.length };
      this.byNumber.push(item);
      return item;
    });
  }

  private isListed(subject: Subject, item: number): boolean {
    return this.listed?.get(subject)?.has(item) === true || this.listed?.get(null)?.has(item) === true;
  }

  /** Reports the cells that must not be empty and are; `columns` in the order of the cells, null where they may be. */
  private missing(
    source: RowSource,
    row: number,
    columns: readonly (string | null)[],
    cells: readonly string[],
  ): boolean {
    let missing = false;
    for (const [at, column] of columns.entries()) {
      if (column === null || cells[at]?.trim()) continue;
      this.problems.add(source, row, column, 'rates.cellEmpty');
      missing = true;
    }
    return missing;
  }

  private refuse(...problem: Parameters<FileProblems['add']>): null {
    this.problems.add(...problem);
    return null;
  }

  tallies(): OrganisationTally[] {
    const spread = this.listedForAll();
    const tallies = [...this.organisations.all()].map((organisation) => ({
      organisation: organisation.name,
      groups: [...organisation.groups.values()]
        .map((group) => this.groupTally(group, spread))
        .sort((a, b) => naturalCompare(a.roleGroup, b.roleGroup)),
    }));
    return tallies.sort((a, b) => naturalCompare(a.organisation, b.organisation));
  }

  /**
   * The role groups under which an item appears that was listed for no group in particular: those in which it was
   * asked of anybody in any organisation, or all of them when nobody was asked.
   */
  private listedForAll(): Map<number, ReadonlySet<Subject> | null> {
    const spread = new Map<number, ReadonlySet<Subject> | null>();
    for (const number of this.listed?.get(null) ?? []) {
      const asked = new Set<Subject>();
      for (const organisation of this.organisations.all()) {
        for (const group of organisation.groups.values()) if (group.asked[number]) asked.add(group.subject);
      }
      spread.set(number, asked.size > 0 ? asked : null);
    }
    return spread;
  }

  private groupTally(group: Group, spread: ReadonlyMap<number, ReadonlySet<Subject> | null>): GroupTally {
    const numbers = new Set<number>(this.listed?.get(group.subject));
    for (const [number, subjects] of spread) {
      if (subjects === null || subjects.has(group.subject)) numbers.add(number);
    }
    group.asked.forEach((_, number) => {
      numbers.add(number);
    });
    const items = [...numbers].map((number) => ({
      item: this.byNumber[number]?.name ?? '',
      title: this.byNumber[number]?.title ?? '',
      done: group.done[number] ?? 0,
      notDone: group.notDone[number] ?? 0,
    }));
    items.sort((a, b) => naturalCompare(a.item, b.item));
    return { roleGroup: group.subject.name, items, ...peopleCounts(group.members) };
  }
}

function peopleCounts(members: readonly Member[]): Omit<GroupTally, 'roleGroup' | 'items'> {
  const attained: Record<AttainmentThreshold, number> = { 100: 0, 95: 0, 90: 0 };
  const counts = { population: 0, excluded: 0, heard: 0, withDuty: 0 };
  for (const member of members) {
    if (member.excluded) counts.excluded += 1;
    else counts.population += 1;
    if (member.heard) counts.heard += 1;
    const duties = member.done + member.notDone;
    if (duties === 0) continue;
    counts.withDuty += 1;
    countAttained(attained, { n: member.done, d: duties });
  }
  return { ...counts, attained };
}

function count(member: Member, item: number, state: string): void {
  const { group } = member;
  group.asked[item] = true;
  if (state === 'unanswered') return;
  member.heard = true;
  if (state === 'done') {
    member.done += 1;
    group.done[item] = (group.done[item] ?? 0) + 1;
  } else if (state === 'not_done') {
    member.notDone += 1;
    group.notDone[item] = (group.notDone[item] ?? 0) + 1;
  }
}

const newGroup = (subject: Subject): Group => ({ subject, members: [], done: [], notDone: [], asked: [] });
