// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"
#include "models/wire/yaml/slo/sloscribe_p.h"

namespace wf::wire {

using signals::Objective;

namespace {

QString metricOf(const YamlNode &parent, std::string_view key, const QString &role, SloScribe &scribe)
{
    const YamlNode *metric = scribe.map(parent, key);
    if (!metric) {
        scribe.error(parent, sloText("%1 is missing").arg(shownText(key)));
        return {};
    }
    return scribe.query(*metric, "metric", role);
}

void readGrouping(const YamlNode &indicator, Objective &o, SloScribe &scribe)
{
    if (const YamlNode *list = scribe.list(indicator, "grouping"))
        for (const auto &one : list->items)
            o.grouping.push_back(one->text);
}

void readIndicator(const YamlNode &indicator, Objective &o, SloScribe &scribe)
{
    scribe.expectKeys(indicator, {"ratio", "latency", "latencyNative", "bool_gauge"});
    int found = 0;
    if (const YamlNode *ratio = scribe.map(indicator, "ratio")) {
        ++found;
        scribe.expectKeys(*ratio, {"errors", "success", "total", "grouping"});
        const bool countsSuccess = ratio->field("success") && !ratio->field("errors");
        (countsSuccess ? o.goodQuery : o.badQuery) =
            metricOf(*ratio, countsSuccess ? "success" : "errors",
                     countsSuccess ? QStringLiteral("good") : QStringLiteral("bad"), scribe);
        o.totalQuery = metricOf(*ratio, "total", QStringLiteral("total"), scribe);
        readGrouping(*ratio, o, scribe);
    }
    if (const YamlNode *latency = scribe.map(indicator, "latency")) {
        ++found;
        scribe.expectKeys(*latency, {"success", "total", "grouping"});
        o.goodQuery = metricOf(*latency, "success", QStringLiteral("good"), scribe);
        o.totalQuery = metricOf(*latency, "total", QStringLiteral("total"), scribe);
        if (!o.goodQuery.isEmpty() && !o.goodQuery.contains(QStringLiteral("le=")))
            scribe.error(*latency->field("success"),
                         sloText("The metric of a latency's success must select one bucket: le=\"…\" is missing"));
        readGrouping(*latency, o, scribe);
    }
    if (const YamlNode *native = scribe.map(indicator, "latencyNative")) {
        ++found;
        scribe.expectKeys(*native, {"latency", "total", "grouping"});
        o.kind = signals::SliKind::NativeLatency;
        o.totalQuery = metricOf(*native, "total", QStringLiteral("total"), scribe);
        const std::string bound = scribe.needed(*native, "latency");
        o.thresholdValue = static_cast<double>(parseDuration(bound).value_or(0)) / 1e9;
        if (!bound.empty() && o.thresholdValue <= 0)
            scribe.error(*native->field("latency"),
                         sloText("latency must be a duration like 200ms, not %1").arg(shownText(bound)));
        readGrouping(*native, o, scribe);
    }
    if (const YamlNode *gauge = scribe.map(indicator, "bool_gauge")) {
        ++found;
        scribe.expectKeys(*gauge, {"metric", "grouping"});
        o.kind = signals::SliKind::BoolGauge;
        o.totalQuery = scribe.query(*gauge, "metric", QStringLiteral("gauge"));
        readGrouping(*gauge, o, scribe);
    }
    if (found != 1)
        scribe.error(indicator,
                     sloText("An indicator needs exactly one of ratio, latency, latencyNative and bool_gauge"));
}

} // namespace

std::vector<PendingObjective> readPyrra(const YamlNodePtr &root, SloScribe &scribe)
{
    scribe.expectKeys(*root, {"apiVersion", "kind", "metadata", "spec", "status"});
    const YamlNode *spec = scribe.map(*root, "spec");
    if (!spec) {
        scribe.error(*root, sloText("spec is missing"));
        return {};
    }
    scribe.expectKeys(
        *spec, {"target", "window", "description", "indicator", "alerting", "performanceOverAccuracy", "serviceLevel"});
    Objective o;
    o.form = signals::ObjectiveForm::Pyrra;
    o.formVersion = scribe.string(*root, "apiVersion");
    if (const YamlNode *metadata = scribe.map(*root, "metadata")) {
        o.id = o.name = toQString(scribe.needed(*metadata, "name"));
        o.labels = scribe.labels(*metadata, "labels");
        o.annotations = scribe.labels(*metadata, "annotations");
        o.service = o.labels.text("pyrra.dev/service");
    } else {
        scribe.error(*root, sloText("metadata with a name is missing"));
    }
    readPeople(o);
    o.description = scribe.string(*spec, "description");
    o.targetPercent = toQString(scribe.needed(*spec, "target"));
    if (const auto percent = scribe.number(*spec, "target"))
        o.target = scribe.target(*spec->field("target"), *percent / 100);
    const std::string window = scribe.needed(*spec, "window");
    o.windowNs = parseDuration(window).value_or(0);
    if (!window.empty() && o.windowNs <= 0)
        scribe.error(*spec->field("window"),
                     sloText("The window must have a length like 4w, not %1").arg(shownText(window)));
    if (const YamlNode *indicator = scribe.map(*spec, "indicator"))
        readIndicator(*indicator, o, scribe);
    else
        scribe.error(*spec, sloText("indicator is missing"));
    if (const YamlNode *alerting = scribe.map(*spec, "alerting")) {
        scribe.expectKeys(*alerting, {"disabled", "name", "burnrates", "absent", "severities"});
        o.alerting.name = scribe.string(*alerting, "name");
        const bool burns = scribe.truth(*alerting, "burnrates", true) && !scribe.truth(*alerting, "disabled", false);
        o.alerting.page.isDisabled = o.alerting.ticket.isDisabled = !burns;
        o.alerting.asksForAbsence = scribe.truth(*alerting, "absent", true);
    }
    return scribe.errors() == 0 ? std::vector<PendingObjective>{{0, root, std::move(o)}}
                                : std::vector<PendingObjective>{};
}

} // namespace wf::wire
