import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The sanitizers that tests may be built with (`swift test --sanitize address`, `--sanitize thread`).
public enum Sanitizer {
  /// Whether the tests and the tool were built with one: memory, stack, threads and system calls of its
  /// own come on top of theirs.
  public static let isActive = isLoaded("__asan_init") || isLoaded("__tsan_init")

  /// The variables that a process needs which a test starts with an environment of its own: the options of
  /// the sanitizers. Leaks are not looked for: tables of Swift that are made once look like some. What is
  /// found ends a process with a status that no command has.
  public static let variables: [String] = {
    guard isActive else { return [] }
    let environment = ProcessInfo.processInfo.environment
    let options = ["ASAN_OPTIONS": "detect_leaks=0:exitcode=66", "TSAN_OPTIONS": "exitcode=66"]
    return options.map { name, usual in "\(name)=\(environment[name] ?? usual)" }
  }()

  private static func isLoaded(_ function: String) -> Bool {
    #if canImport(Darwin)
      let anywhere = UnsafeMutableRawPointer(bitPattern: -2)
    #else
      let anywhere: UnsafeMutableRawPointer? = nil
    #endif
    return dlsym(anywhere, function) != nil
  }
}
