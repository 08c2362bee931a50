# Completion of tool for bash.
_tool() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i
    COMPREPLY=()
    # Bash takes the = of --option=value for a word.
    if [[ $current == = ]]; then current=
    elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --index|--threads|--format|-o|--output|-n|--limit|--min-score|--category|--author|--since|--until|--month|--generate-completion-script) [[ ${COMP_WORDS[i+1]} == = ]] || ((i++)) ;;
            =) ((i++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    case $command,$previous in
        find,--mode) mapfile -t COMPREPLY < <(compgen -W 'fast careful' -- "$current"); return ;;
        find,--format) mapfile -t COMPREPLY < <(compgen -W 'table plain json jsonl csv bibtex ids' -- "$current"); return ;;
        near,--not) return ;;
        near,--from) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        near,--format) mapfile -t COMPREPLY < <(compgen -W 'table json ids' -- "$current"); return ;;
        sort,-k) return ;;
        sort,--format) mapfile -t COMPREPLY < <(compgen -W 'table' -- "$current"); return ;;
        *,--index) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        *,--threads) return ;;
        *,--format) mapfile -t COMPREPLY < <(compgen -W 'table plain json jsonl csv bibtex ids' -- "$current"); return ;;
        *,-o|*,--output) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        *,-n|*,--limit) return ;;
        *,--min-score) return ;;
        *,--category) return ;;
        *,--author) return ;;
        *,--since) return ;;
        *,--until) return ;;
        *,--month) return ;;
        *,--generate-completion-script) mapfile -t COMPREPLY < <(compgen -W 'bash zsh fish' -- "$current"); return ;;
    esac
    case $command,$current in
        find,-*) mapfile -t COMPREPLY < <(compgen -W '--mode -a --all -n --limit --min-score --category --author --since --until --month --explain --index --threads --format --json --jsonl --plain --bom -o --output -q --quiet --no-color -h --help' -- "$current") ;;
        near,-*) mapfile -t COMPREPLY < <(compgen -W '--not --from -a --all -n --limit --index --threads --format --json --bom -o --output -q --quiet --no-color -h --help' -- "$current") ;;
        sort,-*) mapfile -t COMPREPLY < <(compgen -W '-k --index --threads --format --bom -o --output -q --quiet --no-color -h --help' -- "$current") ;;
        ,-*) mapfile -t COMPREPLY < <(compgen -W '--index --threads --format --json --jsonl --plain --bom -o --output -q --quiet --no-color -n --limit --min-score --category --author --since --until --month --explain -h --help --version --generate-completion-script --generate-man-page' -- "$current") ;;
        ,*) mapfile -t COMPREPLY < <(compgen -W 'find near sort help' -- "$current") ;;
        help,*) mapfile -t COMPREPLY < <(compgen -W 'find near sort' -- "$current") ;;
        sort,*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    esac
}
complete -F _tool tool
