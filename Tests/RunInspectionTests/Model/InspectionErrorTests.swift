import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct InspectionErrorTests {
  private static let path = RawPath("/runs/r")

  private static func unreadable(_ reason: FileError.Reason) -> InspectionError {
    .unreadable(FileError(operation: .read, path: path, reason: reason))
  }

  /// An error, the state of a run that can't be read for it, and whether it may be gone at the next look.
  private static let table: [(InspectionError, RunState, Bool)] = [
    (.runFolderMissing(path), .missing, false),
    (.noRunRecognised(path, markers: []), .missing, false),
    (.requestNotFound("id", below: path), .missing, false),
    (.notAFolder(path, .pipe), .error, false),
    (unreadable(.system(.permissionDenied)), .error, true),
    (unreadable(.system(.noSuchFile)), .error, true), (unreadable(.notAFile(.pipe)), .error, false),
    (unreadable(.tooLarge(limit: 9)), .error, false), (.missingKey(path, key: "k"), .error, true),
    (.unexpectedValue(path, key: "k", expected: "a", found: .null), .error, true),
    (.wrongValue(path, key: "k", expected: "a", found: "b"), .error, true),
    (.pickleCutShort(path, offset: 7), .error, true),
    (.lineDamaged(path, line: 3, .cutShort), .error, true),
    (.notKept(LayoutName(rawValue: "krixik"), .timing), .error, false),
    (.notFound(.values, "z", available: []), .error, false),
    (.unexpectedKind(path, .symbolicLink), .error, false),
    (.layout(PipefuncFault.notADictionary(path)), .error, true),
    (.layout(PipefuncFault.shapeTooLarge("y")), .error, false),
  ]

  @Test func tellsTheStateAndWhetherItMayPass() throws {
    for (error, state, mayPass) in InspectionErrorTests.table {
      #expect(error.state == state, "\(error)")
      #expect(error.mayPass == mayPass, "\(error)")
    }
    #expect(throws: JSONError.self) {
      do throws(JSONError) {
        _ = try JSONDocument([])
      } catch {
        #expect(InspectionError.notJSON(InspectionErrorTests.path, error).mayPass)
        throw error
      }
    }
    #expect(throws: PickleError.self) {
      do throws(PickleError) {
        _ = try PickleDecoder.decode([])
      } catch {
        #expect(InspectionError.notAPickle(InspectionErrorTests.path, error).mayPass)
        throw error
      }
    }
  }
}
