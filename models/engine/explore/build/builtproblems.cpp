// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/builtproblems.h"

#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/gotext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}

QString problemIn(const QString &text)
{
    query::SyntaxError error;
    const auto tree = query::parsePromql(TextPlaces(text).utf8(), query::ParseOptions::everything(), &error);
    if (tree)
        return {};
    return error.message.empty() ? tree.error().summary : QString::fromStdString(error.message);
}

} // namespace

QString problemOf(const BuiltCondition &condition)
{
    if (condition.label.isEmpty())
        return say("Which label is meant?");
    const auto made =
        signals::LabelMatcher::make(condition.op, condition.label.toStdString(), condition.value.toStdString());
    return made ? QString() : say("Not a regular expression: %1").arg(made.error().summary);
}

QString rangeProblem(const QString &range)
{
    const QString why = problemIn(QStringLiteral("x[%1]").arg(range));
    return why.isEmpty() ? why : say("Not a range of time, such as 5m: %1").arg(why);
}

QString offsetProblem(const QString &offset)
{
    const QString why = offset.isEmpty() ? QString() : problemIn(QStringLiteral("x offset %1").arg(offset));
    return why.isEmpty() ? why : say("Not a duration, such as 1d: %1").arg(why);
}

bool isSound(const BuiltQuery &query)
{
    const auto hasProblem = [](const BuiltCondition &condition) { return !problemOf(condition).isEmpty(); };
    const auto hasWrongRange = [](const BuiltStep &step) {
        const auto *call = std::get_if<BuiltCall>(&step);
        return call && !call->range.isEmpty() && !rangeProblem(call->range).isEmpty();
    };
    return !query.metric.isEmpty() && offsetProblem(query.offset).isEmpty() &&
           std::ranges::none_of(query.conditions, hasProblem) && std::ranges::none_of(query.steps, hasWrongRange);
}

QString builtNumberText(double number)
{
    return QString::fromStdString(query::goPlain(number));
}

std::optional<double> builtNumber(const QString &text)
{
    const auto tree = query::parsePromql(text.trimmed().toStdString());
    if (!tree)
        return std::nullopt;
    const auto *sign = std::get_if<query::Unary>(&(*tree)->node);
    const auto *number = std::get_if<query::NumberLiteral>(sign ? &sign->expr->node : &(*tree)->node);
    if (!number || number->isDuration)
        return std::nullopt;
    return sign && sign->isNegative ? -number->value : number->value;
}

} // namespace wf::engine
