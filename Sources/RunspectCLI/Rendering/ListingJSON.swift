import FileFormats
import RunInspection

/// The JSON form of a listing, in the pieces in which it is printed, so that no more than a batch of
/// runs is held at a time. The keys stand in code point order, as everywhere.
struct ListingJSON {
  private let style: JSONWriter.Style
  private var hasRows = false

  init(_ style: JSONWriter.Style) {
    self.style = style
  }

  /// What stands before the runs.
  func opening(_ listing: RunListing) -> [UInt8] {
    let error: JSONValue =
      listing.error.map { .string(JSONString(Sentences.sentence($0))) } ?? .null
    return Array("{".utf8) + member("error", error, isFirst: true)
      + member("folder", .string(JSONString(fileSystemBytes: listing.folder.bytes)))
      + Array(separator.utf8) + Array("\"runs\": [".utf8)
  }

  /// One run.
  static func row(_ run: RunStatus, _ style: JSONWriter.Style) -> [UInt8] {
    JSONWriter.text(StatusJSON.value(run), style: style, level: 2)
  }

  /// The next runs.
  mutating func rows(_ rows: [[UInt8]]) -> [UInt8] {
    var text: [UInt8] = []
    for row in rows {
      switch style {
      case .compact: text += (hasRows ? ", " : "").utf8
      case .indented: text += (hasRows ? ",\n    " : "\n    ").utf8
      }
      hasRows = true
      text += row
    }
    return text
  }

  /// What stands behind the runs.
  func closing(_ listing: RunListing) -> [UInt8] {
    let isBroken = style == .indented && hasRows
    return Array((isBroken ? "\n  ]" : "]").utf8)
      + member("scanned_directories", .integer(listing.scannedFolders))
      + member("total_count", .integer(listing.shownRuns))
      + Array((style == .indented ? "\n}\n" : "}\n").utf8)
  }

  private var separator: String { style == .compact ? ", " : ",\n  " }

  private func member(_ key: String, _ value: JSONValue, isFirst: Bool = false) -> [UInt8] {
    let before = isFirst ? (style == .compact ? "" : "\n  ") : separator
    return Array("\(before)\"\(key)\": ".utf8) + JSONWriter.text(value, style: style, level: 1)
  }
}
