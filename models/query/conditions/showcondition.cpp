// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/conditions/showcondition.h"

#include "models/query/variables/intervals.h"

#include <QJsonArray>

#include <algorithm>

#include <re2/re2.h>

namespace wf::query {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String variableKind{"ConditionalRenderingVariable"}, dataKind{"ConditionalRenderingData"},
    sizeKind{"ConditionalRenderingTimeRangeSize"};
constexpr qsizetype mostItems = 100, mostText = 10'000;

struct Item {
    QString kind;
    QJsonObject spec;
};

std::vector<Item> itemsOf(const QJsonObject &condition)
{
    std::vector<Item> out;
    const QJsonArray items = condition.value("spec"_L1).toObject().value("items"_L1).toArray();
    for (qsizetype i = 0; i < std::min(items.size(), mostItems); ++i) {
        const QJsonObject item = items[i].toObject();
        out.push_back({item.value("kind"_L1).toString(), item.value("spec"_L1).toObject()});
    }
    return out;
}

bool matches(const QString &pattern, const QStringList &values, bool otherwise)
{
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(1 << 20);
    const RE2 expression(pattern.toStdString(), options);
    if (!expression.ok())
        return otherwise;
    return std::ranges::any_of(
        values, [&](const QString &v) { return RE2::PartialMatch(v.left(mostText).toStdString(), expression); });
}

std::optional<bool> judgeVariable(const QJsonObject &spec, const VariableScope &scope)
{
    const auto found = scope.variables.constFind(spec.value("variable"_L1).toString());
    if (found == scope.variables.constEnd())
        return std::nullopt;
    const QString wanted = spec.value("value"_L1).toVariant().toString().left(mostText);
    const QString op = spec.value("operator"_L1).toString();
    const QStringList values = found->isAll && !found->allValue.isEmpty() ? QStringList{found->allValue}
                               : found->values.isEmpty()                  ? QStringList{QString()}
                                                                          : found->values;
    const bool denies = op == "notEquals"_L1 || op == "notMatches"_L1;
    if (op == "matches"_L1 || op == "notMatches"_L1)
        return matches(wanted, values, !denies) != denies; // what cannot be read counts as said
    const bool isAll = found->isAll && wanted.compare("all"_L1, Qt::CaseInsensitive) == 0;
    return (values.contains(wanted) || isAll) != denies;
}

std::optional<bool> judgeSize(const QJsonObject &spec, base::TimeRange range)
{
    const QString text = spec.value("value"_L1).toString();
    bool isNumber = false;
    (void)text.chopped(text.isEmpty() ? 0 : 1).toDouble(&isNumber); // one number, one unit
    if (!isNumber)
        return std::nullopt;
    const std::optional<qint64> most = parseInterval(text);
    return most ? std::optional(range.endNs - range.startNs <= *most) : std::nullopt;
}

std::optional<bool> judge(const Item &item, const ShowFacts &facts)
{
    if (item.kind == variableKind)
        return judgeVariable(item.spec, facts.scope);
    if (item.kind == sizeKind)
        return judgeSize(item.spec, facts.range);
    if (item.kind == dataKind && facts.hasData)
        return item.spec.value("value"_L1).toBool() == *facts.hasData;
    return std::nullopt;
}

} // namespace

bool isShown(const QJsonObject &condition, const ShowFacts &facts)
{
    const QJsonObject spec = condition.value("spec"_L1).toObject();
    const bool wantsAll = spec.value("condition"_L1).toString(u"and"_s) == "and"_L1;
    int judged = 0, met = 0;
    for (const Item &item : itemsOf(condition))
        if (const auto verdict = judge(item, facts)) {
            ++judged;
            met += *verdict ? 1 : 0;
        }
    if (judged == 0)
        return true;
    const bool hides = spec.value("visibility"_L1).toString() == "hide"_L1;
    return (wantsAll ? met == judged : met > 0) != hides;
}

bool asksForData(const QJsonObject &condition)
{
    return std::ranges::any_of(itemsOf(condition), [](const Item &item) { return item.kind == dataKind; });
}

QStringList unknownConditions(const QJsonObject &condition)
{
    QStringList out;
    for (const Item &item : itemsOf(condition))
        if (item.kind != variableKind && item.kind != dataKind && item.kind != sizeKind && !out.contains(item.kind))
            out << item.kind;
    return out;
}

} // namespace wf::query
