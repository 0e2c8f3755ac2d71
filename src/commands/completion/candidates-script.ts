/*
 * The heart of completion, in POSIX sh with `local`: bash 3.2, zsh and every sh read it, and fish runs it
 * through sh. One function prints a candidate a line, `value<TAB>description`; the line `:files` asks the
 * shell for file names.
 */
import { namesAndGroups } from '../../domain/text/command-names.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import {
  type CompletedCommand,
  type CompletedOption,
  completedGlobals,
  helpOption,
  type Values,
} from './spec.ts';

/** The function `_tsops_candidates current program [word...]`, for the words before the current one. */
export function candidatesScript(commands: readonly CompletedCommand[]): string {
  return `_tsops_candidates() {
  local current="$1" command='' option='' prefix='' position=0
  shift 2
  while [ $# -gt 0 ]; do
    if [ -n "$option" ]; then
      option=''
    else
      case "$1" in
        --) if [ "$command" != sandbox ] || [ "\${2-}" != tsops ]; then echo :files; return; fi
          command='' position=0; shift ;;
        --*=*) ;;
        -*) if _tsops_takes_value "$command" "$1"; then option="$1"; fi ;;
        *) if _tsops_is_command "$command\${command:+ }$1" "$position"; then
            command="$command\${command:+ }$1"
          else
            position=$((position + 1))
          fi ;;
      esac
    fi
    shift
  done
  case "$option$current" in
    --*=*) if [ -z "$option" ]; then option="\${current%%=*}"; prefix="$option="; fi ;;
  esac
  if [ -n "$option" ]; then
    _tsops_values "$command" "$option" | while IFS= read -r line; do
      case "$line" in :files) echo :files ;; *) printf '%s%s\\n' "$prefix" "$line" ;; esac
    done
    return
  fi
  case "$current" in
    -*) _tsops_options "$command" ;;
    *) if [ "$position" = 0 ]; then _tsops_commands "$command"; fi
      _tsops_arguments "$command" "$position" ;;
  esac
}
${isCommand(commands)}
${takesValue(commands)}
${optionNames(commands)}
${optionValues(commands)}
${subcommands(commands)}
${argumentValues(commands)}`;
}

function caseFunction(name: string, subject: string, branches: readonly string[], other = '') {
  const lines = branches.filter((branch) => branch !== '').map((branch) => `    ${branch}`);
  const rest = other === '' ? [] : [`    *) ${other} ;;`];
  return [`${name}() {`, `  case "${subject}" in`, ...lines, ...rest, '  esac', '}'].join('\n');
}

function lines(pairs: readonly (readonly [string, string])[]): string {
  return `printf '%s\\n' ${shellQuote(pairs.map(([value, text]) => `${value}\t${text}`))}`;
}

/**
 * A group such as `config` counts as a command here, so that its members are offered. A further word is one
 * only directly after the first: `rollback v1.2.2 status` is none.
 */
function isCommand(commands: readonly CompletedCommand[]): string {
  const all = namesAndGroups(commands.map(({ name }) => name));
  const names = all.map((name) => shellQuote([`${name} 0`]));
  return caseFunction(
    '_tsops_is_command',
    '$1 $2',
    [`${names.join('|')}) return 0 ;;`],
    'return 1',
  );
}

function takesValue(commands: readonly CompletedCommand[]): string {
  const branch = (command: string, options: readonly CompletedOption[]): string => {
    const names = options.filter((each) => each.takesValue).flatMap((each) => each.names);
    if (names.length === 0) return '';
    const left = command === '*' ? '*' : shellQuote([command]);
    return `${names.map((name) => `${left}' '${name}`).join('|')}) return 0 ;;`;
  };
  const branches = commands.map(({ name, options }) => branch(name, options));
  return caseFunction(
    '_tsops_takes_value',
    '$1 $2',
    [branch('*', completedGlobals), ...branches],
    'return 1',
  );
}

function optionNames(commands: readonly CompletedCommand[]): string {
  const long = (options: readonly CompletedOption[]): [string, string][] =>
    options.map(({ names, description }) => [names.at(-1) ?? '', description]);
  const branches = commands
    .filter(({ options }) => options.length > 0)
    .map(({ name, options }) => `${shellQuote([name])}) ${lines(long(options))} ;;`);
  const own = caseFunction('_tsops_options', '$1', branches).replace(/\}$/, '');
  return `${own}  ${lines(long([...completedGlobals, helpOption]))}\n}`;
}

function optionValues(commands: readonly CompletedCommand[]): string {
  const branch = (command: string, { names, values }: CompletedOption): string => {
    const left = command === '*' ? '*' : shellQuote([command]);
    const patterns = names.map((name) => `${left}' '${name}`).join('|');
    return values === undefined ? '' : `${patterns}) ${printed(values)} ;;`;
  };
  return caseFunction('_tsops_values', '$1 $2', [
    ...completedGlobals.map((option) => branch('*', option)),
    ...commands.flatMap(({ name, options }) => options.map((option) => branch(name, option))),
  ]);
}

function printed(values: Exclude<Values, undefined>): string {
  if (values === 'file') return 'echo :files';
  if (typeof values === 'string') {
    return `tsops completion --list ${values.replaceAll(' ', '-')}s 2>/dev/null`;
  }
  return `printf '%s\\n' ${shellQuote(values)}`;
}

function subcommands(commands: readonly CompletedCommand[]): string {
  const parents = new Map<string, Map<string, string>>();
  for (const { name, summary } of commands) {
    const words = name.split(' ');
    for (const [index, word] of words.entries()) {
      const group = words.slice(0, index).join(' ');
      const members = parents.get(group) ?? new Map<string, string>();
      parents.set(group, members);
      const own = index === words.length - 1;
      if (own || !members.has(word)) members.set(word, summary);
    }
  }
  const branches = [...parents].map(
    ([parent, members]) => `${shellQuote([parent])}) ${lines([...members])} ;;`,
  );
  return caseFunction('_tsops_commands', '$1', branches);
}

function argumentValues(commands: readonly CompletedCommand[]): string {
  const branches = commands.flatMap(({ name, values, repeats }) =>
    values.map((each, index) => {
      if (each === undefined) return '';
      const last = index === values.length - 1;
      const position = last && repeats ? `' '*` : `' '${index}`;
      return `${shellQuote([name])}${position}) ${printed(each)} ;;`;
    }),
  );
  return caseFunction('_tsops_arguments', '$1 $2', branches);
}
