import FileFormats
import ReadOnlyFiles

/// The names of the files that PETsARD leaves in a run folder (1.4 to 1.10.1, `executor.py`).
enum PetsardNames {
  /// The pattern of the log's name, for messages.
  static let logPattern = RawPath("PETsARD_*.log")
  /// The name of the pickled state that PETsARD's documentation suggests.
  static let pickle = RawPath("status_state.pkl")

  /// Whether a file may be a log: `PETsARD_2026-11-21_08-00-07.log`, or anything else between prefix
  /// and extension.
  static func isLog(_ name: RawPath) -> Bool {
    name.bytes.withUnsafeBufferPointer(isLog)
  }

  /// Whether a name is that of a log.
  static func isLog(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.starts(with: prefix) && name.count >= prefix.count + ending.count
      && name.suffix(ending.count).elementsEqual(ending)
  }

  /// Whether a file may have been saved by a reporter under its default name:
  /// `petsard_Loader[people]_Synthesizer[echo].csv`, `petsard_[Timing].csv` (PETsARD 1.10.1,
  /// `reporter_base.py`; the log of 1.5.1 does not mention them).
  static func isResult(_ name: RawPath) -> Bool {
    name.bytes.withUnsafeBufferPointer(isResult)
  }

  /// Whether a name is that of a saved result.
  static func isResult(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.starts(with: "petsard".utf8) && name.suffix(4).elementsEqual(".csv".utf8)
  }

  /// The name of a step as PETsARD writes it: `Splitter[holdout_[1-1]]`.
  static func step(_ module: JSONString, _ experiment: JSONString) -> JSONString {
    JSONString(
      generalisedUTF8: module.bytes + [UInt8(ascii: "[")] + experiment.bytes + [UInt8(ascii: "]")])
  }

  private static let prefix = Array("PETsARD_".utf8)
  private static let ending = Array(".log".utf8)
}
