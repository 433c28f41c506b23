import FileFormats
import Testing

@testable import RunInspection

@Suite struct AnswerBudgetTests {
  @Test(arguments: [
    ("", 0), ("word", 4), ("\u{0}\u{1F}\u{7F}", 18), ("é", 6), ("€", 9), ("😀", 12), ("a\nb", 8),
  ])
  func aTextCostsWhatItTakesInJSON(_ text: String, _ cost: Int) {
    let budget = AnswerBudget(bytes: 100)
    let fits = budget.take(text: Array(text.utf8)[...])
    #expect(fits)
    #expect(budget.left == 100 - cost)
  }

  @Test func whatDoesNotFitIsLeftOut() {
    let budget = AnswerBudget(bytes: 10)
    let tooLong = budget.take(text: Array("12345678901".utf8)[...])
    #expect(!tooLong)
    #expect(budget.left == 10)
    // It has fewer bytes than there are left, but not when it is escaped: looking at it is paid for.
    let tooLongWhenEscaped = budget.take(text: [0, 0, 0, 0][...])
    #expect(!tooLongWhenEscaped)
    #expect(budget.left == 6)
    let fits = budget.take(6)
    #expect(fits)
    #expect(budget.isSpent)
    #expect(budget.valuesLeft == 0)
  }

  @Test func aValueThatDoesNotFitIsTheEnd() {
    let budget = AnswerBudget(bytes: 150)
    let first = budget.takeValue()
    #expect(first)
    #expect(budget.left == 102)
    let deep = budget.takeValue(level: 6)
    #expect(deep)
    #expect(budget.left == 6)
    let next = budget.takeValue()
    #expect(!next)
    #expect(budget.left == 0)
    let almost = AnswerBudget(bytes: 60)
    #expect(!almost.isSpent)
    let tooDeep = almost.takeValue(level: 4)
    #expect(!tooDeep)
    #expect(almost.isSpent)
  }

  @Test func aShareTakesFromTheWhole() {
    let whole = AnswerBudget(bytes: 100)
    let share = AnswerBudget(bytes: 60, within: whole)
    let first = share.take(50)
    #expect(first)
    #expect(whole.left == 50)
    let beyondTheShare = share.take(20)
    #expect(!beyondTheShare)
    #expect(whole.left == 50)
    let rest = whole.take(45)
    #expect(rest)
    let beyondTheWhole = share.take(10)
    #expect(!beyondTheWhole)
    #expect(share.left == 10)
    #expect(AnswerBudget(bytes: 60, within: whole).left == 5)
  }
}
