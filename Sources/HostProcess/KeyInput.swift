#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The keys of the terminal that standard input is, one by one and without showing them (`tcsetattr`).
final class KeyInput {
  /// Standard input.
  static let descriptor: Int32 = 0
  /// The most bytes that are read at once; what was typed ahead comes later.
  private static let most = 256

  /// How the terminal was set before.
  private var before = termios()

  /// The character that no key sends (`_POSIX_VDISABLE`).
  #if canImport(Darwin)
    private static let none: UInt8 = 0xFF
  #else
    private static let none: UInt8 = 0
  #endif

  /// Sets the terminal so that it sends each key at once. The key that interrupts keeps its effect; those
  /// that suspend and quit lose theirs, because the shell would get the screen as it is. Fails if standard input is no terminal, or the process is in its background, where it would
  /// be stopped for that.
  init?() {
    guard isatty(KeyInput.descriptor) == 1, tcgetpgrp(KeyInput.descriptor) == getpgrp(),
      tcgetattr(KeyInput.descriptor, &before) == 0
    else { return nil }
    var settings = before
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      for key in [VSUSP, VQUIT] { characters[Int(key)] = KeyInput.none }
    }
    guard tcsetattr(KeyInput.descriptor, TCSANOW, &settings) == 0 else { return nil }
  }

  /// Sets the terminal as it was.
  func release() {
    _ = tcsetattr(KeyInput.descriptor, TCSANOW, &before)
  }

  /// What was typed; nil at the end of the input. Waits for a key if there is none.
  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: KeyInput.most)
    let count = systemRead(KeyInput.descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int)
    -> Int
  {
    #if canImport(Glibc)
      Glibc.read(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, bytes, count)
    #elseif canImport(Darwin)
      Darwin.read(descriptor, bytes, count)
    #endif
  }
}
