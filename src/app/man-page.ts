/* `man tsops`, in roff: written by the build from what help is made of, so that the two cannot disagree. */
import { commandTable } from '../commands/table.ts';
import { environmentVariables } from '../config/environment.ts';
import { globalOptions } from '../contract/command-options.ts';
import { exitCodes } from '../contract/errors.ts';

type Rows = readonly (readonly [name: string, meaning: string])[];

export function manPage(version: string): string {
  const groups = [...new Set(commandTable.map(({ group }) => group))];
  const commands = groups.flatMap((group) => [
    `.SS ${roff(group)}`,
    ...listed(
      commandTable
        .filter((each) => each.group === group)
        .map(({ name, summary }) => [`tsops ${name}`, summary]),
    ),
  ]);
  return [
    `.TH TSOPS 1 "" "tsops ${roff(version)}" "User Commands"`,
    ...section('NAME', ['tsops \\- the on\\-call toolkit of TalkStudio']),
    ...section('SYNOPSIS', ['.B tsops', '[\\fIcommand\\fR] [\\fIoptions\\fR]']),
    ...section('DESCRIPTION', [
      'Is it down, since when, what changed, what to do now: alone it prints the digest, whose last line is the',
      'command to type. A write shows its plan, asks for consent, is sent once and is proved by reading back.',
      '.PP',
      '.B tsops',
      '\\fIcommand\\fR',
      '.B \\-\\-help',
      'has the arguments, the options and examples of a command;',
      '.B tsops sandbox',
      'and',
      '.B tsops drill',
      'are safe to try.',
    ]),
    ...section('COMMANDS', commands),
    ...section(
      'OPTIONS OF EVERY COMMAND',
      listed(globalOptions.map(({ flags, description }) => [flags, description])),
    ),
    ...section(
      'EXIT STATUS',
      listed(exitCodes.map(({ code, meaning }) => [String(code), meaning])),
    ),
    ...section(
      'ENVIRONMENT',
      listed(environmentVariables.map(({ name, purpose }) => [name, purpose])),
    ),
    ...section(
      'FILES',
      listed([
        ['tsops.config.yaml', 'the config, found upward from here: tsops help config'],
        ['alert-rules.yml', "the team's alert rules; without it the shipped ones are in force"],
      ]),
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`.SH ${title}`, ...lines];
}

function listed(rows: Rows): readonly string[] {
  return rows.flatMap(([name, meaning]) => ['.TP', `.B ${roff(name)}`, textLine(roff(meaning))]);
}

/** What roff would read as a sign of its own is written as that sign; ASCII alone, whatever the terminal's letters. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/[^ -~]/gu, (sign) => {
      const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return `\\[u${code}]`;
    });
}

/** A dot or a quote at the beginning of a line is a request; the empty sign before it is none. */
function textLine(text: string): string {
  return /^[.']/.test(text) ? `\\&${text}` : text;
}
