import HostProcess
import Testing

@Suite struct ProcessEndTests {
  @Test func endsWithItsStatus() async {
    await #expect(processExitsWith: .exitCode(0)) { ProcessEnd.exit(0) }
    await #expect(processExitsWith: .exitCode(3)) { ProcessEnd.exit(3) }
    await #expect(processExitsWith: .exitCode(143)) { ProcessEnd.exit(143) }
  }
}
