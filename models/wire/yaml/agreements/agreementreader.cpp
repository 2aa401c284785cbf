// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/agreements/agreementscribe_p.h"

#include <QCryptographicHash>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace wf::wire {

using signals::Agreement;
using Weight = FileProblem::Weight;

int AgreementDocument::count(Weight weight) const
{
    return static_cast<int>(std::ranges::count(problems, weight, &FileProblem::weight));
}

QStringList AgreementDefinitions::problems() const
{
    constexpr qsizetype most = 200;
    QStringList out;
    for (const auto &document : documents)
        for (const auto &problem : document.problems)
            if (problem.weight != Weight::Note && out.size() < most)
                out << QStringLiteral("%1:%2:%3: %4%5")
                           .arg(document.file)
                           .arg(problem.place.line)
                           .arg(problem.place.column)
                           .arg(document.name.isEmpty() ? QString() : document.name.left(128) + QStringLiteral(": "),
                                problem.what);
    return out;
}

struct AgreementReader::State {
    struct Read {
        std::size_t document = 0;
        const std::string *text = nullptr;
        YamlNodePtr root;
        Agreement agreement;
        [[nodiscard]] const YamlNode &at(std::string_view part, std::string_view key) const
        {
            const YamlNode *map = root->field(part);
            const YamlNode *found = map ? map->field(key) : nullptr;
            return found ? *found : *root;
        }
    };
    AgreementDefinitions out;
    std::deque<std::string> texts; // stay where they are
    std::vector<Read> read;

    AgreementScribe scribeOf(const Read &one) { return {*one.text, out.documents[one.document].problems}; }

    void readDocument(const YamlNodePtr &root, const QString &file)
    {
        const YamlNode *kind = root->isMap() ? root->field("kind") : nullptr;
        if (!kind || kind->text != "Agreement")
            return;
        AgreementDocument document;
        document.file = file;
        document.place = placeOf(texts.back(), root->offset);
        out.documents.push_back(std::move(document));
        read.push_back({out.documents.size() - 1, &texts.back(), root, {}});
        fill(read.back(), file);
    }

    void fill(Read &one, const QString &file)
    {
        AgreementScribe scribe = scribeOf(one);
        scribe.expect(*one.root, {"apiVersion", "kind", "metadata", "spec"});
        if (scribe.needed(*one.root, "apiVersion") != "watchfloor/v1")
            scribe.error(*one.root, agreementText("apiVersion must be watchfloor/v1"));
        const YamlNode *metadata = scribe.map(*one.root, "metadata");
        const YamlNode *spec = scribe.map(*one.root, "spec");
        if (!metadata || !spec) {
            scribe.error(*one.root, agreementText("An agreement needs metadata with name and version, and spec"));
            return;
        }
        scribe.expect(*metadata, {"name", "version", "changes"});
        scribe.expect(*spec,
                      {"reference",   "title",      "plan",     "promised", "provider", "customer",     "services",
                       "timeZone",    "settlement", "backedBy", "validity", "measured", "serviceHours", "holidays",
                       "maintenance", "fee",        "cap",      "yearCap",  "clauses",  "exclusions",   "notices"});
        Agreement &agreement = one.agreement;
        agreement.sourceFile = file;
        agreement.id = toQString(scribe.needed(*metadata, "name"));
        (void)scribe.needed(*metadata, "version");
        agreement.version = scribe.integer(*metadata, "version", 1, 1'000'000).value_or(0);
        agreement.changes = scribe.string(*metadata, "changes");
        out.documents[one.document].name = agreement.id;
        out.documents[one.document].version = agreement.version;
        readTerms(*spec, agreement, scribe);
        readHours(*spec, agreement, scribe);
        readMoney(*spec, agreement, scribe);
        readClauses(*spec, agreement, scribe);
        readExclusions(*spec, agreement, scribe);
        readNotices(*spec, agreement, scribe);
        agreement.sha256 = QString::fromLatin1(
            QCryptographicHash::hash(QByteArray::fromStdString(printYaml(*one.root)), QCryptographicHash::Sha256)
                .toHex());
    }

