// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardlists.h"

#include "models/query/promql/parse/parse.h"
#include "models/signals/display/fielddisplay.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::Alert;
using signals::AlertState;
using signals::TableCell;

namespace {

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostRows = 5'000, mostBuckets = 500;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BoardLists", text);
}

TableCell text(const QString &words, const QString &color = {})
{
    return {words, color, false, noNumber};
}
TableCell moment(qint64 ns, const FigureContext &context)
{
    return {ns > 0 ? signals::momentText(ns / base::nsPerMs, u"YYYY-MM-DD HH:mm:ss"_s, context.zone) : QString(),
            {},
            false,
            static_cast<double>(ns)};
}

bool isStateWanted(const signals::BoardPanel &panel, AlertState state)
{
    const QJsonValue filter = panel.options.value("stateFilter"_L1);
    if (filter.isObject()) {
        const QString name = state == AlertState::Pending ? u"pending"_s : u"firing"_s;
        return filter.toObject().value(name).toBool(true);
    }
    return true;
}

int rank(signals::Severity severity)
{
    return static_cast<int>(severity); // what is worst has the least
}

void sortAsAsked(int order, std::vector<Alert> &alerts)
{
    const auto byName = [](const Alert &a, const Alert &b) {
        return std::pair(a.name(), a.fingerprint) < std::pair(b.name(), b.fingerprint);
    };
    std::ranges::sort(alerts, [&](const Alert &a, const Alert &b) {
        switch (order) {
        case 2:
            return byName(b, a);
        case 3:
            return std::pair(rank(a.severity()), a.name()) < std::pair(rank(b.severity()), b.name());
        case 4:
            return a.startsNs < b.startsNs;
        case 5:
            return b.startsNs < a.startsNs;
        default:
            return byName(a, b);
        }
    });
}

QString labelsText(const base::Labels &labels)
{
    QStringList out;
    for (const auto &[name, value] : labels)
        if (name != "alertname" && name != "severity")
            out << QString::fromStdString(name) + u'=' + QString::fromStdString(value);
    return out.join(u", "_s);
}

} // namespace

base::Result<std::vector<Alert>> listedAlerts(const signals::BoardPanel &panel, const query::VariableScope &scope,
                                              std::vector<Alert> alerts)
{
    const QJsonObject &o = panel.options;
    QString filter =
        query::interpolate(o.value("alertInstanceLabelFilter"_L1).toString(), scope, query::Dialect::Query).trimmed();
    const QString name = query::interpolate(o.value("alertName"_L1).toString(), scope, query::Dialect::Text);
    std::vector<signals::LabelMatcher> matchers;
    if (!filter.isEmpty() && filter != "{}"_L1) {
        if (!filter.startsWith(u'{'))
            filter = u'{' + filter + u'}';
        // A selector must name something; what is asked besides stays what it is.
        filter.insert(filter.size() - 1,
                      QString(filter.trimmed().endsWith(u",}"_s) ? u""_s : u","_s) + u"alertname=~\".+\""_s);
        auto parsed = query::parseSelector(filter.toStdString());
        if (!parsed)
            return parsed.error();
        matchers = std::move(*parsed);
    }
    std::erase_if(alerts, [&](const Alert &alert) {
        return !isStateWanted(panel, alert.state) || !alert.name().contains(name, Qt::CaseInsensitive) ||
               !signals::matchAll(matchers, alert.labels);
    });
    sortAsAsked(o.value("sortOrder"_L1).toInt(1), alerts);
    const auto most = static_cast<std::size_t>(std::clamp(o.value("maxItems"_L1).toInt(20), 1, 1000));
    if (alerts.size() > most)
        alerts.resize(most);
    return alerts;
}

signals::TableFigure alertTable(const std::vector<Alert> &alerts, const FigureContext &context)
{
    signals::TableFigure out;
    out.columns = {
        {say("State"), false, 80}, {say("Alert"), false, 200}, {say("Since"), false, 150}, {say("Labels"), false, 0}};
    for (const Alert &alert : alerts) {
        const bool isPending = alert.state == AlertState::Pending;
        const bool isHeld = alert.state == AlertState::Suppressed;
        out.rows.push_back({text(isPending ? say("Pending")
                                 : isHeld  ? say("Silenced")
                                           : say("Firing"),
                                 isPending ? u"orange"_s
                                 : isHeld  ? QString()
                                           : u"red"_s),
                            text(alert.name()), moment(alert.startsNs, context), text(labelsText(alert.labels))});
    }
    return out;
}

signals::TableFigure traceTable(const std::vector<signals::TraceSummary> &traces, const FigureContext &context)
{
    signals::TableFigure out;
    out.columns = {{say("Trace"), false, 150},     {say("Start"), false, 150},  {say("Service"), false, 120},
                   {say("Operation"), false, 200}, {say("Duration"), true, 90}, {say("Spans"), true, 60},
                   {say("Errors"), true, 60}};
    for (const auto &trace : traces) {
        if (out.rows.size() >= mostRows)
            break;
        const double seconds = static_cast<double>(trace.durationNs) / 1e9;
        out.rows.push_back({text(trace.traceId),
                            moment(trace.startNs, context),
                            text(trace.rootService),
                            text(trace.rootOperation),
                            {signals::formatUnit(u"s"_s, seconds).whole(), {}, false, seconds},
                            {QString::number(trace.spanCount), {}, false, static_cast<double>(trace.spanCount)},
                            {QString::number(trace.errorCount), trace.errorCount > 0 ? u"red"_s : QString(), false,
                             static_cast<double>(trace.errorCount)}});
    }
    return out;
}

