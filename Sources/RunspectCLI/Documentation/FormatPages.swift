import RunInspection

/// The manual pages about formats: the answers that are printed, and the heartbeat that any script can
/// write.
enum FormatPages {
  /// `runspect-json(5)`.
  static var answers: ManualPage {
    page(
      name: "runspect-json", purpose: "what runspect prints",
      description: [
        "Answers are JSON (RFC 8259) with keys in code point order, everything but ASCII escaped, and "
          + "numbers with the digits that the producer wrote. NaN and the infinities, which JSON lacks, "
          + "are the strings \"NaN\", \"Infinity\" and \"-Infinity\". Later versions only add keys.",
        "What a run reports about itself is passed through, except under the keys below.",
      ], sections: JSONKeys.sections,
      examples: [
        ("runspect status runs/r1 --pretty", "The state of a run, indented:"),
        ("runspect errors runs/r2 --format jsonl --no-traceback", "An error a line:"),
        ("runspect outputs runs/r1 total", "The value of one output:"),
      ])
  }

  /// `runspect-heartbeat(5)`.
  static var heartbeat: ManualPage {
    page(
      name: "runspect-heartbeat", purpose: "the heartbeat of any script",
      description: [
        "A script that keeps a file run_status.json in a folder can be inspected and watched as a run. "
          + "The file contains a JSON object. Only status is required.",
        "Write it under another name in the same folder and rename it (mv), so that nobody reads half "
          + "of it. A file that is written in place is retried for a moment if it can't be read.",
        "A value that can't be used is left out with a warning; any other status than those below is an "
          + "error.",
      ], sections: [JSONKeys.heartbeat],
      examples: [
        (
          "mkdir -p runs/job && cd runs/job &&\n"
            + "printf '{\"status\": \"running\", \"progress_fraction\": 0.5}' >.new &&\n"
            + "mv .new run_status.json && runspect status . --format table",
          "A script tells that it is half done:"
        )
      ])
  }

  private static func page(
    name: String, purpose: String, description: [String], sections: [DocumentedKeys],
    examples: [(line: String, purpose: String)]
  ) -> ManualPage {
    var page = Roff(name: name, section: 5, purpose: purpose)
    page.section("Description")
    page.paragraphs(description)
    for section in sections {
      page.section(section.title)
      page.paragraphs([section.introduction])
      for key in section.keys {
        page.item(key.name.description, note: key.type?.text ?? "", explanation(key))
      }
    }
    page.section("Examples")
    for example in examples { page.example(example.line, example.purpose) }
    let pages = ["json", "heartbeat"].map { (name: "\(Tool.name)-\($0)", section: 5) }
    page.seeAlso([(Tool.name, 1)] + pages.filter { $0.name != name })
    return ManualPage(name: name, section: 5, source: page.source)
  }

  /// What stands under a key, and when nothing does.
  private static func explanation(_ key: DocumentedKey) -> String {
    let sentences = [
      key.meaning, key.nullness.map { "Null \($0)." }, key.absence.map { "Absent \($0)." },
    ]
    return sentences.compactMap { $0 }.joined(separator: " ")
  }
}
