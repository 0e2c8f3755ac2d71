/* What happened on a shift: lines of Markdown for each kind of thing. */

import { actionState } from '../../evidence/wording/action-state.ts';
import { escapeMarkdown, linkTo } from '../../incident/markdown.ts';
import type { Language } from '../../text/language.ts';
import type { RuleShift } from './alerts.ts';
import type { ShiftFacts } from './facts.ts';
import { headOf } from './open-items.ts';
import { type HandOffWords, handOffSpan, quietText, shortMinuteOf } from './words.ts';

export function alertLines(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  const { alerts, zone, now } = facts;
  if (alerts.value === null) return [];
  const silent = alerts.value.noData.map(({ rule, environment, from, to }) => {
    const ended = to === null ? `, ${w.stillNoData}` : '';
    const took = handOffSpan((to ?? now) - from, language);
    return `${escapeMarkdown(`${rule} (${environment})`)}: ${w.noData}, ${shortMinuteOf(from, zone)}, ${took}${ended}`;
  });
  return [...alerts.value.rules.map((rule) => ruleLine(rule, language, w)), ...silent];
}

function ruleLine(rule: RuleShift, language: Language, w: HandOffWords): string {
  const { severity, times, longest, lasts, flapped, told, quiet } = rule;
  const length = `${times === 1 ? w.for : w.longest} ${handOffSpan(longest, language)}`;
  const channels = told.map(({ channel, state }) => `${escapeMarkdown(channel)}${w.states[state]}`);
  const reasons = quiet.map((reason) => escapeMarkdown(quietText(reason, language)));
  const parts = [
    `${w.fired(times)}, ${length}${lasts ? `, ${w.lasts}` : ''}`,
    ...(channels.length === 0 ? [] : [`${w.told}: ${channels.join(', ')}`]),
    ...(reasons.length === 0 ? [] : [`${w.toldNobody}: ${reasons.join(', ')}`]),
    ...(flapped ? [w.flapped] : []),
  ];
  return `**${severity}** ${escapeMarkdown(`${rule.rule} (${rule.environment})`)}: ${parts.join('; ')}`;
}

export function incidentLines(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  return (facts.incidents.value?.ofShift ?? []).map((incident) => {
    const { startedAt, mitigatedAt, resolvedAt, phase, cause, id } = incident;
    const step = (name: 'mitigated' | 'resolved', at: number | null) =>
      at === null ? [] : [`${w.phase[name]}, ${w.after} ${handOffSpan(at - startedAt, language)}`];
    const parts = [
      shortMinuteOf(startedAt, facts.zone),
      ...(phase === 'open' ? [w.phase.open] : []),
      // What was resolved without a word of mitigation counts as mitigated then: it is said once.
      ...step('mitigated', mitigatedAt === resolvedAt ? null : mitigatedAt),
      ...step('resolved', resolvedAt),
      ...(cause === null ? [] : [`${w.cause}: ${escapeMarkdown(cause[language])}`]),
      `${w.report}: \`tsops incident report ${id}\``,
    ];
    return `${headOf(incident, language)}: ${parts.join('; ')}`;
  });
}

export function actionLines(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  return (facts.actions.value ?? []).map(
    ({ at, action, what, environment, state, actor, detail, undo, message }) => {
      const subject = escapeMarkdown([action, what, `(${environment})`].filter(Boolean).join(' '));
      const ended = actionState(state, language);
      const end =
        detail === '' || message ? ended : `${ended}, ${escapeMarkdown(detail.replace(/\.$/, ''))}`;
      const back = undo === null ? '' : `; ${w.undo}: \`${undo}\``;
      return `${shortMinuteOf(at, facts.zone)} ${subject}: ${end}; ${escapeMarkdown(actor)}${back}`;
    },
  );
}

export function deployLines(facts: ShiftFacts, w: HandOffWords): string[] {
  const { value, verdict } = facts.deploys;
  const lines = (value ?? []).toReversed().map((deploy) => {
    const { at, version, actor, conclusion, url } = deploy;
    const name = escapeMarkdown(version ?? w.notKnown);
    const end = escapeMarkdown(conclusion ?? w.running);
    const run = linkTo(url, `#${deploy.runId}`);
    return `${shortMinuteOf(at, facts.zone)} ${name}: ${end}; ${escapeMarkdown(actor)}${run === '' ? '' : ` ${run}`}`;
  });
  return verdict === 'warn' ? [...lines, w.cut] : lines;
}

export function comingLines(facts: ShiftFacts, w: HandOffWords): string[] {
  return (facts.coming ?? []).map(({ kind, person, from, to, role, reason }) => {
    const which = role === 'secondary' ? ` (${w.secondary})` : '';
    const why = reason === null ? '' : `; ${escapeMarkdown(reason)}`;
    const [begin, end] = [from, to].map((at) => shortMinuteOf(at, facts.zone));
    return `${w[kind]}${which}: ${escapeMarkdown(person)}, ${begin} – ${end}${why}`;
  });
}
