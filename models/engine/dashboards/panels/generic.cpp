// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/generic.h"

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/bytype.h"
#include "models/engine/services/conventions.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::MetricType;
using signals::PanelSpec;

namespace {

const QRegularExpression &saturationName()
{
    static const QRegularExpression re(
        u"(in_use|inuse|in_flight|inflight|pending|backlog|queue|waiters|waiting|utili[sz]ation|busy|occupancy|saturation|open_fds|pool|lag|depth)"_s);
    return re;
}

// Of a server that is full of queues and pools: how long they are, not all about them.
const QRegularExpression &serverSaturation()
{
    static const QRegularExpression re(
        u"(?:in_use|inuse|in_flight|inflight|pending|backlog|waiters|waiting|blocked|utili[sz]ation|busy|saturation)(?:"
        u"_|$)"
        u"|(?:queue|queued|lag|depth|occupancy|open_fds)(?:_(?:len|length|size|depth|messages|seconds|bytes|count|ratio))*$"_s);
    return re;
}

// A row of more than this many panels is one nobody reads: it is parted by the next word of the names.
constexpr std::size_t readable = 40;
constexpr std::size_t worthARow = 6;
constexpr int deepest = 3;
// More kinds of errors than this stand before everything else in the row of their family instead.
constexpr int fewErrors = 8;

struct FamilyPanel {
    QString metric;
    PanelSpec panel;
};

// What is read first comes first: does it answer, what fails, what it does, how long it takes, the rest, its settings.
int rankOf(const ServiceMetric &m)
{
    if (tellsReachable(m.name))
        return 0;
    if (m.name.contains("exporter"_L1) || m.name.contains("scrape"_L1))
        return 6;
    if (isSetting(m.name) || m.type == MetricType::Info)
        return 5;
    if (m.type == MetricType::Counter)
        return countsErrors(m.name) ? 1 : 2;
    return m.type == MetricType::Histogram || m.type == MetricType::Summary ? 3 : 4;
}

bool isTraffic(const ServiceMetric &m)
{
    static const QRegularExpression re(u"(?:^|_)(?:received|receive|sent|send|transmitted|transmit|in|out|input|output|"
                                       u"read|written)_(?:kilo)?(?:bytes|octets)(?:_total)?$"
                                       u"|(?:bytes|octets)_(?:received|sent|in|out|read|written)(?:_total)?$"_s);
    return m.type == MetricType::Counter && re.match(m.name).hasMatch();
}

// Where the panel of a metric stands that nobody else has shown; none: among the others of its family.
class Placing {
public:
    explicit Placing(const PanelMaker &maker) : m_families(maker.families())
    {
        for (const ServiceMetric &m : maker.input().metrics)
            if (!maker.isUsed(m.name) && m.type == MetricType::Counter && countsErrors(m.name) &&
                m_families.isSubject(Families::of(m.name)))
                ++m_errors;
    }

    [[nodiscard]] std::optional<RowKind> of(const ServiceMetric &m) const
    {
        if (m.name.contains("log_messages"_L1) || m.name.startsWith("logback_events"_L1) ||
            m.name.startsWith("log_entries"_L1))
            return RowKind::Logs;
        const QString family = Families::of(m.name);
        const bool subject = m_families.isSubject(family) && !Families::isMachine(family);
        const bool isOwn = !m_families.isTechnical(family);
        if ((subject || isOwn) && m.type != MetricType::Counter && m.type != MetricType::Info && !isSetting(m.name) &&
            !m.name.contains("exporter"_L1) &&
            (subject ? serverSaturation() : saturationName()).match(m.name).hasMatch())
            return RowKind::Saturation;
        if (subject)
            return ofSubject(m);
        if (m.name.contains(u':') && (isOwn ? false : saturationName().match(m.name).hasMatch()))
            return RowKind::Saturation;
        if (isOwn && m.type != MetricType::Info && !m.name.endsWith("_info"_L1))
            return RowKind::Business;
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<RowKind> ofSubject(const ServiceMetric &m) const
    {
        if (m.name.contains("exporter"_L1) || m.name.contains("scrape"_L1) || isSetting(m.name))
            return std::nullopt;
        if (tellsReachable(m.name) || isTraffic(m))
            return RowKind::Red;
        if (m.type == MetricType::Counter && countsErrors(m.name) && m_errors <= fewErrors)
            return RowKind::Red;
        return std::nullopt;
    }

    const Families &m_families;
    int m_errors = 0;
};

QString nextWord(const QString &prefix, const QString &metric)
{
    if (!metric.startsWith(prefix + u'_'))
        return {};
    const qsizetype from = prefix.size() + 1, end = metric.indexOf(u'_', from);
    return end < 0 ? QString() : metric.mid(from, end - from);
}

QString headingOf(const QString &prefix, bool isSubject)
{
    const QString family = Families::of(prefix);
    const QString rest = wordsOf(prefix.mid(family.size()));
    const QString name = isSubject ? Families::nameOf(family) : family;
    const QString heading = rest.isEmpty() ? name : name + u' ' + rest;
    return isSubject ? heading : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Other, %1")).arg(heading);
}

void addFamilyRows(std::vector<signals::PanelRow> &rows, const QString &prefix, std::vector<FamilyPanel> panels,
                   bool isSubject, bool isOpen, int depth)
{
    std::map<QString, std::vector<FamilyPanel>> parts;
    if (panels.size() > readable && depth < deepest) {
        std::map<QString, std::size_t> sizes;
        for (const FamilyPanel &one : panels)
            ++sizes[nextWord(prefix, one.metric)];
        std::vector<FamilyPanel> rest;
        for (FamilyPanel &one : panels) {
            const QString word = nextWord(prefix, one.metric);
            (!word.isEmpty() && sizes[word] >= worthARow ? parts[word] : rest).push_back(std::move(one));
        }
        panels = std::move(rest);
    }
    if (!panels.empty()) {
        signals::PanelRow row{headingOf(prefix, isSubject), {}, !isOpen};
        for (FamilyPanel &one : panels) {
            one.panel.title = titleUnder(prefix, one.metric);
            row.panels.push_back(std::move(one.panel));
        }
        rows.push_back(std::move(row));
    }
    for (auto &[word, some] : parts)
        addFamilyRows(rows, prefix + u'_' + word, std::move(some), isSubject, false, depth + 1);
}

} // namespace

void addPairPanels(PanelMaker &maker)
{
    QStringList names;
    for (const ServiceMetric &m : maker.input().metrics)
        if (!maker.isUsed(m.name))
            names << m.name;
    for (const SaturationPair &pair : saturationPairs(names)) {
        const ServiceMetric *used = maker.find(pair.used);
        if (!used || used->type == MetricType::Counter || maker.isUsed(pair.used))
            continue;
        const MetricUnit unit = unitOf(pair.used, used->unit, used->type, used->help);
        PanelSpec p;
        p.title = titleOf(pair.title);
        p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "used and limit"));
        p.unit = unit.unit;
        p.fillUnderLine = true;
        p.queries = {{u"sum(%1)"_s.arg(maker.selector(pair.used)),
                      dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "used")),
                      {}},
                     {u"sum(%1)"_s.arg(maker.selector(pair.limit)),
                      dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "limit")), u"limit"_s}};
        p.why = dashboardText(
                    QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 has its limit in %2: work waits when they meet."))
                    .arg(pair.used, pair.limit);
        maker.add(RowKind::Saturation, std::move(p), pair.used);
    }
}

