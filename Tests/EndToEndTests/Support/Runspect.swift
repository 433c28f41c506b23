import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a run of the tool left behind.
struct Outcome: Equatable {
  var stdout: String
  var stderr: String
  /// The exit status, or minus the number of the signal that ended it.
  var status: Int32
}

/// The built tool, run as a process of its own.
enum Runspect {
  /// The binary lies beside the test bundle; `RUNSPECT_BINARY` names another one, such as the release
  /// build.
  static let binary =
    ProcessInfo.processInfo.environment["RUNSPECT_BINARY"]
    ?? URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("runspect").path

  /// Runs the tool to its end.
  ///
  /// - Parameter program: what to start instead of the binary, such as a link to it.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, program: String = binary,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try start(
      arguments.map { Array($0.utf8) }, in: folder, program: program, environment: environment
    ).wait()
  }

  /// Starts the tool.
  ///
  /// - Parameter arguments: bytes, because a path need not be text.
  /// - Parameter terminal: the terminal that standard output is; a file where none is given.
  /// - Parameter hasKeyboard: whether standard input is that terminal, too.
  /// - Parameter errorTerminal: the terminal that standard error is.
  static func start(
    _ arguments: [[UInt8]], in folder: TemporaryFolder, program: String = binary,
    environment: [String: String] = [:], terminal: String? = nil, hasKeyboard: Bool = false,
    errorTerminal: String? = nil
  ) throws -> RunningTool {
    let output = try OutputFile()
    let errors = try OutputFile()
    var actions = FileActions()
    var attributes = SpawnAttributes(inNewSession: hasKeyboard)
    defer {
      actions.destroy()
      attributes.destroy()
    }
    // In a new session, the first terminal that is opened becomes the one that controls it.
    actions.open(0, hasKeyboard ? terminal ?? "/dev/null" : "/dev/null", O_RDONLY)
    if let terminal {
      actions.open(1, terminal, O_WRONLY | O_NOCTTY)
    } else {
      actions.duplicate(output.descriptor, 1)
    }
    if let errorTerminal {
      actions.open(2, errorTerminal, O_WRONLY | O_NOCTTY)
    } else {
      actions.duplicate(errors.descriptor, 2)
    }
    // The shell changes to the folder and becomes the tool, so that the process is the tool's.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, program]
    let words = shell.map { Array($0.utf8) } + arguments
    let variables =
      ["PATH=/usr/bin:/bin"] + Sanitizer.variables + environment.map { "\($0)=\($1)" }
    var process = pid_t()
    let failure = withCStrings(words) { argv in
      withCStrings(variables.map { Array($0.utf8) }) { envp in
        ProcessStarts.excluded {
          posix_spawn(&process, "/bin/sh", &actions.actions, &attributes.attributes, argv, envp)
        }
      }
    }
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
    return RunningTool(process: process, output: output, errors: errors)
  }

  static func withCStrings<Result>(
    _ words: [[UInt8]],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { word in
      (word.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { strdup($0) }
      }
    }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}

/// A tool that was started and may still run.
struct RunningTool {
  let process: pid_t
  fileprivate let output: OutputFile
  fileprivate let errors: OutputFile

  /// What it has printed so far.
  var stdout: String { output.text }

  /// The bytes that were written to standard output.
  var stdoutBytes: [UInt8] { output.bytes }

  /// What it has said so far.
  var stderr: String { errors.text }

  /// Sends a signal.
  func signal(_ number: Int32) {
    kill(process, number)
  }

  /// How long a tool may take, in seconds. A sanitizer makes it slower by far.
  private static let patience = Sanitizer.isActive ? 600 : 60

  /// Waits until it ends, reading its terminal meanwhile, so that it never waits for a reader. After a
  /// minute it is killed: a test fails, where otherwise all would wait.
  func wait(reading terminal: PseudoTerminal? = nil) -> Outcome {
    var status: Int32 = 0
    let deadline = ContinuousClock.now + .seconds(RunningTool.patience)
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || (ended == -1 && errno != EINTR) { break }
      if ContinuousClock.now > deadline { kill(process, SIGKILL) }
      terminal?.drain()
      pause(0.002)
    }
    let signal = status & 0x7F
    return Outcome(
      stdout: stdout, stderr: stderr,
      status: signal == 0 ? (status >> 8) & 0xFF : -signal)
  }
}

/// A file without a name that a process writes to.
private final class OutputFile: Sendable {
  let descriptor: Int32

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/runspect-output-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw POSIXError(.EIO) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// What was written so far, as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What was written so far.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}

/// How a new process starts: with no signal blocked, as the threads that run tests have them.
struct SpawnAttributes {
  #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
  #else
    var attributes = posix_spawnattr_t()
  #endif

  /// `POSIX_SPAWN_SETSID`, which the modules of the C libraries leave out.
  #if canImport(Darwin)
    private static let newSession: Int16 = 0x400
  #else
    private static let newSession: Int16 = 0x80
  #endif

  /// - Parameter inNewSession: whether the first terminal that it opens controls it.
  init(inNewSession: Bool = false) {
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK) | (inNewSession ? SpawnAttributes.newSession : 0))
  }

  mutating func destroy() { posix_spawnattr_destroy(&attributes) }
}

/// The files that a new process starts with.
struct FileActions {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif

  init() { posix_spawn_file_actions_init(&actions) }

  mutating func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0o600)
  }

  mutating func duplicate(_ descriptor: Int32, _ number: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, number)
  }

  mutating func destroy() { posix_spawn_file_actions_destroy(&actions) }
}
