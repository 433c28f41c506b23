/// Completion in bash, 3.2 or later.
enum BashCompletion {
  static let script = #"""
    # Completes the command lines of runspect in bash. Written by 'runspect completions bash'.

    # Sets unquoted to a word of the command line without its quotes. Nothing is expanded.
    _runspect_unquote() {
        local text=$1 quote='' character
        local -i index
        unquoted=''
        for ((index = 0; index < ${#text}; index++)); do
            character=${text:index:1}
            if [[ $quote == "'" ]]; then
                if [[ $character == "'" ]]; then quote=''; else unquoted+=$character; fi
            elif [[ $character == \\ ]]; then
                index+=1
                unquoted+=${text:index:1}
            elif [[ -n $quote && $character == "$quote" ]]; then
                quote=''
            elif [[ -z $quote && ($character == "'" || $character == '"') ]]; then
                quote=$character
            else
                unquoted+=$character
            fi
        done
    }

    # Has Bash quote the paths in COMPREPLY, and end folders with a slash. Below a run there is nothing
    # to complete, so a run is quoted here, and ends the word.
    _runspect_paths() {
        local only=${COMPREPLY[0]} home=''
        if ((${#COMPREPLY[@]} == 1)) && [[ $only != */ && $1 != *[\'\"]* ]]; then
            if [[ $only == \~/* ]]; then
                home=\~/
                only=${only#\~/}
            fi
            printf -v only '%q' "$only"
            COMPREPLY=("$home$only")
        else
            compopt -o filenames 2>/dev/null
            COMPREPLY=("${COMPREPLY[@]%/}")
        fi
    }

    _runspect() {
        local unquoted piece before kind='' line text tool
        local rest=$COMP_LINE current=$2
        local -a words=()
        local -i index
        COMPREPLY=()
        # Bash splits words at "=", ":" and "@" too. Pieces without space between them are one word.
        for ((index = 0; index <= COMP_CWORD; index++)); do
            piece=${COMP_WORDS[index]}
            before=$rest
            rest=${rest#"${rest%%[![:space:]]*}"}
            # Of the last piece, what stands before the cursor; a "=" is no part of what is replaced.
            if ((index == COMP_CWORD)) && [[ -n $current && $piece == "$current"* ]]; then
                piece=$current
            fi
            _runspect_unquote "$piece"
            if ((index > 0)) && [[ $rest == "$before" && -n $before ]]; then
                words[${#words[@]} - 1]+=$unquoted
            else
                words+=("$unquoted")
            fi
            rest=${rest#"$piece"}
        done
        tool=${words[0]/#\~\//$HOME/}
        _runspect_unquote "$current"
        text=${words[${#words[@]} - 1]}
        # What stands before the piece that is replaced.
        before=${text%"$unquoted"}
        while IFS= read -r line; do
            if [[ -z $kind ]]; then
                kind=$line
                continue
            fi
            line=${line%%$'\t'*}
            [[ $line == "$before"* ]] && COMPREPLY+=("${line#"$before"}")
        done < <("$tool" __complete -- "${words[@]:1}" 2>/dev/null)
        case $kind in
            paths) _runspect_paths "${COMP_WORDS[COMP_CWORD]}" ;;
            folders) compopt -o dirnames 2>/dev/null ;;
            files) compopt -o default 2>/dev/null ;;
        esac
        if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[=.] ]]; then
            compopt -o nospace 2>/dev/null
        fi
        return 0
    }

    complete -F _runspect runspect

    """#
}
