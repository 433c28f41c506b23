import Testing

@testable import RunInspection

@Suite struct PipefuncNamesTests {
  @Test(
    arguments: [
      ("__0__.pickle", 0), ("__1__.pickle", 1), ("__12__.pickle", 12),
      ("__199999__.pickle", 199_999),
      ("__999999999999999999__.pickle", 999_999_999_999_999_999),
      ("__1000000000000000000__.pickle", nil), ("____.pickle", nil), ("__012__.pickle", nil),
      ("__00__.pickle", nil), ("__-1__.pickle", nil), ("__+1__.pickle", nil),
      ("__1.5__.pickle", nil),
      ("__1__.pickle.tmp", nil), ("__1__.pickl", nil), ("__1__.Pickle", nil), ("__1__pickle", nil),
      ("_1__.pickle", nil), ("x_1__.pickle", nil), ("__1_.pickle", nil), ("__a__.pickle", nil),
      ("__1 __.pickle", nil), ("__٣__.pickle", nil), (".__1__.pickle", nil), ("", nil), ("__", nil),
      ("__.pickle", nil), ("___.pickle", nil),
    ] as [(String, Int?)])
  func findsTheElementInTheNameOfItsFile(_ name: String, _ index: Int?) {
    let found = Array(name.utf8).withUnsafeBufferPointer(PipefuncNames.elementIndex)
    #expect(found == index)
  }
}
