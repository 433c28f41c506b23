import Testing

@testable import FileFormats

/// Members are printed in the order of their keys, the last of each key, however they were added.
@Suite struct JSONObjectOrderTests {
  @Test(
    arguments: [
      ([], []), (["a"], [0]), (["a", "b", "c"], [0, 1, 2]), (["a", "a"], [1]),
      // Two that were in order.
      (["m", "a", "n"], [1, 0, 2]), (["b", "d", "a", "c", "e"], [2, 0, 3, 1, 4]),
      (["a", "c", "a", "b", "c"], [2, 3, 4]), (["x", "y", "a"], [2, 0, 1]),
      (["a", "b", "b"], [0, 2]),
      // More than two.
      (["c", "b", "a"], [2, 1, 0]), (["b", "a", "b", "a"], [3, 2]),
      (["a", "a", "a", "b", "a"], [4, 3]),
    ] as [([String], [Int])])
  func ordersTheMembers(_ keys: [String], _ order: [Int]) {
    var object = JSONObject()
    for key in keys { object.set(JSONString(key), .null) }
    #expect(object.order == order)
    object.keepsOrder = true
    #expect(object.order == Array(keys.indices))
  }

  /// Every sequence of five keys is ordered as sorting and dropping does it.
  @Test func ordersEverySequence() {
    let letters = ["a", "b", "c"]
    for number in 0..<243 {
      var (rest, keys) = (number, [String]())
      for _ in 0..<5 {
        keys.append(letters[rest % 3])
        rest /= 3
      }
      var object = JSONObject()
      for key in keys { object.set(JSONString(key), .null) }
      let last = letters.compactMap { keys.lastIndex(of: $0) }
      #expect(object.order == last, "\(keys)")
    }
  }
}
