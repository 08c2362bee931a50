#compdef tool
# Completion of tool for zsh.
_tool() {
    local context state state_descr line
    typeset -A opt_args
    local -a commands=(
        'find:Find things by words'
        'near:Find things near to others'
        'sort:Sort things'
        'help:Explain a command'
    )
    _arguments -C -s \
        '(--index)--index=[Where the index is (default\: $SEXTANT_INDEX, else the user'\''s data folder)]:DIR:_files -/' \
        '(--threads)--threads=[Use N threads (default\: all that are available); results do not depend on it]:N: ' \
        '(--format)--format=[Print the results as FORMAT]:FORMAT:(table plain json jsonl csv bibtex ids)' \
        '(--json)--json[Short for --format json]' \
        '(--jsonl)--jsonl[Short for --format jsonl]' \
        '(--plain)--plain[Short for --format plain]' \
        '(--bom)--bom[Begin CSV with a byte order mark, which Excel needs]' \
        '(-o --output)-o+[Write the results to FILE, whole or not at all]:FILE:_files' \
        '(-o --output)--output=[Write the results to FILE, whole or not at all]:FILE:_files' \
        '(-q --quiet)-q[Print results and errors alone]' \
        '(-q --quiet)--quiet[Print results and errors alone]' \
        '(--no-color)--no-color[Print no colours, as when NO_COLOR is set]' \
        '(-n --limit)-n+[Show at most N results (default\: 10)]:N: ' \
        '(-n --limit)--limit=[Show at most N results (default\: 10)]:N: ' \
        '(--min-score)--min-score=[Leave out results that score below X]:X: ' \
        '*--category=[Only papers of the category, such as cs.CL; a whole archive as cs (repeatable)]:NAME: ' \
        '*--author=[Only papers of an author\: Zhang, "Wei Zhang", "Zhang, W."; accents may be left out (repeatable)]:NAME: ' \
        '(--since)--since=[Only papers of this day (2026-03-08), month, year or time (7d, yesterday, "last month"), or later]:DATE: ' \
        '(--until)--until=[Only papers of this day, month, year or time, or earlier]:DATE: ' \
        '(--month)--month=[Only papers of this month, such as 2026-03 or "last month"]:MONTH: ' \
        '(--explain)--explain[Say why\: the terms that made each score]' \
        '(-h --help)-h[Show this help]' \
        '(-h --help)--help[Show this help]' \
        '(--version)--version[Show the version]' \
        '(--generate-completion-script)--generate-completion-script=[Print a completion script for bash, zsh or fish]:SHELL:(bash zsh fish)' \
        '(--generate-man-page)--generate-man-page[Print the manual page]' \
        '1: :->command' '*:: :->arguments'
    case $state in
        command) _describe -t commands command commands ;;
        arguments) case $words[1] in
            find) _arguments -s \
                '(--mode)--mode=[How to go about it (default\: fast)]:MODE:(fast careful)' \
                '(-a --all)-a[Show it all]' \
                '(-a --all)--all[Show it all]' \
                '(-n --limit)-n+[Show at most N results (default\: 10)]:N: ' \
                '(-n --limit)--limit=[Show at most N results (default\: 10)]:N: ' \
                '(--min-score)--min-score=[Leave out results that score below X]:X: ' \
                '*--category=[Only papers of the category, such as cs.CL; a whole archive as cs (repeatable)]:NAME: ' \
                '*--author=[Only papers of an author\: Zhang, "Wei Zhang", "Zhang, W."; accents may be left out (repeatable)]:NAME: ' \
                '(--since)--since=[Only papers of this day (2026-03-08), month, year or time (7d, yesterday, "last month"), or later]:DATE: ' \
                '(--until)--until=[Only papers of this day, month, year or time, or earlier]:DATE: ' \
                '(--month)--month=[Only papers of this month, such as 2026-03 or "last month"]:MONTH: ' \
                '(--explain)--explain[Say why\: the terms that made each score]' \
                '(--index)--index=[Where the index is (default\: $SEXTANT_INDEX, else the user'\''s data folder)]:DIR:_files -/' \
                '(--threads)--threads=[Use N threads (default\: all that are available); results do not depend on it]:N: ' \
                '(--format)--format=[Print the results as table, plain, json, jsonl, csv, bibtex or ids (default\: table)]:FORMAT:(table plain json jsonl csv bibtex ids)' \
                '(--json)--json[Short for --format json]' \
                '(--jsonl)--jsonl[Short for --format jsonl]' \
                '(--plain)--plain[Short for --format plain]' \
                '(--bom)--bom[Begin CSV with a byte order mark, which Excel needs]' \
                '(-o --output)-o+[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-o --output)--output=[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-q --quiet)-q[Print results and errors alone]' \
                '(-q --quiet)--quiet[Print results and errors alone]' \
                '(--no-color)--no-color[Print no colours, as when NO_COLOR is set]' \
                '(-h --help)-h[Show this help]' \
                '(-h --help)--help[Show this help]' \
                '*:WORD: ' ;;
            near) _arguments -s \
                '*--not=[Keep away from this paper (repeatable)]:ID: ' \
                '(--from)--from=[Read IDs from a file]:FILE:_files' \
                '(-a --all)-a[Show it all]' \
                '(-a --all)--all[Show it all]' \
                '(-n --limit)-n+[Show at most N results (default\: 10)]:N: ' \
                '(-n --limit)--limit=[Show at most N results (default\: 10)]:N: ' \
                '(--index)--index=[Where the index is (default\: $SEXTANT_INDEX, else the user'\''s data folder)]:DIR:_files -/' \
                '(--threads)--threads=[Use N threads (default\: all that are available); results do not depend on it]:N: ' \
                '(--format)--format=[Print the results as table, json or ids (default\: table)]:FORMAT:(table json ids)' \
                '(--json)--json[Short for --format json]' \
                '(--bom)--bom[Begin CSV with a byte order mark, which Excel needs]' \
                '(-o --output)-o+[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-o --output)--output=[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-q --quiet)-q[Print results and errors alone]' \
                '(-q --quiet)--quiet[Print results and errors alone]' \
                '(--no-color)--no-color[Print no colours, as when NO_COLOR is set]' \
                '(-h --help)-h[Show this help]' \
                '(-h --help)--help[Show this help]' \
                '*:ID: ' ;;
            sort) _arguments -s \
                '(-k)-k+[How many groups]:N: ' \
                '(--index)--index=[Where the index is (default\: $SEXTANT_INDEX, else the user'\''s data folder)]:DIR:_files -/' \
                '(--threads)--threads=[Use N threads (default\: all that are available); results do not depend on it]:N: ' \
                '(--format)--format=[Print the results as table]:FORMAT:(table)' \
                '(--bom)--bom[Begin CSV with a byte order mark, which Excel needs]' \
                '(-o --output)-o+[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-o --output)--output=[Write the results to FILE, whole or not at all]:FILE:_files' \
                '(-q --quiet)-q[Print results and errors alone]' \
                '(-q --quiet)--quiet[Print results and errors alone]' \
                '(--no-color)--no-color[Print no colours, as when NO_COLOR is set]' \
                '(-h --help)-h[Show this help]' \
                '(-h --help)--help[Show this help]' \
                '1:FOLDER:_files -/' ;;
            help) _describe -t commands command commands ;;
        esac ;;
    esac
}
# Found by compinit, this file is the function itself; sourced, it must be registered.
if [[ $funcstack[1] == _tool ]]; then _tool "$@"; else compdef _tool tool; fi