FamilyRows addGenericPanels(PanelMaker &maker)
{
    std::map<QString, std::vector<FamilyPanel>> families;
    const Placing placing(maker);
    std::vector<std::pair<int, const ServiceMetric *>> metrics; // by rank; telling it is dear
    metrics.reserve(maker.input().metrics.size());
    for (const ServiceMetric &m : maker.input().metrics)
        metrics.emplace_back(maker.isUsed(m.name) ? 0 : rankOf(m), &m);
    std::ranges::stable_sort(metrics, {}, &std::pair<int, const ServiceMetric *>::first);
    for (const auto &[rank, m] : metrics) {
        if (maker.isUsed(m->name))
            continue;
        // the sums and counts of a histogram are told by the histogram
        const QString whole = m->name.endsWith("_sum"_L1)      ? m->name.chopped(4)
                              : m->name.endsWith("_count"_L1)  ? m->name.chopped(6)
                              : m->name.endsWith("_bucket"_L1) ? m->name.chopped(7)
                                                               : QString();
        const bool isBucket = m->name.endsWith("_bucket"_L1);
        if (!whole.isEmpty() && (maker.isNativeHistogram(whole) || (!isBucket && maker.find(whole + u"_bucket"_s)) ||
                                 (!isBucket && maker.find(whole) && maker.find(whole)->hasLabel(u"quantile"_s)))) {
            maker.use(m->name);
            continue;
        }
        PanelSpec p = panelByType(maker, *m);
        p.title = maker.titleOf(m->name);
        if (const auto row = placing.of(*m)) {
            maker.add(*row, std::move(p), m->name);
            if (*row == RowKind::Red && tellsReachable(m->name))
                maker.bringToFront(*row);
            continue;
        }
        maker.add(RowKind::Business, std::move(p), m->name);
        auto &business = maker.row(RowKind::Business);
        families[Families::of(m->name)].push_back({m->name, std::move(business.back())});
        business.pop_back();
    }
    FamilyRows out;
    for (auto &[family, panels] : families) {
        const bool isSubject = maker.families().isSubject(family);
        addFamilyRows(isSubject ? out.ofSubject : out.others, family, std::move(panels), isSubject,
                      isSubject && !Families::isMachine(family), 0);
        if (isSubject && !Families::isMachine(family) &&
            std::ranges::all_of(out.ofSubject, &signals::PanelRow::collapsed))
            out.ofSubject.front().collapsed = false;
    }
    return out;
}

void addLogPanel(PanelMaker &maker)
{
    if (maker.input().logSelector.isEmpty())
        return;
    PanelSpec p;
    p.title = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Log lines"));
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "by level"));
    p.kind = signals::PanelKind::Logs;
    p.queries = {{maker.input().logSelector, {}, {}}};
    p.why = dashboardText(
        QT_TRANSLATE_NOOP("wf::engine::Dashboards", "The service writes a log; its lines are counted by level."));
    maker.add(RowKind::Logs, std::move(p), u"log"_s);
    maker.row(RowKind::Logs).back().thresholds.clear();
}

} // namespace wf::engine
