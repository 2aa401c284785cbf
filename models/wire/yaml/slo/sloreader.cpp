// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/openslo_p.h"

#include <algorithm>
#include <deque>

namespace wf::wire {

using Weight = SloProblem::Weight;

int SloDocument::count(Weight weight) const
{
    return static_cast<int>(std::ranges::count(problems, weight, &SloProblem::weight));
}

QStringList SloDefinitions::problems() const
{
    constexpr qsizetype most = 200;
    QStringList out;
    for (const auto &document : documents)
        for (const auto &problem : document.problems) {
            if (problem.weight == Weight::Note || out.size() >= most)
                continue;
            out << QStringLiteral("%1:%2:%3: %4%5")
                       .arg(document.file)
                       .arg(problem.place.line)
                       .arg(problem.place.column)
                       .arg(document.name.isEmpty() ? QString() : document.name.left(128) + QStringLiteral(": "),
                            problem.what);
        }
    return out;
}

struct SloReader::State {
    SloDefinitions out;
    OpenSloFile openSlo;
    std::vector<PendingObjective> pending;
    std::deque<std::string> texts;            // stay where they are
    std::vector<const std::string *> textOf;  // of each document
    std::map<std::string, std::size_t> names; // of documents that must be unique: where they were first
    std::map<std::size_t, YamlNodePtr> rootOf;
    std::vector<std::pair<std::size_t, SloComposite>> composites; // with their documents

    SloScribe scribeOf(std::size_t document) { return {*textOf[document], out.documents[document]}; }

    std::size_t begin(const QString &file, const YamlNode *root)
    {
        SloDocument document;
        document.file = file;
        document.place = root ? placeOf(texts.back(), root->offset) : TextPlace{1, 1};
        out.documents.push_back(std::move(document));
        textOf.push_back(&texts.back());
        return out.documents.size() - 1;
    }

    void readDocument(const YamlNodePtr &root, const QString &file)
    {
        constexpr std::size_t mostDocuments = 20'000;
        if (out.documents.size() >= mostDocuments)
            return;
        const YamlNode *items = root->field("items");
        const YamlNode *slos = root->field("slos");
        if (root->isList() || (items && items->isList())) {
            for (const auto &one : root->isList() ? root->items : items->items)
                readDocument(one, file);
        } else if (slos && slos->isList() && !root->field("version") && !root->field("apiVersion")) {
            for (const auto &one : slos->items)
                readOne(one, file);
        } else {
            readOne(root, file);
        }
    }

    void readOne(const YamlNodePtr &root, const QString &file)
    {
        const std::size_t index = begin(file, root.get());
        rootOf[index] = root;
        SloScribe scribe = scribeOf(index);
        SloDocument &document = scribe.document();
        if (!root->isMap())
            return scribe.error(*root,
                                sloText("A definition must be a map that begins with apiVersion, or with version "
                                        "for Sloth"));
        document.apiVersion = scribe.string(*root, root->field("version") ? "version" : "apiVersion");
        document.kind = scribe.string(*root, "kind");
        if (const YamlNode *metadata = root->field("metadata"); metadata && metadata->isMap())
            document.name = scribe.string(*metadata, "name");
        std::vector<PendingObjective> read;
        const QString &version = document.apiVersion;
        if (root->field("version") && root->field("slos")) {
            document.product = QStringLiteral("Sloth");
            document.kind = QStringLiteral("Spec");
            read = readSloth(root, false, scribe);
        } else if (version == QLatin1String("openslo/v1") || version == QLatin1String("openslo/v1alpha") ||
                   version == QLatin1String("openslo.com/v2alpha") || version == QLatin1String("openslo/v2alpha")) {
            document.product = QStringLiteral("OpenSLO");
            openSlo.read(root, index, *textOf[index], scribe, out);
        } else if (version.startsWith(QLatin1String("sloth.slok.dev/"))) {
            document.product = QStringLiteral("Sloth");
            readSlothResource(root, scribe, read);
        } else if (version.startsWith(QLatin1String("pyrra.dev/"))) {
            document.product = QStringLiteral("Pyrra");
            read = readPyrra(root, scribe);
        } else if (version.startsWith(QLatin1String("watchfloor/"))) {
            document.product = QStringLiteral("Watchfloor");
            readOwn(root, file, scribe);
        } else if (version.contains(QLatin1String("grafana")) || (version.isEmpty() && root->field("query"))) {
            document.product = QStringLiteral("Grafana");
            document.kind = QStringLiteral("SLO");
            const YamlNode *spec = root->field("spec");
            const YamlNodePtr slo = spec ? YamlNodePtr(root, spec) : root;
            document.name = scribe.string(*slo, "name");
            read = readGrafana(slo, scribe);
        } else {
            const YamlNode *place = root->field("apiVersion") ? root->field("apiVersion") : root->field("version");
            scribe.error(place ? *place : *root,
                         version.isEmpty() ? sloText("apiVersion is missing: a definition begins with \"apiVersion: "
                                                     "openslo/v1\", or another this program knows")
                                           : sloText("Unknown apiVersion %1: known are openslo/v1, openslo/v1alpha, "
                                                     "openslo.com/v2alpha, sloth.slok.dev/v1, pyrra.dev/v1alpha1, "
                                                     "Sloth's version prometheus/v1, Grafana's SLOs and watchfloor/v1")
                                                 .arg(version.left(64)));
        }
        for (auto &one : read) {
            one.document = index;
            pending.push_back(std::move(one));
        }
    }

