// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/sli/sliqueries.h"

#include "models/base/duration.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using query::Expr;
using query::ExprPtr;
using signals::Objective;
using signals::SliKind;

namespace {

const QString windowPlaceholder = QStringLiteral("{{.window}}");

ExprPtr parsed(const QString &text)
{
    const auto expr = query::parsePromql(text.toStdString(), query::ParseOptions::everything());
    return expr ? *expr : nullptr;
}

QString filled(const QString &text, const QString &window)
{
    return QString(text).replace(windowPlaceholder, window);
}

// The selector of "x" and of "sum by (a) (x)": both are counted series by series and then summed.
const query::VectorSelector *summedSelector(const Expr &expr)
{
    const Expr &bare = query::withoutParens(expr);
    if (const auto *selector = std::get_if<query::VectorSelector>(&bare.node))
        return selector;
    const auto *sum = std::get_if<query::Aggregate>(&bare.node);
    return sum && sum->op == query::AggregateOp::Sum
               ? std::get_if<query::VectorSelector>(&query::withoutParens(*sum->expr).node)
               : nullptr;
}

bool has(const Expr &expr, const std::function<bool(const Expr &)> &test)
{
    bool found = false;
    query::visit(expr, [&](const Expr &one) { found = found || test(one); });
    return found;
}

bool isRate(const Expr &expr)
{
    return has(expr, [](const Expr &one) {
        const auto *call = std::get_if<query::Call>(&one.node);
        return call && call->function &&
               (call->function->name == "rate" || call->function->name == "irate" || call->function->name == "deriv");
    });
}

bool looksBack(const Expr &expr)
{
    return has(expr, [](const Expr &one) {
        return std::holds_alternative<query::MatrixSelector>(one.node) ||
               std::holds_alternative<query::Subquery>(one.node);
    });
}

QString ranged(const query::VectorSelector &selector, qint64 windowNs)
{
    Expr matrix;
    query::MatrixSelector node;
    node.vector = selector;
    node.rangeMs = windowNs / 1'000'000;
    matrix.node = std::move(node);
    return QString::fromStdString(query::printPromql(matrix));
}

struct Window {
    qint64 ns;
    QString text;
    QString seconds;
};

// How many events `text` counted within the window.
QString counted(const QString &text, bool isCounter, const Window &w)
{
    const bool isTemplate = text.contains(windowPlaceholder);
    const QString query = filled(text, w.text);
    const ExprPtr expr = parsed(query);
    if (!expr)
        return {};
    if (isTemplate)
        return isRate(*expr) ? QStringLiteral("sum(%1) * %2").arg(query, w.seconds)
                             : QStringLiteral("sum(%1)").arg(query);
    if (const auto *selector = summedSelector(*expr))
        return QStringLiteral("sum(%1(%2))")
            .arg(isCounter ? QStringLiteral("increase") : QStringLiteral("sum_over_time"), ranged(*selector, w.ns));
    if (looksBack(*expr)) // events per second at every minute
        return QStringLiteral("sum(avg_over_time((%1)[%2:1m])) * %3").arg(query, w.text, w.seconds);
    return QStringLiteral("sum(%1((%2)[%3:1m]))")
        .arg(isCounter ? QStringLiteral("increase") : QStringLiteral("sum_over_time"), query, w.text);
}

QString comparison(const QString &op)
{
    if (op == QLatin1String("lte"))
        return QStringLiteral("<=");
    if (op == QLatin1String("lt"))
        return QStringLiteral("<");
    if (op == QLatin1String("gte"))
        return QStringLiteral(">=");
    return op == QLatin1String("gt") ? QStringLiteral(">") : QString();
}

void ofSamples(const Objective &o, const Window &w, SliQueries &q)
{
    q.total = QStringLiteral("sum(count_over_time((%1)[%2:1m]))").arg(o.rawQuery, w.text);
    if (o.kind == SliKind::Threshold)
        q.part = QStringLiteral("sum(sum_over_time(((%1) %2 bool %3)[%4:1m]))")
                     .arg(o.rawQuery, comparison(o.thresholdOp), QString::number(o.thresholdValue, 'g', 17), w.text);
    else
        q.part = QStringLiteral("sum(sum_over_time((%1)[%2:1m]))").arg(o.rawQuery, w.text);
    q.partIsGood = o.kind == SliKind::Threshold || !o.rawIsBadShare;
}

void ofShare(const Objective &o, const Window &w, SliQueries &q)
{
    const QString share = filled(o.rawQuery, w.text);
    q.part = QStringLiteral("avg(%1)").arg(share);
    q.total = QStringLiteral("avg(%1) * 0 + 1").arg(share);
    q.partIsGood = !o.rawIsBadShare;
    q.isShare = true;
}

void ofGauge(const query::VectorSelector &gauge, const Window &w, SliQueries &q)
{
    q.total = QStringLiteral("sum(count_over_time(%1))").arg(ranged(gauge, w.ns));
    q.part = QStringLiteral("sum(sum_over_time(%1))").arg(ranged(gauge, w.ns));
}

void ofHistograms(const query::VectorSelector &histograms, double bound, const Window &w, SliQueries &q)
{
    const QString all = QStringLiteral("sum(increase(%1))").arg(ranged(histograms, w.ns));
    q.total = QStringLiteral("histogram_count(%1)").arg(all);
    q.part =
        QStringLiteral("histogram_fraction(0, %1, %2) * histogram_count(%2)").arg(QString::number(bound, 'g', 17), all);
}

std::vector<QString> selectorsOf(const QString &text)
{
    std::vector<QString> out;
    const ExprPtr expr = parsed(filled(text, QStringLiteral("5m")));
    if (!expr)
        return out;
    query::visit(*expr, [&](const Expr &one) {
        const auto *matrix = std::get_if<query::MatrixSelector>(&one.node);
        const auto *vector = matrix ? &matrix->vector : std::get_if<query::VectorSelector>(&one.node);
        if (!vector)
            return;
        Expr bare;
        query::VectorSelector selector = *vector;
        selector.shift = {};
        bare.node = std::move(selector);
        const QString printed = QString::fromStdString(query::printPromql(bare));
        if (std::ranges::find(out, printed) == out.end())
            out.push_back(printed);
    });
    return out;
}

} // namespace

