// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/resultrows.h"

#include "models/base/clock.h"
#include "models/base/csv.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace wf::ui {

namespace {

constexpr std::size_t sparkPoints = 60;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// The sample at or before the moment, no older than a few steps.
double valueAt(const signals::Series &series, qint64 timeMs, qint64 stepMs)
{
    const auto it = std::upper_bound(series.timesMs.begin(), series.timesMs.end(), timeMs);
    if (it == series.timesMs.begin())
        return nothing;
    const auto i = static_cast<std::size_t>(it - series.timesMs.begin()) - 1;
    return stepMs > 0 && timeMs - series.timesMs[i] > 2 * stepMs ? nothing : series.values[i];
}

std::vector<double> sparkOf(const std::vector<double> &values)
{
    std::vector<double> out;
    const std::size_t points = std::min(sparkPoints, values.size());
    for (std::size_t i = 0; i < points; ++i) {
        const std::size_t from = i * values.size() / points, to = std::max(from + 1, (i + 1) * values.size() / points);
        double greatest = nothing; // of each piece, so that no peak is lost
        for (std::size_t k = from; k < to; ++k)
            greatest = std::isnan(greatest)    ? values[k]
                       : std::isnan(values[k]) ? greatest
                                               : std::max(greatest, values[k]);
        out.push_back(greatest);
    }
    return out;
}

void summarise(const signals::Series &series, ResultRow &row)
{
    double sum = 0;
    std::size_t counted = 0;
    row.greatest = row.least = row.mean = nothing;
    for (const double value : series.values) {
        if (std::isnan(value))
            continue;
        row.greatest = counted == 0 ? value : std::max(row.greatest, value);
        row.least = counted == 0 ? value : std::min(row.least, value);
        sum += value;
        ++counted;
    }
    if (counted > 0)
        row.mean = sum / static_cast<double>(counted);
}

} // namespace

std::vector<std::string> differingLabels(const std::vector<signals::Series> &series)
{
    std::map<std::string, std::set<std::string_view>> values;
    std::map<std::string, std::size_t> present;
    for (const signals::Series &one : series)
        for (const auto &[name, value] : one.labels)
            if (name != "__name__") {
                values[name].insert(value);
                ++present[name];
            }
    std::vector<std::string> names;
    for (const auto &[name, all] : values)
        if (all.size() > 1 || present[name] < series.size() || series.size() == 1)
            names.push_back(name);
    std::ranges::stable_sort(names, {}, [&values](const std::string &name) { return values[name].size(); });
    return names;
}

std::vector<ResultRow> resultRows(const signals::QueryAnswer &answer, const std::vector<widgets::ChartSeries> &series,
                                  qint64 cursorNs, std::size_t most)
{
    struct Ranked {
        std::size_t index;
        double value;
    };
    std::vector<Ranked> ranked; // strings only for the rows that are shown
    for (std::size_t i = 0; i < answer.series.size(); ++i) {
        const signals::Series &one = answer.series[i];
        ranked.push_back({i, cursorNs == 0 ? (one.values.empty() ? nothing : one.values.back())
                                           : valueAt(one, cursorNs / base::nsPerMs, answer.stepMs)});
    }
    std::ranges::stable_sort(ranked, [](const Ranked &a, const Ranked &b) {
        return std::isnan(b.value) ? !std::isnan(a.value) : a.value > b.value;
    });
    ranked.resize(std::min(ranked.size(), most));
    QHash<QString, const widgets::ChartSeries *> painted;
    for (const widgets::ChartSeries &one : series)
        painted.insert(one.samples->labels.toString(), &one);
    std::vector<ResultRow> rows;
    rows.reserve(ranked.size());
    for (const Ranked &one : ranked) {
        const signals::Series &samples = answer.series[one.index];
        ResultRow row;
        const auto *line = painted.value(samples.labels.toString());
        row.key = line ? line->key : samples.labels.toString();
        row.color =
            line ? line->color : widgets::SeriesColor{widgets::SeriesColor::Palette, static_cast<int>(one.index)};
        row.labels = samples.labels;
        row.atCursor = one.value;
        summarise(samples, row);
        row.spark = sparkOf(samples.values);
        rows.push_back(std::move(row));
    }
    return rows;
}

QString resultCsv(const std::vector<ResultRow> &rows, const std::vector<std::string> &labels)
{
    QStringList head;
    for (const std::string &label : labels)
        head << QString::fromStdString(label);
    const auto tr = [](const char *text) { return QCoreApplication::translate("Metrics", text); };
    head << tr("value") << tr("max") << tr("min") << tr("mean");
    QString out = base::csvLine(head) + u'\n';
    const auto number = [](double value) {
        return std::isnan(value) ? QString() : QString::number(value, 'g', std::numeric_limits<double>::max_digits10);
    };
    for (const ResultRow &row : rows) {
        QStringList cells;
        for (const std::string &label : labels)
            cells << row.labels.text(label);
        cells << number(row.atCursor) << number(row.greatest) << number(row.least) << number(row.mean);
        out += base::csvLine(cells) + u'\n';
    }
    return out;
}

} // namespace wf::ui
