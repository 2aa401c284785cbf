// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/wire/numbers.h"
#include "models/wire/yaml/slo/sloscribe_p.h"

#include <algorithm>
#include <set>

namespace wf::wire {

using signals::Objective;

namespace {

// Sloth: prometheus/v1 writes snake_case, the Kubernetes resource camelCase.
struct Keys {
    std::string_view events = "events", errorQuery, totalQuery, errorRatioQuery, pageAlert, ticketAlert, sloPlugins;
};
constexpr Keys snakeKeys{"events",     "error_query",  "total_query", "error_ratio_query",
                         "page_alert", "ticket_alert", "slo_plugins"};
constexpr Keys camelKeys{"events",    "errorQuery",  "totalQuery", "errorRatioQuery",
                         "pageAlert", "ticketAlert", "sloPlugins"};

// Sloth's names: letters, digits, '-', '_' and '.', a letter or digit at both ends.
bool isSlothName(std::string_view text)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !text.empty() && isPlain(text.front()) && isPlain(text.back()) &&
           std::ranges::all_of(text, [&](char c) { return isPlain(c) || c == '-' || c == '_' || c == '.'; });
}

class SlothReader {
public:
    SlothReader(const Keys &keys, SloScribe &scribe) : m_keys(keys), m_scribe(scribe) {}

    std::vector<PendingObjective> read(const YamlNode &spec, const QString &version, bool isKubernetes)
    {
        std::vector<PendingObjective> out;
        m_common.form = isKubernetes ? signals::ObjectiveForm::SlothKubernetes : signals::ObjectiveForm::Sloth;
        m_common.formVersion = version;
        m_common.windowNs = 30 * base::nsPerDay; // Sloth's default period
        m_common.service = named(spec, "service");
        m_common.labels = m_scribe.labels(spec, "labels");
        readPlugins(m_scribe.map(spec, m_keys.sloPlugins), m_common);
        const YamlNode *slos = m_scribe.list(spec, "slos");
        if (!slos || slos->items.empty()) {
            m_scribe.error(slos ? *slos : spec, sloText("There are no SLOs: write at least one below slos"));
            return out;
        }
        std::set<QString> names;
        for (const auto &one : slos->items) {
            if (!one->isMap()) {
                m_scribe.error(*one, sloText("An SLO must be a map with name, objective and sli"));
                continue;
            }
            const int before = m_scribe.errors();
            Objective o = readSlo(*one);
            if (!o.id.isEmpty() && !names.insert(o.id).second)
                m_scribe.error(*one->field("name"), sloText("The SLO name %1 is used twice").arg(o.id.left(120)));
            if (m_scribe.errors() == before && m_isComputable)
                out.push_back({0, one, std::move(o)});
        }
        return out;
    }

private:
    QString named(const YamlNode &map, std::string_view key)
    {
        const std::string name = m_scribe.needed(map, key);
        if (!name.empty() && !isSlothName(name))
            m_scribe.error(*map.field(key),
                           sloText("%1 cannot be a name: use letters, digits, '-', '_' and '.', with a "
                                   "letter or digit at both ends")
                               .arg(shownText(name)));
        return toQString(name);
    }

    Objective readSlo(const YamlNode &slo)
    {
        Objective o = m_common;
        m_isComputable = true;
        m_scribe.expectKeys(slo, {"name", "objective", "description", "labels", "sli", "alerting", "plugins"});
        o.id = o.name = named(slo, "name");
        o.description = m_scribe.string(slo, "description");
        o.labels = merged(o.labels, m_scribe.labels(slo, "labels"));
        readPeople(o);
        o.targetPercent = toQString(m_scribe.needed(slo, "objective"));
        if (const auto percent = m_scribe.number(slo, "objective")) {
            if (*percent == 0)
                m_scribe.error(*slo.field("objective"), sloText("The objective must be more than 0 %"));
            o.target = m_scribe.target(*slo.field("objective"), *percent / 100);
        }
        if (const YamlNode *sli = m_scribe.map(slo, "sli"))
            readSli(*sli, o);
        else
            m_scribe.error(slo, sloText("sli is missing"));
        if (const YamlNode *plugins = m_scribe.map(slo, "plugins"))
            readPlugins(plugins, o);
        if (const YamlNode *alerting = m_scribe.map(slo, "alerting"))
            readAlerting(*alerting, o);
        else
            m_scribe.error(slo, sloText("alerting is missing: write a name, or disable both of its alerts"));
        return o;
    }