    void readSlothResource(const YamlNodePtr &root, SloScribe &scribe, std::vector<PendingObjective> &read)
    {
        if (scribe.document().kind == QLatin1String("PrometheusServiceLevel"))
            read = readSloth(root, true, scribe);
        else if (scribe.document().kind == QLatin1String("AlertWindows")) {
            if (const auto windows = readAlertWindows(*root, scribe))
                out.alertWindows.push_back(*windows);
        } else
            scribe.error(root->field("kind") ? *root->field("kind") : *root,
                         sloText("Sloth's kinds are PrometheusServiceLevel and AlertWindows"));
    }

    void readOwn(const YamlNodePtr &root, const QString &file, SloScribe &scribe)
    {
        if (scribe.document().kind == QLatin1String("Correction")) {
            if (auto correction = readCorrection(*root, scribe)) {
                correction->file = file;
                out.corrections.push_back(std::move(*correction));
            }
        } else if (scribe.document().kind == QLatin1String("FreezeWebhook")) {
            if (auto webhook = readWebhook(*root, scribe)) {
                webhook->file = file;
                out.webhooks.push_back(std::move(*webhook));
            }
        } else if (scribe.document().kind == QLatin1String("Composite")) {
            if (auto composite = readComposite(*root, scribe)) {
                composite->file = file;
                composites.emplace_back(out.documents.size() - 1, std::move(*composite));
            }
        } else
            scribe.error(root->field("kind") ? *root->field("kind") : *root,
                         sloText("The kinds of watchfloor/v1 are Composite, Correction and FreezeWebhook"));
    }

    // The first of a name wins; every later one is told where the first is.
    bool isFirst(const std::string &key, std::size_t document, const YamlNode &place, const QString &what)
    {
        const auto [first, isNew] = names.emplace(key, document);
        if (isNew)
            return true;
        const SloDocument &earlier = out.documents[first->second];
        SloScribe scribe = scribeOf(document);
        scribe.error(place, sloText("%1 is defined twice, first at %2:%3")
                                .arg(what, earlier.file.isEmpty() ? sloText("line") : earlier.file)
                                .arg(earlier.place.line));
        return false;
    }

    void findDuplicateDocuments()
    {
        for (std::size_t i = 0; i < out.documents.size(); ++i) {
            const SloDocument &d = out.documents[i];
            if (!d.isValid() || d.name.isEmpty() ||
                (d.product != QLatin1String("OpenSLO") && d.product != QLatin1String("Watchfloor")))
                continue;
            (void)isFirst(QStringLiteral("%1/%2/%3").arg(d.apiVersion, d.kind, d.name).toStdString(), i,
                          *rootOf[i]->field("metadata")->field("name"),
                          QStringLiteral("%1 %2").arg(d.kind.left(64), d.name.left(120)));
        }
    }

