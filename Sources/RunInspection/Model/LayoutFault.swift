import ReadOnlyFiles

/// A fact that can occur in one layout only, with the message for it.
///
/// Each layout declares an enumeration of its faults in its own folder. `InspectionError` and
/// `InspectionWarning` carry them.
public protocol LayoutFault: Sendable {
  /// The message, without a capital letter and a full stop. Names from disk are not escaped in it.
  var text: String { get }
  /// Whether it may be gone at the next attempt, because the file was just being written.
  var mayPass: Bool { get }
  /// Whether what decides on the verdict may not have been read, so that the run is no success.
  var hidesMore: Bool { get }
}

extension LayoutFault {
  /// Most faults are permanent.
  public var mayPass: Bool { false }
  /// Most faults leave out what doesn't decide.
  public var hidesMore: Bool { false }
}

/// A fault of any layout, in a form that errors and warnings can carry and compare.
public struct AnyLayoutFault: Equatable, Sendable {
  private let fault: any LayoutFault

  init(_ fault: any LayoutFault) {
    self.fault = fault
  }

  /// Its message.
  public var text: String { fault.text }

  var mayPass: Bool { fault.mayPass }
  var hidesMore: Bool { fault.hidesMore }

  /// Faults are equal if they have the same type and the same message.
  public static func == (left: AnyLayoutFault, right: AnyLayoutFault) -> Bool {
    type(of: left.fault) == type(of: right.fault) && left.text == right.text
  }
}

extension RawPath {
  /// The path in quotation marks, for messages.
  public var quoted: String { "'\(self)'" }
}
