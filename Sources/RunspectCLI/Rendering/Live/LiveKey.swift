/// A key that the live view acts on.
enum LiveKey: Equatable {
  case quit
  case previous
  case next
  case open
  case back
  case explain

  /// What the keys do, for the screen that explains them.
  static let explanation = [
    ("q", "end the watch; the runs go on"), ("j, down", "choose the next run"),
    ("k, up", "choose the previous run"), ("enter", "open the outputs and errors of the run"),
    ("esc, left", "go back to all runs"), ("?", "show or hide this page"),
  ]

  /// The keys in what a terminal sent (ECMA-48; an arrow is a sequence of three bytes). Others are
  /// skipped.
  static func keys(_ bytes: [UInt8]) -> [LiveKey] {
    var keys: [LiveKey] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "q"): keys.append(.quit)
      case UInt8(ascii: "j"): keys.append(.next)
      case UInt8(ascii: "k"): keys.append(.previous)
      case UInt8(ascii: "l"), 0x0D, 0x0A: keys.append(.open)
      case UInt8(ascii: "h"): keys.append(.back)
      case UInt8(ascii: "?"): keys.append(.explain)
      case 0x1B:
        guard let next = rest.first, next == UInt8(ascii: "[") || next == UInt8(ascii: "O") else {
          keys.append(.back)
          continue
        }
        rest.removeFirst()
        // Up to the letter that ends the sequence, there may be numbers.
        while let part = rest.first, part < 0x40 { rest.removeFirst() }
        switch rest.popFirst() {
        case UInt8(ascii: "A"): keys.append(.previous)
        case UInt8(ascii: "B"): keys.append(.next)
        case UInt8(ascii: "C"): keys.append(.open)
        case UInt8(ascii: "D"): keys.append(.back)
        default: break
        }
      default: break
      }
    }
    return keys
  }
}