    static std::string keyOf(const signals::Objective &o)
    {
        const bool isSloth =
            o.form == signals::ObjectiveForm::Sloth || o.form == signals::ObjectiveForm::SlothKubernetes;
        return QStringLiteral("%1/%2/%3")
            .arg(isSloth ? QStringLiteral("sloth") : o.formVersion, isSloth ? o.service : QString(), o.id)
            .toStdString();
    }

    void takeObjectives()
    {
        for (auto &one : pending) {
            SloDocument &document = out.documents[one.document];
            const bool isSlo = document.product == QLatin1String("OpenSLO");
            if (one.isCircular || (isSlo && !document.isValid()) ||
                !isFirst(keyOf(one.objective), one.document, *one.place,
                         sloText("The objective %1").arg(one.objective.id.left(120))))
                continue;
            one.objective.sourceFile = document.file;
            one.objective.sourceLine = placeOf(*textOf[one.document], one.place->offset).line;
            ++document.objectives;
            out.objectives.push_back(one.objective);
        }
    }

    void takeComposites()
    {
        QStringList composed;
        for (const auto &[document, composite] : composites)
            composed << composite.name;
        for (auto &[document, composite] : composites) {
            SloScribe scribe = scribeOf(document);
            if (out.documents[document].isValid() &&
                checkComposite(composite, out, composed, *rootOf[document], scribe))
                out.composites.push_back(std::move(composite));
        }
    }

    // "watchfloor/depends-on" may name what does not exist, or lead back to where it began.
    void checkDependencies()
    {
        std::map<QString, const PendingObjective *> byName;
        for (const auto &one : pending)
            byName.emplace(one.objective.id, &one);
        for (auto &one : pending) {
            std::vector<QString> open(one.objective.dependsOn.begin(), one.objective.dependsOn.end());
            std::set<QString> seen;
            SloScribe scribe = scribeOf(one.document);
            for (const QString &name : one.objective.dependsOn)
                if (!byName.contains(name))
                    scribe.warning(*one.place,
                                   sloText("It depends on %1, which is not in these files").arg(name.left(120)));
            while (!open.empty()) {
                const QString name = open.back();
                open.pop_back();
                if (name == one.objective.id) {
                    one.isCircular = true;
                    scribe.error(*one.place, sloText("%1 depends on itself in a circle").arg(name.left(120)));
                    break;
                }
                if (const auto found = byName.find(name); found != byName.end() && seen.insert(name).second)
                    open.insert(open.end(), found->second->objective.dependsOn.begin(),
                                found->second->objective.dependsOn.end());
            }
        }
    }
};

SloReader::SloReader() : m_state(std::make_unique<State>()) {}
SloReader::~SloReader() = default;

void SloReader::add(std::string_view text, const QString &fileName)
{
    State &s = *m_state;
    const YamlLimits limits;
    const YamlDocuments yaml = readYamlTree(text, limits);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // places count without it
    s.texts.emplace_back(text.size() <= limits.bytes ? text : std::string_view());
    for (const auto &root : yaml.documents)
        s.readDocument(root, fileName);
    if (!yaml.problem && !yaml.documents.empty())
        return;
    const std::size_t index = s.begin(fileName, nullptr);
    SloDocument &document = s.out.documents[index];
    if (yaml.problem) {
        document.place = yaml.problem->place;
        document.problems.push_back({Weight::Error, yaml.problem->place, yaml.problem->what});
    } else {
        document.problems.push_back({Weight::Warning, {1, 1}, sloText("The file is empty")});
    }
}

SloDefinitions SloReader::take()
{
    State &s = *m_state;
    auto joined =
        s.openSlo.join([&](std::size_t document, const std::string &) { return s.scribeOf(document); }, s.out);
    s.pending.insert(s.pending.end(), std::make_move_iterator(joined.begin()), std::make_move_iterator(joined.end()));
    s.findDuplicateDocuments();
    s.checkDependencies();
    s.takeObjectives();
    s.takeComposites();
    for (auto &document : s.out.documents)
        std::ranges::stable_sort(document.problems, {}, &SloProblem::place);
    SloDefinitions out = std::move(s.out);
    m_state = std::make_unique<State>();
    return out;
}

SloDefinitions readSloFile(std::string_view text, const QString &fileName)
{
    SloReader reader;
    reader.add(text, fileName);
    return reader.take();
}

} // namespace wf::wire
