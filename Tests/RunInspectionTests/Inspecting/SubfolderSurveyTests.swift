import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct SubfolderSurveyTests {
  /// Runs are found through links, too; what is neither a folder nor a link to one is not.
  @Test func findsFoldersAndLinksToThem() throws {
    let run = try RunFolder()
    for name in ["runs/a", "elsewhere"] {
      try run.write("\(name)/run_info.json", #"{"all_output_names": [], "shapes": {}}"#)
    }
    try run.temporary.makeFolder("runs/empty")
    try run.temporary.write("runs/file", "")
    try run.temporary.makeLink("runs/link", to: "../elsewhere")
    try run.temporary.makeLink("runs/nowhere", to: "none")
    let survey = SubfolderSurvey(run.path.appending("runs"), most: 10, wantsFiles: false)
    let found = survey.entries.map { "\($0.name) \($0.layout?.rawValue ?? "-")" }
    #expect(found.sorted() == ["a pipefunc", "empty -", "link pipefunc"])
    #expect(survey.isWhole)
    #expect(!survey.isRun)
  }
}
