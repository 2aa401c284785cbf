// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/reducers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

namespace wf::analysis {

using namespace Qt::StringLiterals;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Names {
    QLatin1String id;
    const char *title;
};
constexpr std::array names{Names{"lastNotNull"_L1, "Last *"},
                           Names{"last"_L1, "Last"},
                           Names{"firstNotNull"_L1, "First *"},
                           Names{"first"_L1, "First"},
                           Names{"min"_L1, "Min"},
                           Names{"max"_L1, "Max"},
                           Names{"mean"_L1, "Mean"},
                           Names{"sum"_L1, "Total"},
                           Names{"count"_L1, "Count"},
                           Names{"range"_L1, "Range"},
                           Names{"delta"_L1, "Delta"},
                           Names{"step"_L1, "Step"},
                           Names{"diff"_L1, "Difference"},
                           Names{"diffperc"_L1, "Difference percent"},
                           Names{"changeCount"_L1, "Change count"},
                           Names{"distinctCount"_L1, "Distinct count"},
                           Names{"median"_L1, "Median"},
                           Names{"variance"_L1, "Variance"},
                           Names{"stdDev"_L1, "StdDev"},
                           Names{"allIsZero"_L1, "All zeros"},
                           Names{"allIsNull"_L1, "All nulls"}};

// p1 … p99, median.
std::optional<double> percentileOf(const QString &id)
{
    if (id == "median"_L1)
        return 50;
    bool ok = false;
    const int p = QStringView(id).mid(1).toInt(&ok);
    return id.startsWith(u'p') && ok && p >= 1 && p <= 99 ? std::optional<double>(p) : std::nullopt;
}

double percentile(std::vector<double> v, double p)
{
    std::sort(v.begin(), v.end());
    const auto at = static_cast<std::size_t>(std::lround(static_cast<double>(v.size() - 1) * p / 100));
    return v[at];
}

double moment(const std::vector<double> &v, bool root)
{
    const double mean = std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
    double sum = 0;
    for (const double x : v)
        sum += (x - mean) * (x - mean);
    sum /= static_cast<double>(v.size());
    return root ? std::sqrt(sum) : sum;
}

// Growth of a counter: falls start it again.
double delta(const std::vector<double> &v)
{
    double out = 0;
    for (std::size_t i = 1; i < v.size(); ++i)
        out += v[i] >= v[i - 1] ? v[i] - v[i - 1] : v[i];
    return out;
}

double ofNumbers(const std::vector<double> &v, const QString &id)
{
    const auto [min, max] = std::minmax_element(v.begin(), v.end());
    if (id == "firstNotNull"_L1)
        return v.front();
    if (id == "min"_L1)
        return *min;
    if (id == "max"_L1)
        return *max;
    if (id == "range"_L1)
        return *max - *min;
    if (id == "sum"_L1)
        return std::accumulate(v.begin(), v.end(), 0.0);
    if (id == "mean"_L1)
        return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
    if (id == "diff"_L1)
        return v.back() - v.front();
    if (id == "diffperc"_L1)
        return v.front() == 0 ? nothing : (v.back() - v.front()) / v.front();
    if (id == "delta"_L1)
        return delta(v);
    if (id == "step"_L1) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i < v.size(); ++i)
            least = std::min(least, v[i] - v[i - 1]);
        return std::isfinite(least) ? least : nothing;
    }
    if (id == "variance"_L1 || id == "stdDev"_L1)
        return moment(v, id == "stdDev"_L1);
    if (id == "distinctCount"_L1)
        return static_cast<double>(std::set<double>(v.begin(), v.end()).size());
    if (id == "allIsZero"_L1)
        return *min == 0 && *max == 0;
    if (const auto p = percentileOf(id))
        return percentile(v, *p);
    return v.back();
}

} // namespace

double reduced(const std::vector<double> &values, const QString &reducer)
{
    if (reducer == "count"_L1 || reducer == "countAll"_L1)
        return static_cast<double>(values.size());
    if (reducer == "changeCount"_L1) {
        int n = 0;
        for (std::size_t i = 1; i < values.size(); ++i)
            n += values[i] != values[i - 1] && !(std::isnan(values[i]) && std::isnan(values[i - 1]));
        return n;
    }
    std::vector<double> numbers;
    std::copy_if(values.begin(), values.end(), std::back_inserter(numbers), [](double v) { return !std::isnan(v); });
    if (reducer == "allIsNull"_L1)
        return numbers.empty();
    if (values.empty() || ((reducer == "last"_L1) && std::isnan(values.back())) ||
        ((reducer == "first"_L1) && std::isnan(values.front())) || numbers.empty())
        return nothing;
    return reducer == "first"_L1 ? values.front() : ofNumbers(numbers, reducer);
}

bool isReducer(const QString &id)
{
    return percentileOf(id) || std::any_of(names.begin(), names.end(), [&](const Names &n) { return id == n.id; });
}

QString reducerTitle(const QString &id)
{
    for (const Names &n : names)
        if (id == n.id)
            return QString::fromLatin1(n.title);
    return percentileOf(id) ? id.mid(1) + u"th %"_s : id;
}

} // namespace wf::analysis