    static base::Labels merged(const base::Labels &first, const base::Labels &second)
    {
        auto pairs = first.pairs();
        pairs.insert(pairs.end(), second.begin(), second.end());
        return base::Labels(std::move(pairs));
    }

    void readSli(const YamlNode &sli, Objective &o)
    {
        m_scribe.expectKeys(sli, {m_keys.events, "raw", "plugin"});
        const YamlNode *events = m_scribe.map(sli, m_keys.events);
        const YamlNode *raw = m_scribe.map(sli, "raw");
        const YamlNode *plugin = m_scribe.map(sli, "plugin");
        if ((events ? 1 : 0) + (raw ? 1 : 0) + (plugin ? 1 : 0) != 1)
            return m_scribe.error(sli, sloText("An sli needs exactly one of events, raw and plugin"));
        if (events) {
            m_scribe.expectKeys(*events, {m_keys.errorQuery, m_keys.totalQuery});
            o.badQuery = windowed(*events, m_keys.errorQuery, QStringLiteral("bad"));
            o.totalQuery = windowed(*events, m_keys.totalQuery, QStringLiteral("total"));
            if (!o.badQuery.isEmpty() && o.badQuery == o.totalQuery)
                m_scribe.error(*events->field(m_keys.totalQuery),
                               sloText("The queries for errors and for all events are the same: everything would be "
                                       "an error"));
        } else if (raw) {
            m_scribe.expectKeys(*raw, {m_keys.errorRatioQuery});
            o.kind = signals::SliKind::Raw;
            o.rawIsBadShare = true;
            o.rawQuery = windowed(*raw, m_keys.errorRatioQuery, QStringLiteral("bad share"));
        } else {
            const std::string id = m_scribe.needed(*plugin, "id");
            if (id == "getting_started_availability")
                return readGettingStarted(*plugin, o);
            m_isComputable = false;
            m_scribe.warning(*plugin,
                             sloText("The SLI plugin %1 is program code of Sloth's: write its queries as events "
                                     "to have this SLO computed here")
                                 .arg(shownText(id)));
        }
    }

    // The one plugin of Sloth's own examples.
    void readGettingStarted(const YamlNode &plugin, Objective &o)
    {
        static const YamlNode nothing;
        const YamlNode *options = m_scribe.map(plugin, "options");
        const QString job = toQString(m_scribe.needed(options ? *options : nothing, "job"));
        QString filter = m_scribe.string(options ? *options : nothing, "filter").trimmed();
        if (!filter.isEmpty() && !filter.endsWith(u','))
            filter += u',';
        const QString selected =
            QStringLiteral("sum(rate(http_request_duration_seconds_count{%1job=%2%3}[{{.window}}]))");
        o.kind = signals::SliKind::Raw;
        o.rawIsBadShare = true;
        o.rawQuery = QStringLiteral("%1 / %2").arg(
            selected.arg(filter, base::quoted(job), QStringLiteral(",code=~\"(5..|429)\"")),
            selected.arg(filter, base::quoted(job), QString()));
    }

    QString windowed(const YamlNode &map, std::string_view key, const QString &role)
    {
        QString query = m_scribe.query(map, key, role);
        if (!query.isEmpty() && !query.contains(QStringLiteral("{{.window}}")) &&
            !query.contains(QStringLiteral("{{ .window }}")))
            m_scribe.error(*map.field(key),
                           sloText("The query has no {{.window}}: it would not say how far back to look"));
        return query.replace(QStringLiteral("{{ .window }}"), QStringLiteral("{{.window}}"));
    }

    // What of Sloth's SLO plugins is known: labels of the info rule and intervals of groups.
    void readPlugins(const YamlNode *plugins, Objective &o)
    {
        const YamlNode *chain = plugins ? m_scribe.list(*plugins, "chain") : nullptr;
        if (!chain)
            return;
        for (const auto &one : chain->items) {
            const std::string id = m_scribe.needed(*one, "id");
            const YamlNode *config = one->field("config");
            if (id == "sloth.dev/contrib/info_labels/v1" && config)
                o.infoLabels = merged(o.infoLabels, m_scribe.labels(*config, "labels"));
            else if (id == "sloth.dev/contrib/rule_intervals/v1" && config && config->field("interval"))
                o.ruleIntervalNs = parseDuration(m_scribe.text(*config->field("interval"), "default")).value_or(0);
            else if (id == "sloth.dev/contrib/denominator_corrected_rules/v1")
                o.rulesCorrectTraffic = true;
            else if (!id.starts_with("sloth.dev/core/debug/"))
                m_scribe.warning(*one, sloText("The plugin %1 is program code of Sloth's and changes its rules; rules "
                                               "generated here are those without it")
                                           .arg(shownText(id)));
        }
    }

