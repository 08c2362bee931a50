import CommandLineSupport

/// The tool and its commands.
enum Tool {
    static let commands: [any Command.Type] = [
        IndexCommand.self, StatusCommand.self, DoctorCommand.self, SearchCommand.self, SimilarCommand.self,
        ShowCommand.self, ExplainCommand.self, TopicsCommand.self, TopicCommand.self, TrendsCommand.self,
        NewCommand.self, BenchCommand.self,
        EvalCommand.self,
        ExportCommand.self,
    ]

    static let definition = ToolDefinition(
        name: "sextant",
        version: "0.1.0",
        date: "2026-11-21",
        abstract: "Search and cluster piles of paper digests, offline, in English and Chinese",
        discussion: """
            Sextant reads daily digests of papers (Markdown reports, tables, JSON lines), finds the papers near to another \
            or to a question in either language, and sorts a month into topics. It needs no network and no model.
            """,
        commands: commands.map { $0.definition },
        general: StandardOptions.general,
        shared: StandardOptions.shared,
        environment: [
            ("SEXTANT_INDEX", "Where the index is, unless --index says so"),
            (
                "XDG_DATA_HOME",
                "Where data of programs is kept (default: ~/.local/share); the index is in its folder sextant"
            ),
            ("SEXTANT_ISA", "The instruction set to use in place of the best one this machine has"),
            ("NO_COLOR", "If set, nothing is printed in colour"),
        ],
        exitCodes: [
            (0, "Something was found, or the work was done"),
            (1, "Nothing was found; for doctor: it has findings"),
            (2, "The command line made no sense, or the index is missing or damaged"),
        ],
        examples: [
            .init("sextant index ~/digests", "Reads a folder of digests; again the next day to add what is new"),
            .init("sextant search \"稀疏注意力 长视频理解\"", "Asks in Chinese; English abstracts are found too"),
            .init("sextant similar 2601.21465 -n 5", "The five papers nearest to one"),
            .init("sextant topics --month 2026-01", "A month as topics"),
        ]
    )
}
