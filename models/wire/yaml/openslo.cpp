// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/openslo.h"

#include "models/wire/yaml/slometrics.h"

#include <QCoreApplication>

namespace wf::wire {

using signals::Objective;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

bool isOpenSlo(const Yaml &document)
{
    const std::string version = document["apiVersion"].text();
    return version.starts_with("openslo/v1") || version.starts_with("openslo.com/v2");
}

} // namespace

struct OpenSloReader::State {
    struct Slo {
        Yaml document;
        QString file;
    };
    std::vector<Slo> slos;
    std::map<std::string, Yaml> indicators;
    std::map<std::string, Yaml> conditions;
    std::vector<Slo> policies;
    OpenSlo out;

    void problem(const QString &file, const QString &name, const QString &what)
    {
        constexpr qsizetype most = 200;
        if (out.problems.size() >= most)
            return;
        QStringList where;
        if (!file.isEmpty())
            where << file;
        if (!name.isEmpty())
            where << name.left(128);
        out.problems << (where.isEmpty() ? what
                                         : QString(where.join(QStringLiteral(", ")) + QStringLiteral(": ") + what));
    }

    // Returns how many OpenSLO documents there were.
    int readDocument(const Yaml &document, const QString &file)
    {
        if (document.isList()) {
            int found = 0;
            document.forEach([&](const Yaml &one) { found += one.isMap() ? readDocument(one, file) : 0; });
            return found;
        }
        if (!isOpenSlo(document)) {
            problem(file, document["metadata"]["name"].string(),
                    tr("unknown apiVersion: %1").arg(document["apiVersion"].string().left(64)));
            return 0;
        }
        const std::string kind = document["kind"].text();
        const Yaml metadata = document["metadata"];
        const Yaml spec = document["spec"];
        const std::string name = metadata["name"].text();
        if (name.empty())
            problem(file, {}, tr("a document of kind %1 has no name").arg(toQString(kind).left(64)));
        if (kind == "SLO")
            slos.push_back({document, file});
        else if (kind == "SLI")
            indicators.emplace(name, spec);
        else if (kind == "Service")
            out.services.push_back({toQString(name), metadata["displayName"].string(), spec["description"].string(),
                                    metadata["labels"].labels()});
        else if (kind == "DataSource")
            out.dataSources.push_back({toQString(name), spec["type"].string(), spec["connectionDetails"].labels()});
        else if (kind == "AlertCondition")
            conditions.emplace(name, spec);
        else if (kind == "AlertPolicy")
            policies.push_back({document, file});
        else if (kind != "AlertNotificationTarget")
            problem(file, toQString(name), tr("unknown kind: %1").arg(toQString(kind).left(64)));
        return 1;
    }

    void readSlo(const Slo &slo)
    {
        const Yaml metadata = slo.document["metadata"];
        const Yaml spec = slo.document["spec"];
        Objective common;
        common.id = metadata["name"].string();
        common.name = metadata["displayName"].string();
        if (common.name.isEmpty())
            common.name = common.id;
        common.service = spec["service"].exists() ? spec["service"].string() : spec["serviceRef"].string();
        common.description = spec["description"].string().trimmed();
        common.labels = metadata["labels"].labels();
        for (const auto *key : {"owner", "team"})
            for (const auto *part : {"annotations", "labels"})
                if (common.owner.isEmpty())
                    common.owner = metadata[part].labels().text(key);
        common.sourceFile = slo.file;
        const std::string method = spec["budgetingMethod"].text();
        common.timeslices = method == "Timeslices" || method == "RatioTimeslices";
        if (const QString what = readWindow(spec, common); !what.isEmpty()) {
            problem(slo.file, common.id, what);
            return;
        }
        int index = 0;
        int count = 0;
        spec["objectives"].forEach([&](const Yaml &) { ++count; });
        if (count == 0)
            problem(slo.file, common.id, tr("there are no objectives"));
        spec["objectives"].forEach([&](const Yaml &entry) { readObjective(slo, spec, entry, common, ++index, count); });
    }

