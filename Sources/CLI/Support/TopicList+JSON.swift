import CommandLineSupport
import JSON
import Sextant

extension TopicList {
    /// All topics.
    func json() throws -> [UInt8] {
        var json = JSONWriter(pretty: true)
        try json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.member("papers", topics.locations.count)
            json.member("k", model.topics.count)
            json.member("choice", model.choice)
            json.key("changes")
            json.array { json in for change in model.changes { json.string("\(change)") } }
            json.key("topics")
            try json.array { json in for topic in model.topics { try write(topic, to: &json) } }
            json.key("ill_fitting")
            json.array { json in
                for document in illFitting {
                    json.object { json in
                        json.member("id", library.corpus.id(at: topics.locations[document]))
                        if let topic = model.assignments[document] {
                            json.member("topic", model.topics[topic].number)
                        }
                        json.member("fit", model.fits[document])
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    /// A topic with its parts.
    func write(_ topic: Topic, to json: inout JSONWriter) throws {
        try json.object { json in
            try writeMembers(of: topic, name: "topic", to: &json)
            guard !topic.subtopics.isEmpty else { return }
            json.key("subtopics")
            try json.array { json in
                for part in topic.subtopics {
                    try json.object { json in try writeMembers(of: part, name: "subtopic", to: &json) }
                }
            }
        }
    }

    private func writeMembers(of topic: Topic, name: String, to json: inout JSONWriter) throws {
        json.member(name, topic.number)
        json.member("label", topic.label)
        if let label = topic.chineseLabel { json.member("label_zh", label) }
        json.member("size", topic.size)
        json.member("share", topic.share)
        json.member("stability", topic.stability)
        json.member("separation", topic.separation)
        json.key("terms")
        json.array { json in for term in topic.terms { json.string(term.term) } }
        json.key("papers")
        json.array { json in
            for paper in papers(of: topic) {
                json.object { json in
                    json.member("id", paper.id)
                    json.key("score")
                    json.float(paper.score)
                    json.member("title", paper.title)
                }
            }
        }
        if let newest = newest(of: topic) { json.member("newest", newest.id) }
    }
}
