/* What happened on a shift, for the engineer who takes over: as Markdown, in either language. */
import type { Evidence } from '../../evidence/shape.ts';
import { escapeMarkdown, section } from '../../incident/markdown.ts';
import type { Language } from '../../text/language.ts';
import { agoText } from '../../time/span-text.ts';
import type { OnCallPerson } from '../people.ts';
import type { ShiftFacts } from './facts.ts';
import { gapsOf, openItems, watchNote } from './open-items.ts';
import { actionLines, alertLines, comingLines, deployLines, incidentLines } from './sections.ts';
import { type HandOffWords, handOffWords, minuteOf } from './words.ts';

export function shiftHandOff(facts: ShiftFacts, language: Language): string {
  const w = handOffWords[language];
  return [
    `# ${titleOf(facts, w)}`,
    '',
    ...headLines(facts, language, w).map((line) => `- ${line}`),
    ...section(w.open, openItems(facts, language, w), w.nothingOpen),
    ...happened(facts, language, w),
    ...(facts.coming === null ? [] : section(w.coming, comingLines(facts, w), w.noneComing)),
    '',
    w.source(escapeMarkdown(facts.machine)),
  ].join('\n');
}

/** How every hand-off begins, so that one can be told from another file. */
export const handOffTitles = Object.values(handOffWords).map(({ title }) => title);

function titleOf({ handOver, drill }: ShiftFacts, w: HandOffWords): string {
  const name = (person: OnCallPerson | null) => escapeMarkdown(person?.name ?? w.nobody);
  const { value } = handOver;
  const people = value === null ? w.notKnown : `${name(value.from)} → ${name(value.to)}`;
  return `${w.title}: ${drill ? 'DRILL ' : ''}${people}`;
}

function headLines(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  const { window, zone, handOver, now, pages } = facts;
  const { value } = handOver;
  const [from, to] = [window.from, window.to].map((at) => minuteOf(at, zone));
  const nights = pages.filter(({ night }) => night === true).length;
  const unplaced = pages.filter(({ night }) => night === null).length;
  const paged = [w.pagesOf(pages.length, nights), ...(unplaced > 0 ? [w.notPlaced(unplaced)] : [])];
  return [
    `${w.shift}: ${from} – ${to}; ${w.which[window.which]}`,
    ...gapsOf(handOver, w).map((gap) => `${w.handOver}: ${gap}`),
    ...(value === null
      ? []
      : [
          `${w.handOver}: ${minuteOf(value.at, zone)}, ${agoText(value.at, now)[language]}`,
          `${w.reach}: ${reachOf(value.to, w)}`,
          ...(value.differs ? [w.differs] : []),
          ...(value.gap === null ? [] : [`${w.byConfig}: ${escapeMarkdown(value.gap)}`]),
        ]),
    ...(facts.alerts.verdict === 'unknown' ? [] : [`${w.pages}: ${paged.join('; ')}`]),
  ];
}

function reachOf(person: OnCallPerson | null, w: HandOffWords): string {
  if (person === null) return w.nobody;
  const { name, contact, localTime } = person;
  if (contact === null) return `${escapeMarkdown(name)} (${w.noContact})`;
  return [name, contact.phone, contact.slack, `${w.there} ${localTime}`]
    .filter((part) => part !== undefined)
    .map(escapeMarkdown)
    .join(', ');
}

interface Part {
  readonly title: string;
  readonly evidence: Evidence<unknown>;
  readonly lines: readonly string[];
  readonly none: string;
}

/** A shift on which nothing happened is told in one line, as long as everybody could be asked. */
function happened(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  const { incidents, alerts, actions, deploys, environment } = facts;
  const parts: Part[] = [
    { ...alertsTitle(facts, w), evidence: alerts, lines: alertLines(facts, language, w) },
    {
      title: w.incidents,
      evidence: incidents,
      lines: incidentLines(facts, language, w),
      none: w.noIncidents,
    },
    {
      title: w.actions,
      evidence: actions,
      lines: actionLines(facts, language, w),
      none: w.noActions,
    },
    {
      title: w.deploys(escapeMarkdown(environment)),
      evidence: deploys,
      lines: deployLines(facts, w),
      none: w.noDeploys,
    },
  ];
  const quiet = parts.every(({ evidence, lines }) => evidence.value !== null && lines.length === 0);
  if (quiet) return section(w.what, [], withNote(w.quiet, facts, w));
  return parts.flatMap(({ title, evidence, lines, none }) =>
    section(title, [...gapsOf(evidence, w), ...lines], none),
  );
}

function alertsTitle(facts: ShiftFacts, w: HandOffWords): Pick<Part, 'title' | 'none'> {
  const never = facts.alerts.verdict === 'no-data';
  return { title: w.alerts, none: never ? w.neverTold : withNote(w.noAlerts, facts, w) };
}

/** Where no alert fired it matters whether anybody would have noticed. */
function withNote(text: string, facts: ShiftFacts, w: HandOffWords): string {
  const note = watchNote(facts, w);
  return note === null ? text : `${text} ${note}`;
}
