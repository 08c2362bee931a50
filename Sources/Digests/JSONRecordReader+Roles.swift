extension JSONRecordReader {
    /// What a member of a record may be, by its name.
    enum Role {
        case id(rank: Int)
        case abstract(rank: Int)
        /// A day that is the digest's if another member says when the paper was submitted.
        case date
        case otherAbstract, digest
        /// An object or list with IDs or addresses among its texts.
        case addresses
        /// A date that may be a month or a year alone.
        case published
        /// OpenAlex's abstract: each word with its places.
        case invertedAbstract
        /// A record within the record.
        case nested
        case externalIDs, title, summary, comment, authors, firstAuthor, parsedAuthors, categories, primary, created,
            updated, versions, version, withdrawn
        case summaryField(FieldName)
    }

    static let addressRank = 10
    static let summaryRank = 1

    static let roles: [String: Role] = {
        var roles: [String: Role] = [
            "title": .title, "AI": .summary, "ai": .summary, "comment": .comment, "comments": .comment,
            "authors": .authors, "author": .firstAuthor, "first_author": .firstAuthor, "firstAuthor": .firstAuthor,
            "authors_parsed": .parsedAuthors,
            "creators": .authors, "authorships": .authors, "authorList": .authors, "authorString": .authors,
            "display_name": .title, "abstract_inverted_index": .invertedAbstract, "paper": .nested,
            "issued": .published, "year": .published, "publicationDate": .published, "publication_year": .published,
            "publicationYear": .published, "pubYear": .published, "published-print": .published,
            "published-online": .published, "publishedAt": .published, "firstPublicationDate": .published,
            "ids": .addresses, "locations": .addresses, "primary_location": .addresses, "archiveID": .addresses,
            "extra": .addresses, "note": .addresses, "URL": .addresses,
            "categories": .categories, "category": .categories, "subjects": .categories,
            "primary": .primary, "primary_category": .primary, "primaryCategory": .primary,
            "created": .created, "published": .created, "published_date": .created, "publication_date": .created,
            "publish_date": .created, "published_at": .created, "submitted": .created, "submitted_date": .created,
            "submission_date": .created, "date": .date, "digest_date": .digest, "updated": .updated,
            "update_date": .updated, "updated_date": .updated,
            "versions": .versions, "version": .version, "withdrawn": .withdrawn, "externalids": .externalIDs,
        ]
        let ids = ["id", "_id", "paper_id", "arxiv_id", "arxivId", "paperId", "doc_id", "docid", "doi", "DOI"]
        for (rank, name) in ids.enumerated() { roles[name] = .id(rank: rank) }
        let addresses = ["abs", "url", "link", "pdf", "pdf_url", "entry_id", "abs_url"]
        for (rank, name) in addresses.enumerated() { roles[name] = .id(rank: addressRank + rank) }
        let abstracts = [
            "abstract", "summary", "text", "contents", "content", "abstractNote", "abstractText", "paperAbstract",
        ]
        for (rank, name) in abstracts.enumerated() { roles[name] = .abstract(rank: rank) }
        // What `sextant export` writes beside the usual members, so that nothing is lost on the way back.
        roles["title_zh"] = .title
        roles["summary_zh"] = .otherAbstract
        roles["translated_title"] = .title
        roles["translated_summary"] = .otherAbstract
        roles["translated_abstract"] = .otherAbstract
        roles["comment_zh"] = .comment
        roles["AI_zh"] = .summary
        roles["digest"] = .digest
        for name in FieldName.summary { roles[name.rawValue] = .summaryField(name) }
        return roles
    }()
}
