import ReadOnlyFiles

/// Something that only one layout can meet: a fact of its own, with the sentence that tells it.
///
/// Each layout declares an enumeration of them in its folder. `InspectionError` and
/// `InspectionWarning` carry them.
public protocol LayoutFault: Sendable {
  /// The sentence, without a capital letter and a full stop. Names from disk stand in it unescaped.
  var text: String { get }
  /// Whether it may be gone at the next look, because somebody was writing at this moment.
  var mayPass: Bool { get }
}

extension LayoutFault {
  /// Most faults stay.
  public var mayPass: Bool { false }
}

/// A fault of some layout, to be carried by errors and warnings that are compared.
public struct AnyLayoutFault: Equatable, Sendable {
  private let fault: any LayoutFault

  init(_ fault: any LayoutFault) {
    self.fault = fault
  }

  /// The sentence that tells it.
  public var text: String { fault.text }

  var mayPass: Bool { fault.mayPass }

  /// Faults are equal that are of one kind and say the same.
  public static func == (left: AnyLayoutFault, right: AnyLayoutFault) -> Bool {
    type(of: left.fault) == type(of: right.fault) && left.text == right.text
  }
}

extension RawPath {
  /// The path in quotation marks, for sentences.
  public var quoted: String { "'\(self)'" }
}
