import Foundation
import HostProcess
import Testing

@Suite struct EnvironmentVariableTests {
  @Test func isWhatTheProcessWasStartedWith() {
    for name in ["PATH", "HOME", "PWD"] {
      #expect(EnvironmentVariable.value(name) == ProcessInfo.processInfo.environment[name])
    }
    #expect(EnvironmentVariable.value("PATH") != nil)
  }

  @Test(arguments: ["RUNSPECT_NO_SUCH_VARIABLE", "", "PATH="])
  func isNothingWhereItIsNotSet(_ name: String) {
    #expect(EnvironmentVariable.value(name) == nil)
  }
}
