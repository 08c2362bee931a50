import CommandLineSupport
import JSON
import Sextant

/// `sextant doctor`: finds trouble.
enum DoctorCommand: Command {
    static let verbose = Option.flag("verbose", help: "List every finding, instead of the first few of each kind")

    static let definition = CommandDefinition(
        name: "doctor",
        abstract: "Find trouble in the index, the digests and the machine",
        discussion: """
            Looks for missing days, entries whose summary failed, duplicates, changed abstracts, a linear algebra library \
            that does not know this processor, and damaged files. The exit code is 0 when there is nothing to report, 1 \
            when there is, and 2 when it could not look.
            """,
        options: [verbose.definition],
        formats: [.table, .plain, .json],
        examples: [.init("sextant doctor || echo 'look into it'", "For a script that runs every day")])

    static func run(_ context: CommandContext) throws -> ExitCode {
        var progress = context.messages.progress("checking", total: nil, unit: "files")
        defer { progress.finish() }
        let checkup = try Library.checkup(path: context.indexPath()) { done, _ in progress.update(done) }
        progress.finish()
        switch context.format {
        case .json: try context.output.write(json(checkup))
        case .plain:
            for finding in checkup.damage { try context.output.write(TabSeparated.line(["damage", "\(finding)"])) }
            for section in checkup.sections {
                for finding in section.findings {
                    try context.output.write(TabSeparated.line([section.kind, finding]))
                }
            }
        default: try writeText(checkup, context)
        }
        guard let first = checkup.damage.first(where: \.isDamage) else {
            return checkup.isClean ? .found : .nothingFound
        }
        context.messages.error("the index is damaged: \(first)")
        return .failure
    }

    private static func writeText(_ checkup: Checkup, _ context: CommandContext) throws {
        if checkup.isClean { return try context.output.writeLine("nothing to report: every checksum is right") }
        for finding in checkup.damage {
            try context.output.writeLine(context.style(finding.isDamage ? .failure : .warning, "\(finding)".singleLine))
        }
        for section in checkup.sections {
            let heading = "\(section.title): \(Figures.count(section.findings.count))"
            try context.output.writeLine(context.style(.bold, heading) + context.style(.dim, " (\(section.remedy))"))
            let shown = context[verbose] ? section.findings[...] : section.findings.prefix(5)
            for finding in shown { try context.output.writeLine("  " + finding.singleLine) }
            let more = section.findings.count - shown.count
            if more > 0 {
                try context.output.writeLine(context.style(.dim, "  … and \(Figures.count(more)) more (--verbose)"))
            }
        }
    }

    private static func json(_ checkup: Checkup) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.key("clean")
            json.bool(checkup.isClean)
            json.key("damage")
            json.array { json in for finding in checkup.damage { json.string("\(finding)") } }
            json.key("findings")
            json.array { json in
                for section in checkup.sections {
                    json.object { json in
                        json.member("kind", section.kind)
                        json.member("title", section.title)
                        json.member("remedy", section.remedy)
                        json.key("items")
                        json.array { json in for finding in section.findings { json.string(finding) } }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }
}
