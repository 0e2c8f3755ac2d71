/* How each shell asks for candidates: a few lines of its own around the function they all share. */
import { candidatesScript } from './candidates-script.ts';
import type { CompletedCommand } from './spec.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The script to load into a shell; a comment on its first lines says how. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return scripts[shell](candidatesScript(commands));
}

const scripts: Readonly<Record<Shell, (candidates: string) => string>> = {
  // bash 3.2 (macOS) has neither mapfile nor compopt. It splits words at `=`, which are taken out here.
  bash: (candidates) => `# tsops completion for bash: add to ~/.bashrc
#   source <(tsops completion bash)
# bash 3.2 (macOS): eval "$(tsops completion bash)"
${candidates}
_tsops() {
  local current="\${COMP_WORDS[COMP_CWORD]}" index=0 line value quoted
  local before=()
  while [ "$index" -lt "$COMP_CWORD" ]; do
    if [ "\${COMP_WORDS[index]}" != '=' ]; then before+=("\${COMP_WORDS[index]}"); fi
    index=$((index + 1))
  done
  if [ "$current" = '=' ]; then current=''; fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ':files' ]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$current")
      continue
    fi
    value="\${line%%$'\\t'*}"
    case "$current" in
      [\\'\\"]*) if [[ "$value" == "\${current:1}"* ]]; then COMPREPLY+=("$value"); fi ;;
      *) printf -v quoted '%q' "$value"
        if [[ "$quoted" == "$current"* ]]; then COMPREPLY+=("$quoted"); fi ;;
    esac
  done < <(_tsops_candidates "$current" "\${before[@]}")
}
complete -F _tsops tsops`,

  zsh: (candidates) => `#compdef tsops
# tsops completion for zsh: add to ~/.zshrc, after compinit
#   source <(tsops completion zsh)
${candidates}
_tsops() {
  local line value
  local -a before values shown
  before=("\${(@Q)words[1,CURRENT-1]}")
  while IFS= read -r line; do
    if [[ "$line" == ':files' ]]; then _files; continue; fi
    value="\${line%%$'\\t'*}"
    values+=("$value")
    if [[ "$line" == *$'\\t'* ]]; then shown+=("$value -- \${line#*$'\\t'}"); else shown+=("$value"); fi
  done < <(_tsops_candidates "\${(Q)PREFIX}" "\${before[@]}")
  compadd -l -d shown -a values
}
if [[ "$funcstack[1]" = _tsops ]]; then _tsops "$@"; else compdef _tsops tsops; fi`,

  fish: (candidates) => `# tsops completion for fish: save as ~/.config/fish/completions/tsops.fish
#   tsops completion fish > ~/.config/fish/completions/tsops.fish
function __tsops_candidates
    set -l current (commandline -ct)
    set -l before (commandline -opc)
    for line in (sh -c ${fishQuote(`${candidates}\n_tsops_candidates "$@"`)} sh "$current" $before)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            printf '%s\\n' "$line"
        end
    end
end
complete -c tsops -f -a '(__tsops_candidates)'`,
};

/** In fish's single quotes only \`\\\` and \`'\` are special. */
function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
