import Foundation

/// What one target does with an input of libFuzzer. It returns where all is well, whether the input was
/// taken or refused; `rule` ends the process where it is not.
typealias FuzzTarget = @Sendable ([UInt8]) -> Void

/// The targets by the names that `RUNSPECT_FUZZ` chooses them by.
let fuzzTargets: [String: FuzzTarget] = formatTargets.merging(
  ["arguments": ArgumentTarget.run, "run": RunTarget.run]) { first, _ in first }

/// The target of this process.
private let chosenTarget: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["RUNSPECT_FUZZ"] ?? ""
  guard let target = fuzzTargets[name] else {
    fatalError("RUNSPECT_FUZZ is to be one of \(fuzzTargets.keys.sorted())")
  }
  return target
}()

/// The most processor time that an input may take, in seconds. libFuzzer's own limit is one on the clock,
/// which a busy machine reaches without any fault of ours.
private let mostSeconds =
  ProcessInfo.processInfo.environment["RUNSPECT_FUZZ_SECONDS"].flatMap { Double($0) } ?? 1

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let before = processorSeconds()
  chosenTarget(Array(UnsafeBufferPointer(start: data, count: size)))
  let taken = processorSeconds() - before
  rule(taken < mostSeconds, "\(taken) s of the processor for \(size) bytes")
  return 0
}

/// Ends the process, so that libFuzzer keeps the input, where something does not hold that must.
func rule(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError(what()) }
}

private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