    void readObjective(const Slo &slo, const Yaml &spec, const Yaml &entry, Objective objective, int index, int count)
    {
        QString what = readIndicator(indicatorOf(spec, entry), objective);
        if (what.isEmpty())
            what = readTarget(entry, objective);
        if (!what.isEmpty()) {
            problem(slo.file, objective.id, what);
            return;
        }
        const QString own = entry["displayName"].string();
        if (count > 1) {
            objective.id += QStringLiteral("-%1").arg(index);
            if (!own.isEmpty())
                objective.name += QStringLiteral(" – ") + own;
        }
        out.objectives.push_back(std::move(objective));
    }

    // The entry's own indicator before the SLO's; written out before named.
    [[nodiscard]] Yaml indicatorOf(const Yaml &spec, const Yaml &entry) const
    {
        for (const Yaml &holder : {entry, spec}) {
            for (const auto *key : {"indicator", "sli"})
                if (const Yaml inlined = holder[key]; inlined.isMap())
                    return inlined["spec"].isMap() ? inlined["spec"] : inlined;
            for (const auto *key : {"indicatorRef", "sliRef"})
                if (const auto it = indicators.find(holder[key].text()); it != indicators.end())
                    return it->second;
            if (holder["ratioMetrics"].isMap() || holder["ratioMetric"].isMap())
                return holder;
        }
        return {};
    }

    static SloAlertCondition conditionOf(const QString &name, const Yaml &spec)
    {
        const Yaml c = spec["condition"];
        return {name, spec["severity"].string(), c["threshold"].number().value_or(0),
                sloDuration(c["lookbackWindow"].text()), sloDuration(c["alertAfter"].text())};
    }

    void readPolicy(const Slo &policy)
    {
        SloAlertPolicy read;
        read.name = policy.document["metadata"]["name"].string();
        const Yaml spec = policy.document["spec"];
        spec["conditions"].forEach([&](const Yaml &one) {
            const std::string name = one["conditionRef"].text();
            if (const auto it = conditions.find(name); it != conditions.end())
                read.conditions.push_back(conditionOf(toQString(name), it->second));
            else if (one["spec"].isMap())
                read.conditions.push_back(conditionOf(one["metadata"]["name"].string(), one["spec"]));
            else
                problem(policy.file, read.name, tr("unknown condition: %1").arg(toQString(name).left(128)));
        });
        spec["notificationTargets"].forEach([&](const Yaml &one) {
            const QString name =
                one["targetRef"].exists() ? one["targetRef"].string() : one["metadata"]["name"].string();
            if (!name.isEmpty())
                read.targets << name;
        });
        out.alertPolicies.push_back(std::move(read));
    }
};

OpenSloReader::OpenSloReader() : m_state(std::make_unique<State>()) {}
OpenSloReader::~OpenSloReader() = default;

base::Status OpenSloReader::add(std::string_view text, const QString &fileName)
{
    const auto documents = loadYaml(text);
    if (!documents)
        return documents.error();
    int found = 0;
    for (const Yaml &document : *documents)
        found += document.isMap() || document.isList() ? m_state->readDocument(document, fileName) : 0;
    if (found == 0)
        return base::makeError(base::ErrorKind::Invalid, tr("The file holds no service level objectives"),
                               tr("A document begins with \"apiVersion: openslo/v1\""));
    return base::Done{};
}

OpenSlo OpenSloReader::take()
{
    for (const auto &slo : m_state->slos)
        m_state->readSlo(slo);
    for (const auto &policy : m_state->policies)
        m_state->readPolicy(policy);
    OpenSlo out = std::move(m_state->out);
    m_state = std::make_unique<State>();
    return out;
}

base::Result<OpenSlo> decodeOpenSlo(std::string_view text, const QString &fileName)
{
    OpenSloReader reader;
    const auto added = reader.add(text, fileName);
    if (!added)
        return added.error();
    return reader.take();
}

} // namespace wf::wire
