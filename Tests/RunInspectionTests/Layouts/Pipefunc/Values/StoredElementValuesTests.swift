import Testing

@testable import RunInspection

/// Elements in the encoding of a storage of their own.
@Suite struct StoredElementValuesTests {
  @Test func aStorageConvertsItsOwnEncodingWithinTheLimits() {
    let budget = AnswerBudget(bytes: 200)
    var values = StoredElementValues(limit: 3, budget: budget)
    let element = StoredElement(
      index: 0, coordinates: [0],
      content: .custom { limit, budget in
        var items: [StoredValue] = []
        while items.count < limit, budget.takeValue() { items.append(.bool(true)) }
        return .list(items, count: 9)
      })
    func shown() -> Int? {
      guard case .list(let items, count: 9) = values.value(of: element, internalShape: []) else {
        return nil
      }
      return items.count
    }
    #expect(element.storedError() == nil)
    #expect(shown() == 3)
    // What is left of the answer is less than the limit.
    #expect(shown() == 1)
  }
}