    void readAlerting(const YamlNode &node, Objective &o)
    {
        auto &alerting = o.alerting;
        m_scribe.expectKeys(node, {"name", "labels", "annotations", m_keys.pageAlert, m_keys.ticketAlert});
        alerting.name = m_scribe.string(node, "name");
        alerting.labels = m_scribe.labels(node, "labels");
        alerting.annotations = m_scribe.labels(node, "annotations");
        alerting.page = readAlert(node, m_keys.pageAlert);
        alerting.ticket = readAlert(node, m_keys.ticketAlert);
        if (alerting.name.isEmpty() && !(alerting.page.isDisabled && alerting.ticket.isDisabled))
            m_scribe.error(node.field("name") ? *node.field("name") : node,
                           sloText("The alerts need a name: write alerting.name, or disable both of them"));
    }

    signals::ObjectiveAlert readAlert(const YamlNode &alerting, std::string_view key)
    {
        signals::ObjectiveAlert alert;
        if (const YamlNode *node = m_scribe.map(alerting, key)) {
            m_scribe.expectKeys(*node, {"disable", "labels", "annotations"});
            alert.isDisabled = m_scribe.truth(*node, "disable", false);
            alert.labels = m_scribe.labels(*node, "labels");
            alert.annotations = m_scribe.labels(*node, "annotations");
        }
        return alert;
    }

    const Keys &m_keys;
    SloScribe &m_scribe;
    Objective m_common;
    bool m_isComputable = true;
};

} // namespace

std::vector<PendingObjective> readSloth(const YamlNodePtr &root, bool isKubernetes, SloScribe &scribe)
{
    if (!isKubernetes) {
        scribe.expectKeys(*root, {"version", "service", "labels", "slos", "slo_plugins"});
        const std::string version = scribe.text(*root, "version");
        if (version != "prometheus/v1") {
            scribe.error(*root->field("version"),
                         sloText("Sloth's version must be prometheus/v1, not %1").arg(shownText(version)));
            return {};
        }
        scribe.document().name = scribe.string(*root, "service");
        return SlothReader(snakeKeys, scribe).read(*root, toQString(version), false);
    }
    scribe.expectKeys(*root, {"apiVersion", "kind", "metadata", "spec", "status"});
    const YamlNode *spec = scribe.map(*root, "spec");
    if (!spec) {
        scribe.error(*root, sloText("spec is missing"));
        return {};
    }
    scribe.expectKeys(*spec, {"service", "labels", "slos", "sloPlugins"});
    return SlothReader(camelKeys, scribe).read(*spec, scribe.string(*root, "apiVersion"), true);
}

std::optional<SloAlertWindows> readAlertWindows(const YamlNode &root, SloScribe &scribe)
{
    const YamlNode *spec = scribe.map(root, "spec");
    if (!spec) {
        scribe.error(root, sloText("spec is missing"));
        return std::nullopt;
    }
    SloAlertWindows out;
    const auto duration = [&](const YamlNode &map, std::string_view key) {
        const std::string text = scribe.needed(map, key);
        const qint64 ns = parseDuration(text).value_or(0);
        if (ns <= 0 && !text.empty())
            scribe.error(*map.field(key),
                         sloText("%1 must be a duration like 5m or 30d, not %2").arg(shownText(key), shownText(text)));
        return ns;
    };
    const int before = scribe.errors();
    out.periodNs = duration(*spec, "sloPeriod");
    for (const std::string_view severity : {"page", "ticket"})
        for (const std::string_view speed : {"quick", "slow"}) {
            const YamlNode *group = scribe.map(*spec, severity);
            const YamlNode *window = group ? scribe.map(*group, speed) : nullptr;
            if (!window) {
                scribe.error(group ? *group : *spec,
                             sloText("%1.%2 is missing").arg(shownText(severity), shownText(speed)));
                continue;
            }
            SloAlertWindow w{scribe.number(*window, "errorBudgetPercent").value_or(0), duration(*window, "shortWindow"),
                             duration(*window, "longWindow"), severity == "page"};
            if (w.budgetPercent <= 0 || w.budgetPercent > 100)
                scribe.error(*window, sloText("errorBudgetPercent must be more than 0 and at most 100"));
            if (w.shortNs > 0 && w.longNs > 0 && w.shortNs >= w.longNs)
                scribe.error(*window, sloText("The short window must be shorter than the long one"));
            out.windows.push_back(w);
        }
    return scribe.errors() == before ? std::optional(out) : std::nullopt;
}

} // namespace wf::wire
