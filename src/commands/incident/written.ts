/* What the commands answer that add one line to an incident. */

import { writeToIncident } from '../../actions/protocol/incident-journal.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { IncidentKind, IncidentLines } from '../../domain/incident/lines.ts';
import { lineText } from '../../domain/incident/timeline-texts.ts';
import { say } from '../../domain/text/language.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { contentLanguage } from '../view/content-language.ts';

export interface LineWritten {
  readonly incident: string;
  readonly title: string;
  /** `#12` */
  readonly line: string;
  readonly kind: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly eventAt: number;
  /** The incident is being driven elsewhere; the line stands in a record of its own. */
  readonly beside: boolean;
}

/** Writes the line to the incident meant, and reads back how it is called there. */
export async function writeLine<Kind extends IncidentKind>(
  context: Context,
  named: string | undefined,
  kind: Kind,
  fields: IncidentLines[Kind] & { readonly eventAt?: number },
): Promise<LineWritten> {
  const id = await incidentMeant(context, named);
  const { record, entry, beside } = await writeToIncident(context, id, kind, fields);
  const { incident, lines } = await readIncident(context, id);
  const line = lines.find((each) => each.record === record && each.seq === entry.seq);
  const language = await contentLanguage(context);
  const { timezone } = (await context.config()).config;
  return {
    incident: id,
    title: incident.titles[language],
    line: line?.id ?? `#${entry.seq}`,
    kind,
    text: line === undefined ? '' : lineText(line, timezone)[language],
    eventAt: Date.parse(entry.eventAt),
    beside,
  };
}

export function viewWritten(data: LineWritten, screen: Screen): string {
  const { paint } = screen;
  const lines = [
    `${paint.good('✔')} ${paint.bold(data.line)} ${screen.fit(data.text, screen.columns - 12)}`,
    `  ${screen.time(data.eventAt)}`,
    `  ${screen.fit(data.title, screen.columns - 4)}`,
  ];
  if (data.beside) {
    const beside = say(
      '  written to a record beside it: another tsops is driving the incident',
      '  다른 tsops가 인시던트를 진행 중이어서 별도 기록에 썼습니다',
    );
    lines.push(screen.say(beside));
  }
  return lines.join('\n');
}