    void checkNames(const AgreementNames &known)
    {
        for (const Read &one : read) {
            AgreementScribe scribe = scribeOf(one);
            for (const QString &service : one.agreement.services)
                if (known.services && !known.services->contains(service))
                    scribe.error(one.at("spec", "services"),
                                 agreementText("There is no service %1").arg(service.left(120)));
            // Only then is every item of the list a clause.
            const bool isWhole = out.documents[one.document].isValid();
            for (std::size_t i = 0; isWhole && known.objectives && i < one.agreement.clauses.size(); ++i) {
                const auto &clause = one.agreement.clauses[i];
                if (!clause.objective.isEmpty() && !known.objectives->contains(clause.objective))
                    scribe.error(*one.at("spec", "clauses").items[i]->field("objective"),
                                 agreementText("There is no objective %1; objectives are read from the environment's "
                                               "files")
                                     .arg(clause.objective.left(120)));
            }
        }
    }

    void checkVersions()
    {
        for (std::size_t i = 0; i < read.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const Agreement &a = read[j].agreement;
                const Agreement &b = read[i].agreement;
                if (a.id.isEmpty() || a.id != b.id)
                    continue;
                AgreementScribe scribe = scribeOf(read[i]);
                if (a.version == b.version)
                    scribe.error(read[i].at("metadata", "version"),
                                 agreementText("There are two agreements %1 of version %2; the other one stands in %3")
                                     .arg(b.id.left(120))
                                     .arg(b.version)
                                     .arg(a.sourceFile.left(200)));
                else if (a.validity.startNs < b.validity.endNs && b.validity.startNs < a.validity.endNs)
                    scribe.error(
                        read[i].at("spec", "validity"),
                        agreementText("Versions %1 and %2 are valid at the same time; end the older one the day "
                                      "before")
                            .arg(a.version)
                            .arg(b.version));
                else if ((a.version < b.version) != (a.validity.startNs < b.validity.startNs))
                    scribe.error(read[i].at("metadata", "version"),
                                 agreementText("A newer version must be valid later than an older one"));
            }
    }

    // Which agreements rest on which, all versions together.
    void checkBacking()
    {
        std::map<QString, std::set<QString>> rests;
        for (const Read &one : read)
            rests[one.agreement.id].insert(one.agreement.backedBy.begin(), one.agreement.backedBy.end());
        for (const Read &one : read) {
            AgreementScribe scribe = scribeOf(one);
            std::set<QString> seen;
            std::vector<QString> open(one.agreement.backedBy.begin(), one.agreement.backedBy.end());
            for (const QString &id : open)
                if (!rests.contains(id))
                    scribe.error(one.at("spec", "backedBy"),
                                 agreementText("There is no agreement %1").arg(id.left(120)));
            while (!open.empty()) {
                const QString id = open.back();
                open.pop_back();
                if (id == one.agreement.id) {
                    scribe.error(one.at("spec", "backedBy"),
                                 agreementText("This is circular: %1 rests on itself").arg(id.left(120)));
                    break;
                }
                if (seen.insert(id).second && rests.contains(id))
                    open.insert(open.end(), rests[id].begin(), rests[id].end());
            }
        }
    }
};

AgreementReader::AgreementReader() : m_state(std::make_unique<State>()) {}
AgreementReader::~AgreementReader() = default;

void AgreementReader::add(std::string_view text, const QString &fileName)
{
    State &s = *m_state;
    const YamlLimits limits;
    const YamlDocuments yaml = readYamlTree(text, limits);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // places count without it
    s.texts.emplace_back(text.size() <= limits.bytes ? text : std::string_view());
    for (const auto &root : yaml.documents)
        s.readDocument(root, fileName);
    if (!yaml.problem)
        return;
    AgreementDocument document;
    document.file = fileName;
    document.place = yaml.problem->place;
    document.problems.push_back({Weight::Error, yaml.problem->place, yaml.problem->what});
    s.out.documents.push_back(std::move(document));
}

AgreementDefinitions AgreementReader::take(const AgreementNames &known)
{
    State &s = *m_state;
    s.checkNames(known);
    s.checkVersions();
    s.checkBacking();
    for (State::Read &one : s.read)
        if (s.out.documents[one.document].isValid())
            s.out.agreements.push_back(std::move(one.agreement));
    for (auto &document : s.out.documents)
        std::ranges::stable_sort(document.problems, {}, &FileProblem::place);
    std::ranges::stable_sort(s.out.agreements, [](const Agreement &a, const Agreement &b) {
        return std::tie(a.id, a.version) < std::tie(b.id, b.version);
    });
    AgreementDefinitions out = std::move(s.out);
    m_state = std::make_unique<State>();
    return out;
}

AgreementDefinitions readAgreementFile(std::string_view text, const QString &fileName, const AgreementNames &known)
{
    AgreementReader reader;
    reader.add(text, fileName);
    return reader.take(known);
}

} // namespace wf::wire
