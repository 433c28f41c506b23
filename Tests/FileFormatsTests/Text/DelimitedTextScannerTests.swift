import Testing

@testable import FileFormats

/// Tables that are whole, and what is wrong with those that are not.
@Suite struct DelimitedTextScannerTests {
  private typealias Fault = DelimitedTextScanner.Fault

  private static let table: [(String, line: Int?, Fault?)] = [
    ("a\n", nil, nil), ("a,b\n1,2\n", nil, nil), ("a,b\r\n1,2\r\n", nil, nil),
    ("a,b\n,\n", nil, nil), ("\u{FEFF}a,b\n1,2\n", nil, nil), ("a,b\n\"1,\n2\",3\n", nil, nil),
    ("a,b\n\"say \"\"x,\"\"\",3\n", nil, nil), ("a\n\"\"\n", nil, nil),
    ("Übersicht,b\nü,\n", nil, nil), ("", 1, .unfinished), ("a,b", 1, .unfinished),
    ("a,b\n1", 2, .unfinished), ("a,b\n1,2", 2, .unfinished), ("a,b\n1,2\n\"3", 3, .unfinished),
    ("a,b\n1,2\n\"3\n4\n", 5, .unfinished), ("a,b\n1\n", 2, .wrongColumnCount(1, expected: 2)),
    ("a,b\n1,2\n1,2,3\n", 3, .wrongColumnCount(3, expected: 2)), ("a,b\n1,\0\n", 2, .zeroByte),
    ("\0\0\0", 1, .zeroByte), ("a,b\n1,2\n,", 3, .unfinished), ("\"", 1, .unfinished),
  ]

  /// In one piece, and byte by byte.
  @Test(arguments: [1, 2, 3, .max])
  func findsTheFirstFault(_ piece: Int) {
    for (text, line, fault) in DelimitedTextScannerTests.table {
      var scanner = DelimitedTextScanner()
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        scanner.take(Array(rest.prefix(piece)))
        rest = rest.dropFirst(piece)
      }
      scanner.finish()
      #expect(scanner.fault?.line == line, "\(text)")
      #expect(scanner.fault?.fault == fault, "\(text)")
    }
  }

  /// A table that is cut anywhere but after a row is never whole.
  @Test func noticesEveryCut() {
    let whole = Array("n,text\n1,\"a \"\"b\"\", c\"\n2,\"two\nlines\"\n3,\n".utf8)
    let ends: Set = [7, 22, 36]
    for count in whole.indices {
      var scanner = DelimitedTextScanner()
      scanner.take(Array(whole.prefix(count)))
      scanner.finish()
      #expect((scanner.fault == nil) == ends.contains(count), "\(count)")
    }
  }
}
