/// Completion in zsh, 5.0 or later.
enum ZshCompletion {
  static let script = #"""
    #compdef runspect
    # Completes the command lines of runspect in zsh. Written by 'runspect completions zsh'.

    _runspect() {
        local -a lines ended begun
        local kind line text tool=${(Q)words[1]}
        tool=${tool/#\~\//$HOME/}
        lines=("${(@f)$("$tool" __complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
        kind=$lines[1]
        shift lines
        case $kind in
            folders) _files -/; return ;;
            files) _files; return ;;
            # The folders that were typed stay as they were typed.
            paths) compset -P '*/' ;;
        esac
        for line in $lines; do
            text=${line%%$'\t'*}
            if [[ $kind == paths ]]; then
                if [[ $text == */ ]]; then text=${${text%/}##*/}/; else text=${text##*/}; fi
            fi
            text=${${text//\\/\\\\}//:/\\:}
            [[ $line == *$'\t'?* ]] && text+=:${line#*$'\t'}
            if [[ ${line%%$'\t'*} == *[=/.] ]]; then begun+=("$text"); else ended+=("$text"); fi
        done
        local -i failed=1
        (($#ended)) && _describe -t values value ended && failed=0
        (($#begun)) && _describe -t values value begun -S '' && failed=0
        return $failed
    }

    if [[ $funcstack[1] == _runspect ]]; then
        _runspect "$@"
    else
        compdef _runspect runspect
    fi

    """#
}