SliQueries sliQueries(const Objective &o, qint64 windowNs)
{
    SliQueries q;
    const Window w{windowNs, base::promDuration(windowNs),
                   QString::number(static_cast<double>(windowNs) / 1e9, 'g', 17)};
    const bool isSelected = o.kind == SliKind::BoolGauge || o.kind == SliKind::NativeLatency;
    const ExprPtr total = isSelected ? parsed(o.totalQuery) : nullptr;
    const query::VectorSelector *selector = total ? summedSelector(*total) : nullptr;
    if (windowNs < 1'000'000) {
        q.problem = QCoreApplication::translate("Objectives", "The window is empty: nothing can have happened in it.");
        return q;
    }
    if (o.kind == SliKind::Ratio) {
        q.partIsGood = !o.goodQuery.isEmpty();
        q.total = counted(o.totalQuery, o.counter, w);
        q.part = counted(q.partIsGood ? o.goodQuery : o.badQuery, o.counter, w);
    } else if (o.kind == SliKind::BoolGauge && selector)
        ofGauge(*selector, w, q);
    else if (o.kind == SliKind::NativeLatency && selector)
        ofHistograms(*selector, o.thresholdValue, w, q);
    else if (o.kind == SliKind::Raw && o.rawQuery.contains(windowPlaceholder))
        ofShare(o, w, q);
    else if (!o.rawQuery.isEmpty() &&
             (o.kind == SliKind::Raw || (o.kind == SliKind::Threshold && !comparison(o.thresholdOp).isEmpty())))
        ofSamples(o, w, q);
    if (q.total.isEmpty() || q.part.isEmpty()) {
        q.total.clear();
        q.part.clear();
        q.problem = QCoreApplication::translate("Objectives", "The indicator names no query this console can count.");
    }
    return q;
}

QString badShareQuery(const Objective &o, qint64 windowNs)
{
    const SliQueries q = sliQueries(o, windowNs);
    if (q.total.isEmpty())
        return {};
    const QString share = q.isShare ? q.part : QStringLiteral("%1 / %2").arg(q.part, q.total);
    return q.partIsGood ? QStringLiteral("1 - %1").arg(share) : share;
}

std::vector<QString> eventSelectors(const Objective &o)
{
    return selectorsOf(o.totalQuery.isEmpty() ? o.rawQuery : o.totalQuery);
}

std::vector<QString> partSelectors(const Objective &o)
{
    if (o.kind != SliKind::Ratio)
        return {};
    return selectorsOf(o.goodQuery.isEmpty() ? o.badQuery : o.goodQuery);
}

} // namespace wf::engine