namespace {

// 1, 2, 2.5 or 5 times a power of ten, so that about `wanted` of them cover the length.
double roundSize(double length, int wanted)
{
    const double raw = length / std::max(1, wanted);
    if (!(raw > 0) || !std::isfinite(raw))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double step : {1.0, 2.0, 2.5, 5.0})
        if (step * power >= raw)
            return step * power;
    return 10 * power;
}

// The least distance between different values: a bucket narrower than it would only be empty.
double leastDistance(std::vector<double> values)
{
    std::ranges::sort(values);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < values.size(); ++i)
        if (values[i] > values[i - 1])
            least = std::min(least, values[i] - values[i - 1]);
    return std::isfinite(least) ? least : 0;
}

struct Bucket {
    QString name;
    double lower = 0, upper = 0, count = 0;
};

// What all of them have; "le" tells the buckets apart.
base::Labels commonLabels(const std::vector<const FrameField *> &series)
{
    if (series.empty())
        return {};
    std::vector<base::Labels::Pair> common = series.front()->labels.pairs();
    std::erase_if(common, [&](const base::Labels::Pair &pair) {
        return pair.first == "le" || !std::ranges::all_of(series, [&](const FrameField *one) {
                   return one->labels.value(pair.first) == pair.second;
               });
    });
    return base::Labels(std::move(common));
}

FrameField countField(const std::vector<Frame> &frames)
{
    std::vector<const FrameField *> series;
    for (const Frame &frame : frames)
        for (const FrameField &field : frame.fields)
            if (field.kind == FrameField::Number)
                series.push_back(&field);
    FrameField out{u"count"_s, FrameField::Number, commonLabels(series), {}, {}, {}};
    if (series.size() == 1)
        out.shown = series.front()->display();
    return out;
}

HistogramFigure figureOf(const std::vector<Bucket> &buckets, const std::vector<Frame> &frames)
{
    double most = 0;
    for (const Bucket &bucket : buckets)
        most = std::max(most, bucket.count);
    FrameField low{u"xMin"_s, FrameField::Number, {}, {}, {}, {}}, high{u"xMax"_s, FrameField::Number, {}, {}, {}, {}};
    FrameField count = countField(frames);
    HistogramFigure out;
    for (const Bucket &bucket : buckets) {
        signals::Tile tile{
            bucket.name, signals::fixedText(bucket.count, {}), {}, bucket.count, most > 0 ? bucket.count / most : 0, {},
            {}};
        tile.place = {0, 2, static_cast<int>(out.tiles.size())};
        out.tiles.push_back(std::move(tile));
        low.numbers.push_back(bucket.lower);
        high.numbers.push_back(bucket.upper);
        count.numbers.push_back(bucket.count);
    }
    out.table.refId = frames.empty() ? QString() : frames.front().refId;
    out.table.fields = {std::move(low), std::move(high), std::move(count)};
    return out;
}

std::vector<Bucket> givenBuckets(const signals::BoardPanel &panel, const std::vector<Frame> &frames)
{
    std::map<double, double> below; // by upper bound
    for (const Frame &frame : frames)
        for (const FrameField &field : frame.fields) {
            const QString le = field.labels.text("le");
            bool ok = false;
            const double bound =
                le == "+Inf"_L1 ? (ok = true, std::numeric_limits<double>::infinity()) : le.toDouble(&ok);
            if (ok && !field.numbers.empty() && std::isfinite(field.numbers.back()))
                below[bound] += field.numbers.back();
        }
    std::vector<Bucket> out;
    double before = 0;
    double lower = -std::numeric_limits<double>::infinity();
    for (const auto &[bound, count] : below) {
        const QString name = std::isinf(bound) ? u"+Inf"_s : signals::formatUnit(panel.defaults.unit, bound).whole();
        out.push_back({u"≤ "_s + name, lower, bound, std::max(0.0, count - before)});
        before = std::max(before, count);
        lower = bound;
    }
    return out;
}

// Of values that are finite, at least one.
std::vector<Bucket> roundBuckets(const signals::BoardPanel &panel, const std::vector<double> &values)
{
    const auto [least, most] = std::ranges::minmax(values);
    const double asked = panel.options.value("bucketSize"_L1).toDouble();
    const int wanted = std::clamp(panel.options.value("bucketCount"_L1).toInt(30), 1, 200);
    double size = asked > 0 ? asked : std::max(roundSize(most - least, wanted), leastDistance(values));
    while ((most - least) / size > static_cast<double>(mostBuckets))
        size *= 2;
    const double offset = panel.options.value("bucketOffset"_L1).toDouble();
    const double first = std::floor((least - offset) / size) * size + offset;
    std::vector<Bucket> out(static_cast<std::size_t>((most - first) / size) + 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].lower = first + static_cast<double>(i) * size;
        out[i].upper = out[i].lower + size;
        out[i].name = signals::formatUnit(panel.defaults.unit, out[i].lower).whole();
    }
    for (const double value : values)
        out[std::min(out.size() - 1, static_cast<std::size_t>((value - first) / size))].count += 1;
    return out;
}

} // namespace

HistogramFigure histogramOf(const signals::BoardPanel &panel, const std::vector<Frame> &frames)
{
    std::vector<double> values;
    bool hasBounds = false;
    for (const Frame &frame : frames)
        for (const FrameField &field : frame.fields) {
            hasBounds |= field.labels.has("le");
            for (const double value : field.kind == FrameField::Number ? field.numbers : std::vector<double>())
                if (std::isfinite(value))
                    values.push_back(value);
        }
    if (hasBounds)
        return figureOf(givenBuckets(panel, frames), frames);
    return values.empty() ? HistogramFigure() : figureOf(roundBuckets(panel, values), frames);
}

} // namespace wf::engine
