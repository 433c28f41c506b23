import RunInspection
import Testing

@testable import RunspectCLI

@Suite struct StoredFormTests {
  /// Every form that `$type` can name is explained.
  @Test(arguments: StoredForm.allCases)
  func aFormIsDocumented(_ form: StoredForm) {
    let documented = JSONKeys.sections.first { $0.title == "Stored values" }?.keys
      .flatMap { $0.name.description.split(separator: ", ").map(String.init) }
    #expect(documented?.contains(form.rawValue) == true)
  }
}
