import Testing

@testable import Vocab

@Suite struct CategoryTaxonomyTests {
    @Test(arguments: [
        ("cs.CL", "Computation and Language"), ("hep-th", "High Energy Physics - Theory"),
        ("cond-mat.mtrl-sci", "Materials Science"), ("eess.IV", "Image and Video Processing"),
        ("stat.ML", "Machine Learning"), ("math", "Mathematics"), ("cmp-lg", "Computation and Language"),
    ])
    func `a category, an archive and a merged archive have their names`(_ category: String, _ name: String) {
        #expect(CategoryTaxonomy.name(of: category) == name)
    }

    @Test(arguments: ["", "cs.", "cs.XX", "CS.CL", "cs.cl", "math.CL"])
    func `what arXiv does not have has no name`(_ category: String) {
        #expect(CategoryTaxonomy.name(of: category) == nil)
    }

    @Test func `every category belongs to a listed archive`() {
        for (category, name) in CategoryTaxonomy.all {
            let archive = category.split(separator: ".")[0]
            #expect(CategoryTaxonomy.name(of: String(archive)) != nil, "\(category)")
            #expect(!name.isEmpty && name.first != " " && name.last != " ", "\(category)")
        }
    }

    @Test func `the archives have as many categories as arXiv lists`() {
        var counts: [Substring: Int] = [:]
        for (category, _) in CategoryTaxonomy.all where category.contains(".") {
            counts[category.split(separator: ".")[0], default: 0] += 1
        }
        #expect(
            counts == [
                "cs": 40, "econ": 3, "eess": 4, "math": 32, "astro-ph": 6, "cond-mat": 9, "nlin": 5, "physics": 22,
                "q-bio": 10, "q-fin": 9, "stat": 6,
            ])
    }
}

@Suite struct LaTeXCommandsTests {
    @Test func `each kind of command is known by its meaning`() {
        #expect(LaTeXCommands.meaning(of: "varepsilon") == .symbol("epsilon"))
        #expect(LaTeXCommands.meaning(of: "alpha") == .symbol("alpha"))
        #expect(LaTeXCommands.meaning(of: "log") == .word("log"))
        #expect(LaTeXCommands.meaning(of: "L") == .letter("l"))
        #expect(LaTeXCommands.meaning(of: "v") == .accent)
        #expect(LaTeXCommands.meaning(of: "textbf") == .content)
        #expect(LaTeXCommands.meaning(of: "cite") == .dropsArgument)
    }

    @Test func `an unlisted command has no meaning, and case matters`() {
        #expect(LaTeXCommands.meaning(of: "rightarrow") == nil)
        #expect(LaTeXCommands.meaning(of: "Cite") == nil)
        #expect(LaTeXCommands.meaning(of: "") == nil)
    }

    @Test func `what a command stands for is lower-case ASCII letters`() {
        for (command, meaning) in LaTeXCommands.meanings {
            switch meaning {
            case .symbol(let text), .word(let text), .letter(let text):
                #expect(!text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }, "\(command)")
            case .accent, .content, .dropsArgument: break
            }
        }
    }
}
