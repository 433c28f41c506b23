import RunInspection

/// The manual pages about formats: the answers that are printed, and the heartbeat that any script can
/// write.
enum FormatPages {
  /// `runspect-json(5)`.
  static var answers: String {
    page(
      name: "runspect-json", purpose: "what runspect prints",
      description: [
        "Answers are JSON (RFC 8259) with keys in code point order, everything but ASCII escaped, and "
          + "numbers with the digits that the producer wrote. NaN and the infinities, which JSON lacks, "
          + "are the strings \"NaN\", \"Infinity\" and \"-Infinity\". Later versions only add keys.",
        "What a run reports about itself is passed through, except under the keys below.",
      ], sections: JSONKeys.sections)
  }

  /// `runspect-heartbeat(5)`.
  static var heartbeat: String {
    page(
      name: "runspect-heartbeat", purpose: "the heartbeat of any script",
      description: [
        "A script that keeps a file run_status.json in a folder can be inspected and watched as a run. "
          + "The file contains a JSON object. Only status is required.",
        "Write it under another name in the same folder and rename it (mv), so that nobody reads half "
          + "of it. A file that is written in place is retried for a moment if it can't be read.",
        "A value that can't be used is left out with a warning; any other status than those below is an "
          + "error.",
      ], sections: [JSONKeys.heartbeat])
  }

  private static func page(
    name: String, purpose: String, description: [String], sections: [DocumentedKeys]
  ) -> String {
    var page = Roff()
    page.macro("TH", name.uppercased(), "5", "", "\(Tool.name) \(Tool.version)")
    page.macro("SH", "NAME")
    page.text("\(name) - \(purpose)")
    page.macro("SH", "DESCRIPTION")
    for paragraph in description { page.paragraph(paragraph) }
    for section in sections {
      page.macro("SH", section.title.uppercased())
      page.paragraph(section.introduction)
      for key in section.keys { page.item(key.name.description, key.meaning) }
    }
    page.macro("SH", "SEE ALSO")
    page.text("runspect(1), runspect-json(5), runspect-heartbeat(5)")
    return page.source
  }
}
