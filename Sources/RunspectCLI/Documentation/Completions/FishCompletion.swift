/// Completion in fish, 3.0 or later.
enum FishCompletion {
  static let script = #"""
    # Completes the command lines of runspect in fish. Written by 'runspect completions fish'.

    function __runspect_complete
        set -l words (commandline -opc)
        set -l typed (commandline -ct)
        set -l current (string unescape -- $typed; or string replace -r '^["\']' '' -- $typed)
        set -l tool (string replace -r '^~/' "$HOME/" -- $words[1])
        set -l lines ($tool __complete -- $words[2..-1] "$current" 2>/dev/null)
        switch "$lines[1]"
            case folders
                __fish_complete_directories $typed ''
            case files
                __fish_complete_path $typed
            case words paths
                printf '%s\n' $lines[2..-1]
        end
    end

    complete -c runspect -f -a '(__runspect_complete)'

    """#
}
